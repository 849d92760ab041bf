import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { env, parseEnv, siteOrigin } from "@/lib/env";
import { forgetSingletons } from "@/tests/setup/database";

describe("the environment", () => {
  test("is complete when nothing is set", () => {
    expect(parseEnv({})).toMatchObject({
      PORT: 3000,
      HOST: "127.0.0.1",
      DATABASE_URL: "file:./data/switchyard.db",
      LLAMACPP_MODELS_DIR: "./models",
      TRUST_PROXY: "0",
    });
  });

  test("an empty variable counts as unset", () => {
    expect(parseEnv({ PORT: "", PROVIDER: "", OLLAMA_HOST: "", NEXTAUTH_URL: "" })).toEqual(parseEnv({}));
  });

  test.each([
    ["PORT", "300o"],
    ["PORT", "70000"],
    ["PORT", "-1"],
    ["PORT", " "],
    ["NEXTAUTH_URL", "chat.example.org"],
    ["DATABASE_URL", "mysql://x"],
    ["LLAMACPP_MEMORY_BUDGET", "two gigs"],
    ["PROVIDER", "LLama cpp"],
    ["LOG_LEVEL", "loud"],
    ["OPENAI_BASE_URL", "localhost:8080/v1"],
    ["REDIS_URL", "http://x"],
    ["TRUST_PROXY", "yes"],
  ])("a wrong %s is one line that names it and shows %j", (name, value) => {
    let message = "";
    try {
      parseEnv({ [name]: value });
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toContain(`${name}: `);
    expect(message).toContain(JSON.stringify(value));
    expect(message).not.toContain("\n");
  });

  test("a wrong secret is named, never shown", () => {
    expect(() => parseEnv({ NEXTAUTH_SECRET: "hunter2" })).toThrow(/NEXTAUTH_SECRET: must have at least 16/);
    expect(() => parseEnv({ NEXTAUTH_SECRET: "hunter2" })).not.toThrow(/hunter2/);
  });

  test("sizes, lists and a bare Ollama host are understood", () => {
    expect(
      parseEnv({ LLAMACPP_MEMORY_BUDGET: "2GiB", OPENAI_MODELS: "a, b,,c ", OLLAMA_HOST: "127.0.0.1:11434" }),
    ).toMatchObject({
      LLAMACPP_MEMORY_BUDGET: 2 ** 31,
      OPENAI_MODELS: ["a", "b", "c"],
      OLLAMA_HOST: "http://127.0.0.1:11434",
    });
  });
});

describe("the site's origin", () => {
  const saved = { ...process.env };
  beforeEach(forgetSingletons);
  afterEach(() => {
    process.env = { ...saved };
    forgetSingletons();
  });

  test("is NEXTAUTH_URL without its path", () => {
    process.env.NEXTAUTH_URL = "https://chat.example.org/some/path/";
    expect(siteOrigin()).toBe("https://chat.example.org");
  });

  test("is localhost with the port when NEXTAUTH_URL is unset", () => {
    delete process.env.NEXTAUTH_URL;
    process.env.PORT = "3456";
    expect(siteOrigin()).toBe("http://localhost:3456");
    expect(env()).toBe(env());
  });
});
