import { afterEach, describe, expect, test, vi } from "vitest";
import {
  checkModelAvailability,
  getModels,
  setModelTier,
  stopAnswer,
  switchModel,
  switchProvider,
} from "@/lib/client/api";
import { hasCode, isApiError, parseProblem, problemOf } from "@/lib/client/api-error";

type Call = { path: string; init: RequestInit };
const calls: Call[] = [];

/** Answers in turn; each call is noted. */
function server(...answers: (Response | Error)[]) {
  calls.length = 0;
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    calls.push({ path, init });
    const answer = answers.shift();
    if (!answer || answer instanceof Error) throw answer ?? new TypeError("fetch failed");
    return answer;
  });
}
const json = (body: unknown, status = 200) => Response.json(body, { status });
const problem = {
  type: "x",
  title: "This tier is not part of your account",
  status: 403,
  detail: "Pro is not part of your account.",
  code: "tier_locked",
  requestId: "req_1",
  requiredTier: "pro",
};
const selection = {
  provider: "ollama",
  model: "m",
  profileId: null,
  tier: "standard",
  version: 1,
  source: "user",
};
const model = (id: string, status: string, allowed = true) => ({
  id,
  displayName: id,
  tier: "standard",
  access: { allowed },
  status,
  capabilities: { images: false, tools: false, embeddings: false },
});
const answered = json({
  success: true,
  provider: "ollama",
  model: "m",
  switchId: "s",
  state: "active",
  selection,
});

afterEach(() => vi.unstubAllGlobals());

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("errors", () => {
  test("carry the server's problem", async () => {
    server(json(problem, 403));
    const error = await failure(switchModel({ provider: "ollama", model: "m" }));
    expect(isApiError(error)).toBe(true);
    expect(problemOf(error)).toMatchObject({ code: "tier_locked", requiredTier: "pro" });
    expect(hasCode(error, "tier_locked")).toBe(true);
    expect(hasCode(error, "not_found")).toBe(false);
    expect(error).toMatchObject({ message: "Pro is not part of your account." });
  });

  test("are known by their mark, also from another bundle", async () => {
    server(json(problem, 403));
    const error = await failure(getModels(null));
    expect(isApiError({ ...(error as object) })).toBe(true);
    expect(isApiError(new Error("x"))).toBe(false);
  });

  test.each([
    ["nobody answers", new TypeError("fetch failed")],
    ["a proxy answers in HTML", new Response("<h1>Bad gateway</h1>", { status: 502 })],
    ["the answer has another shape", json({ selection: "none" })],
  ])("have no problem when %s", async (_, answer) => {
    server(answer);
    const error = await failure(getModels(null));
    expect(isApiError(error)).toBe(true);
    expect(problemOf(error)).toBeNull();
  });

  test("the error part of a stream is read as a problem, anything else is none", () => {
    expect(parseProblem(JSON.stringify(problem))?.code).toBe("tier_locked");
    expect(parseProblem("network error")).toBeNull();
    expect(parseProblem("{}")).toBeNull();
  });
});

describe("requests", () => {
  test("a switch does not wait for its load", async () => {
    server(answered.clone(), answered.clone());
    await switchModel({ provider: "ollama", model: "m", conversationId: "c" });
    await setModelTier({ tier: "pro" });
    expect(calls.map(({ path }) => path)).toEqual(["/api/models/switch", "/api/models/tier"]);
    for (const { init } of calls)
      expect(init).toMatchObject({ method: "POST", headers: { Prefer: "respond-async" } });
  });

  test("what is not set is left out of the query", async () => {
    server(json({ models: [] }));
    await checkModelAvailability({ provider: "ollama", model: "a b", tier: undefined });
    expect(calls[0]?.path).toBe("/api/models/status?provider=ollama&model=a+b");
  });

  test("ids are no paths", async () => {
    server(new Response(null, { status: 204 }));
    await stopAnswer("../settings");
    expect(calls[0]?.path).toBe("/api/chat/..%2Fsettings/stop");
  });
});

describe("switchProvider", () => {
  const providers = (...models: unknown[]) =>
    json({
      selection: null,
      tierSelector: true,
      providers: [
        {
          id: "ollama",
          kind: "ollama",
          label: "Ollama",
          remote: false,
          status: "up",
          checkedAt: "2026-11-22T13:00:00Z",
          models,
        },
      ],
    });

  test("takes a ready model before one that has to be loaded, never a locked or failed one", async () => {
    server(
      providers(
        model("locked", "ready", false),
        model("broken", "failed"),
        model("cold", "cold"),
        model("m", "ready"),
      ),
      answered.clone(),
    );
    await switchProvider("ollama");
    expect(JSON.parse(String(calls[1]?.init.body))).toEqual({ provider: "ollama", model: "m" });
  });

  test("asks for nothing where nothing may be used", async () => {
    server(providers(model("locked", "ready", false)));
    expect(await switchProvider("ollama")).toBeNull();
    expect(calls).toHaveLength(1);
  });
});
