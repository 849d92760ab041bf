/** An account tier's id as a word for people: "standard" → "Standard", "team-code" → "Team code". */
export function tierLabel(id: string): string {
  const words = id.replace(/[-_]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
