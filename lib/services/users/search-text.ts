/** Name and email, folded: SQLite's LIKE folds only ASCII, PostgreSQL's nothing. */
export function searchText(user: { name: string; email: string }): string {
  return foldCase(`${user.name} ${user.email}`);
}

export function foldCase(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
