/** How long an approval holds. `always` changes the account's tier, the others are grants that end. */
export type Term = "always" | "7" | "30" | "90";

export const terms: { value: Term; label: string }[] = [
  { value: "always", label: "For good" },
  { value: "7", label: "For 7 days" },
  { value: "30", label: "For 30 days" },
  { value: "90", label: "For 90 days" },
];

const dayMs = 86_400_000;

/** The end as the API takes it; null for good. */
export function untilOfTerm(term: Term, now: Date): string | null {
  return term === "always" ? null : new Date(now.getTime() + Number(term) * dayMs).toISOString();
}
