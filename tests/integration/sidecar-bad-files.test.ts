import {
  copyFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SidecarError } from "@/lib/contract/sidecar";
import { writeChatGguf } from "@/tests/factories/gguf";
import { corruptGguf } from "@/tests/factories/gguf-corrupt";
import { writeGguf } from "@/tests/factories/gguf-writer";
import { modelsFolder, setFakeRunner, startTestSidecar, type TestSidecar } from "@/tests/factories/sidecar";

let sidecar: TestSidecar;
const text = "one two three four five six seven eight";

beforeAll(async () => {
  setFakeRunner({ text, loadMs: 10, tokensPerSecond: 50 });
  sidecar = await startTestSidecar(["good.gguf"]);
});
afterAll(() => sidecar.stop());

const pathOf = (name: string): string => join(sidecar.modelsDir, name);
const copyOfGood = (name: string): string => {
  copyFileSync(pathOf("good.gguf"), pathOf(name));
  return pathOf(name);
};

/** Every way of asking for the model gives this error; the sidecar goes on. */
async function expectRefusal(model: string, status: number, code: string, reason: RegExp): Promise<void> {
  const messages = [{ role: "user", content: "Hello" }];
  for (const [path, body] of [
    ["/models/load", { model }],
    ["/models/warm", { model }],
    ["/v1/chat/completions", { model, messages, stream: true }],
  ] as const) {
    const response = await sidecar.post(path, body);
    expect(response.status).toBe(status);
    const { error } = SidecarError.parse(await response.json());
    expect(error.code).toBe(code);
    expect(error.message).toMatch(reason);
    expect(error.message).not.toContain(sidecar.modelsDir);
  }
  expect((await sidecar.stream("good.gguf")).text).toBe(text);
}

describe("a file that can not be a model is refused with the reason", () => {
  it.each([0, 0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.999])(
    "cut off after %s of it",
    async (share) => {
      const path = copyOfGood("cut.gguf");
      truncateSync(path, Math.floor(statSync(path).size * share));
      await expectRefusal(
        "cut.gguf",
        422,
        "invalid_model_file",
        /cut short|does not begin with GGUF|too short|empty/,
      );
      rmSync(path);
    },
  );

  it.each([
    ["another kind of file", corruptGguf.wrongMagic, /does not begin with GGUF/],
    ["a version of the future", corruptGguf.unknownVersion, /version 9/],
    ["an absurd number of tensors", corruptGguf.absurdTensorCount, /claims to have \d+ tensors/],
    ["an absurd number of keys", corruptGguf.absurdKeyCount, /number of keys is absurd/],
    ["a key longer than the file", corruptGguf.absurdKeyLength, /ends behind the end of the file/],
  ])("%s", async (_, corrupt, reason) => {
    const path = copyOfGood("corrupt.gguf");
    corrupt(path);
    await expectRefusal("corrupt.gguf", 422, "invalid_model_file", reason);
    rmSync(path);
  });

  it("an architecture that llama.cpp does not have", async () => {
    const tensor = { name: "token_embd.weight", dimensions: [4], data: new Float32Array(4) };
    writeGguf(pathOf("brain.gguf"), { "general.architecture": { string: "brain" } }, [tensor]);
    await expectRefusal("brain.gguf", 422, "invalid_model_file", /"brain" is not supported/);
  });

  it("a folder", async () => {
    mkdirSync(pathOf("folder.gguf"));
    await expectRefusal("folder.gguf", 404, "not_found", /There is no model folder\.gguf/);
  });

  it("a link that leads out of the folder", async () => {
    const outside = await modelsFolder(["secret.gguf"]);
    symlinkSync(join(outside.path, "secret.gguf"), pathOf("link.gguf"));
    await expectRefusal("link.gguf", 404, "not_found", /There is no model link\.gguf/);
    await outside.remove();
  });
});

describe("a file that is replaced while it is loaded", () => {
  it("goes on answering with what is loaded; the next load is refused with the reason", async () => {
    writeChatGguf(pathOf("replaced.gguf"));
    expect((await sidecar.stream("replaced.gguf")).text).toBe(text);
    writeFileSync(pathOf("new.part"), "This is not a model.");
    renameSync(pathOf("new.part"), pathOf("replaced.gguf"));
    expect((await sidecar.stream("replaced.gguf")).text).toBe(text);
    await sidecar.post("/models/unload", { model: "replaced.gguf" });
    await expectRefusal("replaced.gguf", 422, "invalid_model_file", /does not begin with GGUF/);
  });

  it("and one that is removed is not found after its unload", async () => {
    writeChatGguf(pathOf("removed.gguf"));
    expect((await sidecar.stream("removed.gguf")).text).toBe(text);
    rmSync(pathOf("removed.gguf"));
    expect((await sidecar.stream("removed.gguf")).text).toBe(text);
    await sidecar.post("/models/unload", { model: "removed.gguf" });
    await expectRefusal("removed.gguf", 404, "not_found", /There is no model removed\.gguf/);
  });
});
