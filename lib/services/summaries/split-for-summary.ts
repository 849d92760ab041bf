import { estimateTokens } from "@/lib/services/messages/build-prompt";

const longestSummaryTokens = 512;
const shortestSummaryTokens = 64;

/**
 * Which turns a summary stands in for: all but the newest that fill a quarter of the window; the last one is covered
 * too when it alone is larger than that.
 */
export function splitForSummary<Turn extends { text: string }>(
  turns: Turn[],
  windowTokens: number,
): { older: Turn[]; summaryTokens: number } {
  let room = windowTokens / 4;
  let first = turns.length;
  while (first > 0) {
    room -= estimateTokens(turns[first - 1]?.text ?? "");
    if (room < 0) break;
    first -= 1;
  }
  const eighth = Math.floor(windowTokens / 8);
  return {
    older: turns.slice(0, first),
    summaryTokens: Math.min(longestSummaryTokens, Math.max(shortestSummaryTokens, eighth)),
  };
}
