import { randomUUID } from "node:crypto";
import type { Random } from "@/tests/factories/gguf-random";
import type { SidecarClient, StreamedAnswer } from "@/tests/factories/sidecar";
import type { Asked, SoakRecord } from "./record";
import { modelNames, type ModelName, type SoakSidecar } from "./soak-sidecar";

const cancelShare = 0.1;
const reloadShare = 0.05;
const longShare = 0.05;
const turnsOfConversation = 3;

interface Message {
  role: "user" | "assistant";
  content: string;
}

export interface SoakUserWorld {
  sidecar: SoakSidecar;
  record: SoakRecord;
  /** How often somebody goes to another model before the next question. */
  switchShare: number;
  /** True as long as there are answers to be asked for; counts one. */
  claim(): boolean;
  /** Nobody waits for longer: an answer that has not ended by then hangs. */
  deadline: AbortSignal;
  /** Called with each piece of text of a running answer. */
  onText(model: ModelName): void;
}

/** One person: asks, reads, switches, changes their mind, reloads the page, begins a new conversation. */
export async function soakUser(world: SoakUserWorld, name: string, random: Random): Promise<void> {
  const { sidecar, record } = world;
  const chance = (share: number): boolean => random.next() < share;
  const upTo = (most: number): number => 1 + Math.floor(random.next() * most);
  let model = pick(random);
  let session = randomUUID();
  let messages: Message[] = [];
  while (world.claim()) {
    if (chance(world.switchShare)) {
      model = pick(random);
      record.counts.switches++;
    }
    if (messages.length >= 2 * turnsOfConversation) {
      await (await sidecar.client()).fetch(`/sessions/${session}`, { method: "DELETE" }).catch(() => {});
      session = randomUUID();
      messages = [];
    }
    messages.push({ role: "user", content: `Say ${upTo(1000)}.` });
    const plan = {
      maxTokens: chance(longShare) ? 100 : upTo(40),
      breakAfter: chance(cancelShare + reloadShare) ? upTo(10) : null,
      again: chance(reloadShare / (cancelShare + reloadShare)),
    };
    let text = await ask(plan.breakAfter, plan.maxTokens);
    if (text === null && plan.breakAfter !== null && plan.again) {
      record.counts.reconnected++;
      text = await ask(null, plan.maxTokens);
    } else if (text === null && plan.breakAfter !== null) record.counts.cancelled++;
    messages.push({ role: "assistant", content: text ?? "(not finished)" });
  }

  /** The text, or null when it was cut by the reader after so many pieces, or by a kill. */
  async function ask(breakAfter: number | null, maxTokens: number): Promise<string | null> {
    const client = await sidecar.client();
    const asked = record.begin(model);
    const askedAtMs = performance.now();
    const reader = new AbortController();
    let pieces = 0;
    const onText = (): void => {
      if (pieces++ === 0) record.firstTextMs.push(performance.now() - askedAtMs);
      world.onText(model);
      if (pieces === breakAfter) reader.abort();
    };
    try {
      const headers = { "x-fairness-key": name, "x-session-key": session };
      const init = { headers, signal: AbortSignal.any([reader.signal, world.deadline]), onText };
      const stream = client.stream(model, init, { messages, max_tokens: maxTokens });
      return judge(asked, await Promise.race([stream, leaves(reader.signal), leaves(world.deadline)]));
    } catch (error) {
      if (reader.signal.aborted) return null;
      if (world.deadline.aborted)
        record.violation(`an answer of ${model} had not ended when the time was over`);
      if (world.deadline.aborted) return null;
      // The manager was just killed, and nobody had been asked anything yet: that is a site's retry.
      record.cut(
        asked,
        error instanceof Error ? `${error.message} ${String(error.cause ?? "")}` : String(error),
      );
      await restarted(client);
      return null;
    } finally {
      record.end(asked);
    }
  }

  function judge(asked: Asked, answer: StreamedAnswer): string | null {
    if (answer.complete) {
      record.completed(asked, answer.text);
      return answer.text;
    }
    record.cut(asked, answer.error?.code ?? "the connection broke");
    return null;
  }

  /** A connection that was refused means that the manager has gone: wait for the next one, do not ask in a loop. */
  async function restarted(old: SidecarClient): Promise<void> {
    const healthy = await old.fetch("/health").then(
      (response) => response.ok,
      () => false,
    );
    if (!healthy && sidecar.clientNow()?.url === old.url)
      await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Rejects when a reader leaves: a body that was aborted while it was being read may not say so. */
function leaves(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("the reader left")), { once: true });
  });
}

/** Two models have most of the readers, and room; the third one comes in between. */
function pick(random: Random): ModelName {
  const [a, b, c] = modelNames;
  const share = random.next();
  return share < 0.45 ? a : share < 0.9 ? b : c;
}
