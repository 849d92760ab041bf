import { randomUUID } from "node:crypto";
import { textOf, type ConversationAnswer } from "@/tests/e2e/harness/api-types";
import { summarize, type HttpClient, type StreamPart } from "@/tests/e2e/harness/http-client";
import { expect, test } from "@/tests/e2e/harness/http-fixtures";
import { slow } from "@/tests/e2e/harness/models";
import { descendant, descendants, isAlive } from "@/tests/e2e/harness/processes";

const storedAnswer = async (client: HttpClient, id: string) =>
  (await client.get<ConversationAnswer>(`/api/conversations/${id}`)).messages.find(
    ({ role }) => role === "assistant",
  );

/** Begins an answer and returns when its first words are there. */
async function beginAnswer(client: HttpClient, id: string) {
  const stream = client.chat({ conversationId: id, text: "Tell me a long story" });
  const parts: StreamPart[] = [];
  for (let next = await stream.next(); !next.done; next = await stream.next()) {
    parts.push(next.value);
    if (next.value.type === "text-delta") break;
  }
  const finish = async () => {
    for await (const part of stream) parts.push(part);
    return summarize(parts);
  };
  return { finish };
}

/** The next message is answered; how the answer would end is not waited for. */
async function answerAndStop(client: HttpClient, id: string) {
  const { finish } = await beginAnswer(client, id);
  await client.send("POST", `/api/chat/${id}/stop`);
  return finish();
}

for (const [victim, words] of [
  ["runner", `sidecar-runner ${slow}`],
  ["pool manager", "sidecar-manager"],
] as const)
  test(`kill -9 of the ${victim} in mid-answer: the text is kept as interrupted, the next message works`, async ({
    ownSite,
  }) => {
    const site = await ownSite();
    const user = await site.signedIn();
    await user.post("/api/models/switch", { provider: "llamacpp", model: slow });
    const id = randomUUID();
    const { finish } = await beginAnswer(user, id);
    const runner = descendant(site.pid, `sidecar-runner ${slow}`);
    process.kill(descendant(site.pid, words).pid, "SIGKILL");

    const answer = await finish();
    expect(answer.finished, "a cut answer has no finish part").toBe(false);
    expect(answer.metadata["status"]).toBe("interrupted");
    expect(answer.error).toMatchObject({ code: expect.any(String), detail: expect.any(String) });
    const stored = await storedAnswer(user, id);
    expect(stored?.metadata).toMatchObject({ status: "interrupted", served: { model: slow } });
    expect(textOf(stored)).toBe(answer.text);
    expect(answer.text.length).toBeGreaterThan(0);
    await expect
      .poll(() => isAlive(runner.pid), { message: "a runner does not outlive its manager" })
      .toBe(false);

    const next = await answerAndStop(user, id);
    expect(next.metadata).toMatchObject({
      status: "stopped",
      served: { provider: "llamacpp", model: slow },
    });
    expect(next.text).not.toBe("");
    expect(isAlive(site.pid)).toBe(true);
  });

test("kill -9 of the site in mid-answer: no process is left behind, and after a restart the answer is interrupted", async ({
  ownSite,
}) => {
  const site = await ownSite();
  const user = await site.signedIn();
  await user.post("/api/models/switch", { provider: "llamacpp", model: slow });
  const id = randomUUID();
  const { finish } = await beginAnswer(user, id);
  const below = descendants(site.pid);
  expect(below.some(({ command }) => command.includes("sidecar-manager"))).toBe(true);
  await site.stop("SIGKILL");
  await expect(finish()).rejects.toThrow(/terminated|aborted|socket|DONE/);
  await expect.poll(() => below.filter(({ pid }) => isAlive(pid)).map(({ command }) => command)).toEqual([]);

  await site.start();
  await site.engineUp(user);
  const stored = await storedAnswer(user, id);
  expect(stored?.metadata?.status).toBe("interrupted");
  expect((await answerAndStop(user, id)).text).not.toBe("");
});

for (const signal of ["SIGTERM", "SIGINT"] as const)
  test(`${signal} lets a running answer finish or saves it, and ends with exit code 0`, async ({
    ownSite,
  }) => {
    const site = await ownSite();
    const user = await site.signedIn();
    await user.post("/api/models/switch", { provider: "llamacpp", model: slow });
    const id = randomUUID();
    const { finish } = await beginAnswer(user, id);
    const below = descendants(site.pid);
    const [code, answer] = await Promise.all([site.stop(signal), finish()]);
    expect(code).toBe(0);
    expect(["completed", "interrupted"]).toContain(answer.metadata["status"]);
    await expect
      .poll(() => below.filter(({ pid }) => isAlive(pid)).map(({ command }) => command))
      .toEqual([]);

    await site.start();
    const stored = await storedAnswer(user, id);
    expect(stored?.metadata?.status).toBe(answer.metadata["status"]);
    expect(textOf(stored)).toBe(answer.text);
  });
