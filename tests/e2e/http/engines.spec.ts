import { createHash, randomUUID } from "node:crypto";
import { spawn, type ChildProcess } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  textOf,
  type ConversationAnswer,
  type ModelsAnswer,
  type Problem,
} from "@/tests/e2e/harness/api-types";
import { freePort } from "@/tests/e2e/harness/free-port";
import { expect, test } from "@/tests/e2e/harness/http-fixtures";
import { shortenAnswers } from "@/tests/e2e/harness/site";

const { OLLAMA_BIN, LLAMA_SERVER_BIN, TEST_MODELS_DIR } = process.env;
const smol = "SmolLM2-135M-Instruct.Q4_1.gguf";
const missing = Object.entries({ OLLAMA_BIN, LLAMA_SERVER_BIN, TEST_MODELS_DIR })
  .filter(([, value]) => !value)
  .map(([name]) => name);

/** Starts a program and waits until `url` answers. */
async function launch(
  command: string,
  args: string[],
  env: Record<string, string>,
  url: string,
): Promise<ChildProcess> {
  const child = spawn(command, args, {
    stdio: "ignore",
    // A group of its own: Ollama has a process for each model, which outlives it.
    detached: true,
    env: { PATH: process.env["PATH"] ?? "", NODE_ENV: "test", ...env },
  });
  await expect
    .poll(
      () =>
        fetch(url).then(
          ({ ok }) => ok,
          () => false,
        ),
      { timeout: 60_000, message: `${url} answers` },
    )
    .toBe(true);
  return child;
}

function killGroup(child: ChildProcess | undefined): void {
  if (child?.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // All of them have gone already.
  }
}

async function importIntoOllama(origin: string, file: string): Promise<void> {
  const bytes = readFileSync(file);
  const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  const blob = await fetch(`${origin}/api/blobs/${digest}`, { method: "POST", body: new Uint8Array(bytes) });
  expect(blob.status).toBe(201);
  const created = await fetch(`${origin}/api/create`, {
    method: "POST",
    body: JSON.stringify({ model: "smollm2", files: { "x.gguf": digest }, parameters: { num_thread: 1 } }),
  });
  expect(await created.text()).toContain('"success"');
}

test("one conversation visits the sidecar, a real Ollama and a real llama-server, and goes on when one of them dies", async ({
  ownSite,
}) => {
  test.skip(missing.length > 0, `${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} not set`);
  test.setTimeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), "switchyard-engines-"));
  const file = join(TEST_MODELS_DIR ?? "", smol);
  const [ollamaPort, serverPort] = [await freePort(), await freePort()];
  const [ollamaOrigin, serverOrigin] = [`http://127.0.0.1:${ollamaPort}`, `http://127.0.0.1:${serverPort}`];
  const children: ChildProcess[] = [];
  try {
    children.push(
      await launch(
        OLLAMA_BIN ?? "",
        ["serve"],
        {
          HOME: folder,
          OLLAMA_HOST: `127.0.0.1:${ollamaPort}`,
          OLLAMA_MODELS: join(folder, "ollama"),
          OLLAMA_NO_CLOUD: "1",
        },
        `${ollamaOrigin}/api/tags`,
      ),
      await launch(
        LLAMA_SERVER_BIN ?? "",
        [
          "-m",
          file,
          // Two engines with two threads each on two cores wait for each other at every token.
          "-t",
          "1",
          "-np",
          "2",
          "-c",
          "4096",
          "--port",
          String(serverPort),
          "--no-webui",
          "--alias",
          "smol-remote",
        ],
        { HOME: folder },
        `${serverOrigin}/health`,
      ),
    );
    await importIntoOllama(ollamaOrigin, file);
    const site = await ownSite({
      env: { OLLAMA_HOST: ollamaOrigin, OPENAI_BASE_URL: `${serverOrigin}/v1`, OPENAI_API_KEY: "unused" },
      writeModels: (models) => copyFileSync(file, join(models, smol)),
    });
    const user = await site.signedIn();
    await expect
      .poll(
        async () =>
          (await user.get<ModelsAnswer>("/api/models")).providers.map(({ id, status }) => `${id} ${status}`),
        {
          timeout: 30_000,
        },
      )
      .toEqual(expect.arrayContaining(["llamacpp up", "ollama up", "openai up"]));

    const { providers } = await user.get<ModelsAnswer>("/api/models");
    // Small models ramble; how long is not what this is about.
    await shortenAnswers(user, () => 64);
    const idIn = (provider: string, pattern: RegExp) => {
      const ids = providers.find(({ id }) => id === provider)?.models.map(({ id }) => id) ?? [];
      return ids.find((id) => pattern.test(id)) ?? `none of ${ids.join(", ")}`;
    };
    const route = [
      { provider: "llamacpp", model: smol },
      { provider: "ollama", model: idIn("ollama", /^smollm2/) },
      { provider: "openai", model: idIn("openai", /smol-remote/) },
      { provider: "llamacpp", model: smol },
    ];
    const id = randomUUID();
    const questions = [
      "What is the capital of France?",
      "And of Italy?",
      "And of Spain?",
      "Which did I ask first?",
    ];
    for (const [index, target] of route.entries()) {
      const scope = index === 0 ? {} : { conversationId: id };
      await user.post("/api/models/switch", { ...target, ...scope });
      const answer = await user.ask({ conversationId: id, text: questions[index] ?? "" });
      expect(answer.metadata).toMatchObject({ requested: target, served: target, status: "completed" });
      expect(answer.text.length).toBeGreaterThan(3);
    }
    const { messages } = await user.get<ConversationAnswer>(`/api/conversations/${id}`);
    expect(
      messages.filter(({ role }) => role === "assistant").map(({ metadata }) => metadata?.served),
    ).toEqual(route);
    expect(messages.every((message) => textOf(message).length > 0)).toBe(true);

    killGroup(children[0]);
    await expect
      .poll(
        async () =>
          (await user.get<ModelsAnswer>("/api/models")).providers.find((one) => one.id === "ollama")?.status,
        {
          timeout: 60_000,
        },
      )
      .toMatch(/down|off/);
    const refused = await user.send<Problem>("POST", "/api/models/switch", {
      provider: "ollama",
      model: idIn("ollama", /^smollm2/),
    });
    expect([502, 503, 504]).toContain(refused.status);
    expect((await user.ask({ conversationId: id, text: "Still there?" })).metadata).toMatchObject({
      status: "completed",
    });
  } finally {
    for (const child of children) killGroup(child);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
