/** A tier's id as a word for people, where its display name is not at hand: "standard" → "Standard", "team-code" → "Team code". */
export function tierWord(id: string): string {
  const words = id.replace(/[-_]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
