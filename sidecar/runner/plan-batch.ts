/** One stream's wish for the next step: 1 token (an answer goes on) or more (a prompt is read). */
export interface QueuedTokens {
  sequenceId: number;
  tokens: number;
}

export interface PlannedTokens<Item> {
  item: Item;
  tokens: number;
}

/** A rest of up to this share is taken along rather than left for a step of its own. */
export const takeAlong = 1.3;

/**
 * Chooses the tokens of the next step, in ascending order of sequence ids: llama.cpp computes a batch in another
 * order as several batches. Answers always go on; prompts share `promptRoom` fairly, and what a short one leaves over
 * goes to the longer ones. `batchSize`: most tokens of one step.
 */
export function planBatch<Item extends QueuedTokens>(
  queued: readonly Item[],
  batchSize: number,
  promptRoom: number,
): PlannedTokens<Item>[] {
  const answers = queued.filter((item) => item.tokens === 1).length;
  const prompts = queued.filter((item) => item.tokens > 1).toSorted((a, b) => a.tokens - b.tokens);
  const share = new Map<Item, number>();
  let room = Math.min(promptRoom, (batchSize - answers) / takeAlong);
  let left = prompts.length;
  for (const item of prompts) {
    const fair = Math.max(0, Math.floor(room / left));
    left--;
    const tokens = item.tokens <= fair * takeAlong ? item.tokens : fair;
    share.set(item, tokens);
    room -= tokens;
  }
  const plan = queued
    .map((item) => ({ item, tokens: share.get(item) ?? 1 }))
    .filter(({ tokens }) => tokens > 0)
    .toSorted((a, b) => a.item.sequenceId - b.item.sequenceId);
  const first = prompts[0];
  return plan.length === 0 && first !== undefined ? [{ item: first, tokens: 1 }] : plan;
}
