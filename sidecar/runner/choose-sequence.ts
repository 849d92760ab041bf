/** What is known of one sequence of the context when a request needs one. */
export interface SequenceState {
  id: number;
  busy: boolean;
  /** The conversation whose tokens it holds. */
  sessionKey?: string;
  /** Counts up; 0: never used. */
  lastUse: number;
  /** Tokens at its beginning that the new prompt begins with too. */
  commonTokens: number;
}

/** Reading fewer tokens again costs less than a gap between the ids. */
const worthAGap = 64;

/**
 * Picks a free sequence; undefined when all are busy. The ids in use must follow each other without a gap, or
 * llama.cpp computes every stream by itself (engine figures: 190 → 122 tokens/s). So: the session's own sequence if it
 * leaves no gap or saves much; else of those that leave no gap the least recently used, the lowest id first.
 */
export function chooseSequence(all: readonly SequenceState[], sessionKey?: string): number | undefined {
  const free = all.filter(({ busy }) => !busy);
  const busyIds = all.filter(({ busy }) => busy).map(({ id }) => id);
  const withoutGap = free.filter(({ id }) => leavesNoGap(id, busyIds));
  const own = sessionKey === undefined ? undefined : free.find((state) => state.sessionKey === sessionKey);
  if (own !== undefined && (own.commonTokens >= worthAGap || withoutGap.includes(own))) return own.id;
  const [best] = withoutGap.toSorted((a, b) => a.lastUse - b.lastUse || a.id - b.id);
  return best?.id;
}

/** A hole among the busy ids is filled first; without holes the next lower or higher id goes on. */
function leavesNoGap(id: number, busyIds: readonly number[]): boolean {
  if (busyIds.length === 0) return true;
  const lowest = Math.min(...busyIds);
  const highest = Math.max(...busyIds);
  const hasHole = highest - lowest + 1 > busyIds.length;
  if (hasHole) return id > lowest && id < highest;
  return id === lowest - 1 || id === highest + 1;
}
