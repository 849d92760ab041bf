/** Times, sizes and shares as people read them: rounded, honest, never a countdown to the second. */

const percentFormat = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 0 });
const plainFormat = new Intl.NumberFormat("en");
const ordinalRules = new Intl.PluralRules("en", { type: "ordinal" });
const ordinalEnds: Record<string, string> = { one: "st", two: "nd", few: "rd" };
const ordinalWords = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth"];

/** An estimate: half of such waits end by `etaMs`, nine in ten by `etaP90Ms`. 0: it should have ended by now. */
export interface Eta {
  etaMs?: number | null;
  etaP90Ms?: number | null;
}

type Unit = "s" | "min";
/** A line does not break between the two. */
const written = (count: number, unit: Unit) => `${count}\u00a0${unit}`;
const spoken = (count: number, unit: Unit) =>
  `${count} ${unit === "s" ? "second" : "minute"}${count === 1 ? "" : "s"}`;

/** In whole seconds, from a minute on in whole minutes. */
function amount(ms: number, round: (value: number) => number, say: typeof written): string {
  const seconds = Math.max(1, round(ms / 1000));
  return seconds < 60 ? say(seconds, "s") : say(Math.max(1, round(seconds / 60)), "min");
}

/** "about 3 s", from a minute on "about 2 min". */
export function aboutTime(ms: number): string {
  return `about ${amount(ms, Math.round, written)}`;
}

/** "about 3 s, at most 8 s"; one of them where the other is not known or says no more; null where nothing is known. */
export function waitTime(eta: Eta, { left = false } = {}): string | null {
  return range(eta, written, left ? " left" : "");
}

/** The same for ears: "about 5 seconds, at most 8 seconds". */
export function waitTimeSpoken(eta: Eta): string | null {
  return range(eta, spoken, "");
}

function range({ etaMs, etaP90Ms }: Eta, say: typeof written, end: string): string | null {
  const about = etaMs ? amount(etaMs, Math.round, say) : null;
  const most = etaP90Ms && etaP90Ms > (etaMs ?? 0) ? amount(etaP90Ms, Math.ceil, say) : null;
  if (about === null) return most === null ? null : `at most ${most}${end}`;
  return most === null || most === about ? `about ${about}${end}` : `about ${about}${end}, at most ${most}`;
}

/** "64%"; the last byte is not the end of a load, so 100% is never said. */
export function loadShare(progress: number): string {
  return progress >= 0.995 ? "starting" : percentFormat.format(Math.min(progress, 0.99));
}

/** "2nd" */
export function ordinal(place: number): string {
  return `${place}${ordinalEnds[ordinalRules.select(place)] ?? "th"}`;
}

/** "Second", from ten on "10th". */
export function ordinalSpoken(place: number): string {
  return ordinalWords[place - 1] ?? ordinal(place);
}

/** "8k" of 8,192 as of 8,000; small windows in full. */
export function tokenWindow(tokens: number): string {
  if (tokens < 1000) return String(tokens);
  return `${Math.round(tokens % 1000 === 0 ? tokens / 1000 : tokens / 1024)}k`;
}

/** "3.1k", "812", "131k" */
export function tokenCount(tokens: number): string {
  if (tokens < 1000) return String(tokens);
  const thousands = tokens / 1000;
  return `${thousands < 100 ? thousands.toFixed(1).replace(/\.0$/, "") : Math.round(thousands)}k`;
}

/** "1,204" */
export function plainNumber(value: number): string {
  return plainFormat.format(value);
}

/** "1.8 GB", "92 MB", in steps of 1,000 as disks are sold. */
export function fileSize(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes >= 1e6) return `${Math.round(bytes / 1e6)} MB`;
  return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
}

/** "1.4 s", "14 s"; under 50 ms "0 s". */
export function shortTime(ms: number): string {
  const seconds = ms / 1000;
  return `${seconds < 10 ? seconds.toFixed(1).replace(/\.0$/, "") : Math.round(seconds)} s`;
}
