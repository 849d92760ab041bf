import { durationWords, flagWords, ruleWords } from "@/components/admin/audit/words";
import type { AuditItem } from "@/lib/contract/audit";

/** One line of a row's details. `mono` for ids and names of files. */
export type Fact = { name: string; value: string; mono?: boolean };

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** A selection as "provider/model, tier pro"; any other object key by key. */
export function sideWords(side: unknown): string | null {
  if (side === undefined || side === null) return null;
  if (!isObject(side)) return text(side);
  const { provider, model, tier } = side;
  if (typeof provider === "string" && typeof model === "string")
    return `${provider}/${model}${typeof tier === "string" ? `, tier ${tier}` : ""}`;
  return Object.entries(side)
    .map(
      ([key, value]) =>
        `${key}: ${Array.isArray(value) ? value.map(text).join(", ") || "none" : text(value)}`,
    )
    .join(" · ");
}

/** What a switch went through: "authorized after 3 ms, ready after 1.2 s, committed after 1.3 s". */
export function phaseWords(timings: unknown): string | null {
  if (!isObject(timings)) return null;
  const words = [
    ["authorizedMs", "authorized"],
    ["readyMs", "ready"],
    ["committedMs", "committed"],
    ["firstTokenMs", "first token"],
  ].flatMap(([key = "", name]) => {
    const ms = timings[key];
    return typeof ms === "number" ? [`${name} after ${durationWords(ms)}`] : [];
  });
  return words.length ? words.join(", ") : null;
}

/** The limiter as it stood: "switch: 27 of 30 left, counted in memory". */
export function limitWords(limit: unknown): string | null {
  if (!isObject(limit)) return null;
  const { policy, quota, remaining, store } = limit;
  const left = typeof remaining === "number" ? `${remaining} of ${text(quota)} left` : `quota ${text(quota)}`;
  return `${text(policy)}: ${left}${store === undefined ? "" : `, counted in ${text(store)}`}`;
}

/** Everything that a row holds beyond its line in the table, in the order of interest. */
export function factsOf(item: AuditItem): Fact[] {
  const { rule, flag, limit, timings, ...rest } = isObject(item.details) ? item.details : {};
  const facts: (Fact | null)[] = [
    fact("From", sideWords(item.from)),
    fact("To", sideWords(item.to)),
    fact("Reason", item.reason ?? null),
    fact("Rule", typeof rule === "string" ? ruleWords(rule) : null),
    fact("Tier selector", typeof flag === "string" ? flagWords(flag) : null),
    fact("Limit", limitWords(limit)),
    fact("Phases", phaseWords(timings)),
    ...Object.entries(rest)
      // Said by the phases already.
      .filter(([key]) => key !== "readyMs")
      .map(([key, value]) => detail(key, value)),
    fact("Request id", item.requestId, true),
    fact("Actor id", item.actor.id ?? null, true),
    fact("Row", `${item.seq}, chained by ${item.hash.slice(0, 12)}… to ${item.prevHash.slice(0, 12)}…`),
  ];
  return facts.filter((one) => one !== null);
}

function fact(name: string, value: string | null, mono = false): Fact | null {
  return value === null || value === "" ? null : { name, value, ...(mono && { mono }) };
}

/** "elapsedMs" → "Elapsed: 0.21 s", "switchId" → "Switch id". */
function detail(key: string, value: unknown): Fact | null {
  const isTime = key.endsWith("Ms") && typeof value === "number";
  const words = key
    .replace(/Ms$/, "")
    .replaceAll(/([A-Z])/g, " $1")
    .toLowerCase();
  const name = words.charAt(0).toUpperCase() + words.slice(1);
  return fact(name, isTime ? durationWords(value) : text(value), key.endsWith("Id"));
}
