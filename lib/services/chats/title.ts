/** A chat's title from its first message: at most `limit` characters, cut at a word. */
export function titleFrom(text: string, limit = 60): string {
  const line = text.replace(/\s+/g, " ").trim();
  const letters = Array.from(line);
  if (letters.length <= limit) return line;
  const cut = letters.slice(0, limit - 1).join("");
  const space = letters[limit - 1] === " " ? cut.length : cut.lastIndexOf(" ");
  // A first word longer than half the line is cut itself.
  return `${(space > cut.length / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}
