import { expect, test } from "vitest";
import { serverArguments, type ServerPlan } from "./server-arguments";

const plan: ServerPlan = {
  options: {
    path: "/models/a b.gguf",
    model: "a b.gguf",
    contextSize: 4096,
    sequences: 3,
    threads: 2,
  },
  contextSize: 2048,
  embeddingOnly: false,
  apiKey: "secret-key",
  slotsDir: "/tmp/slots",
};
const after = (args: string[], flag: string) => args[args.indexOf(flag) + 1];

test("every sequence gets the whole window, and only this machine may connect", () => {
  const { args } = serverArguments(plan, {});
  expect([after(args, "-np"), after(args, "-c"), after(args, "-t")]).toEqual(["3", "6144", "2"]);
  expect([after(args, "-m"), after(args, "--host")]).toEqual(["/models/a b.gguf", "127.0.0.1"]);
});

test("the key is not on the command line", () => {
  const { args, env } = serverArguments(plan, {});
  expect(args.join(" ")).not.toContain("secret-key");
  expect(env["LLAMA_API_KEY"]).toBe("secret-key");
});

test("an embedding model reads a text in one piece, in one sequence", () => {
  const { args } = serverArguments({ ...plan, embeddingOnly: true }, {});
  expect([after(args, "-np"), after(args, "-ub")]).toEqual(["1", "2048"]);
  expect(args).not.toContain("--pooling");
});

test("an operator tunes it with the server's own variables, but not its memory beside the ledger", () => {
  const { args, env } = serverArguments(plan, {
    LLAMA_ARG_THREADS: "6",
    LLAMA_ARG_N_GPU_LAYERS: "99",
    LLAMA_ARG_CACHE_RAM: "8192",
    LLAMA_ARG_MODELS_DIR: "/models",
  });
  expect(args).not.toContain("-t");
  expect(env).toMatchObject({
    LLAMA_ARG_THREADS: "6",
    LLAMA_ARG_N_GPU_LAYERS: "99",
    LLAMA_ARG_CACHE_RAM: "0",
    LLAMA_ARG_MODELS_DIR: undefined,
  });
});
