import { afterAll, beforeAll, expect, it } from "vitest";
import { SidecarError, TokenizeResult } from "@/lib/contract/sidecar";
import { setFakeRunner, startTestSidecar, type TestSidecar } from "@/tests/factories/sidecar";

let sidecar: TestSidecar;
const messages = [
  { role: "system", content: "Be brief." },
  { role: "user", content: "one two three" },
];
const count = async (body: object) => {
  const response = await sidecar.post("/tokenize", body);
  return TokenizeResult.parse(await response.json()).count;
};

beforeAll(async () => {
  setFakeRunner({ text: "one two three", loadMs: 10 });
  sidecar = await startTestSidecar(["a.gguf", "b.gguf"]);
});
afterAll(() => sidecar.stop());

it("counts the prompt of a loaded model, also while it answers, and loads nothing for it", async () => {
  expect(await count({ model: "a.gguf", messages })).toBeNull();
  expect((await sidecar.models()).models.map(({ status }) => status)).toEqual(["cold", "cold"]);
  await sidecar.post("/models/load", { model: "a.gguf" });
  expect(await count({ model: "a.gguf", messages })).toBe(5);
  const counted: Promise<number | null>[] = [];
  const answer = await sidecar.stream("a.gguf", {
    onText: () => void counted.push(count({ model: "a.gguf", messages })),
  });
  expect(answer.complete).toBe(true);
  expect(new Set(await Promise.all(counted))).toEqual(new Set([5]));
  expect(await count({ model: "b.gguf", messages })).toBeNull();
  expect((await sidecar.models()).models.map(({ status }) => status)).toEqual(["ready", "cold"]);
});

it("refuses rubbish and pictures; an unknown name is a model that is not loaded", async () => {
  for (const body of [
    {},
    { model: "a.gguf", messages: [] },
    { model: "a.gguf", messages: [{ role: "user", content: [{ type: "image_url" }] }] },
  ]) {
    const response = await sidecar.post("/tokenize", body);
    expect(response.status).toBe(400);
    expect(SidecarError.parse(await response.json()).error.code).toBe("invalid_request");
  }
  expect(await count({ model: "../a.gguf", messages })).toBeNull();
});
