/**
 * Entry of a fake runner for tests: the protocol without a model. Its options come as JSON in FAKE_RUNNER,
 * e.g. {"loadMs":500,"tokensPerSecond":20,"failAfter":10}. Its process title ends with "(fake)".
 */
import { FakeEngine, fakeDefaults, type FakeOptions } from "@/sidecar/runner/fake-engine";
import { runShell } from "@/sidecar/runner/shell";

const given = JSON.parse(process.env["FAKE_RUNNER"] ?? "{}") as Partial<FakeOptions>;

await runShell(new FakeEngine({ ...fakeDefaults, ...given }), " (fake)");
