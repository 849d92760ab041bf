/** Drafts live in this tab's session storage, so that a reload or a failed send loses no word. */
const keyOf = (chat: string) => `switchyard.draft.${chat}`;

export function readDraft(chat: string): string {
  try {
    return sessionStorage.getItem(keyOf(chat)) ?? "";
  } catch {
    return "";
  }
}

export function writeDraft(chat: string, text: string): void {
  try {
    if (text === "") sessionStorage.removeItem(keyOf(chat));
    else sessionStorage.setItem(keyOf(chat), text);
  } catch {
    // Storage is refused or full: the draft lives as long as the page.
  }
}

/** A text that came back from a failed send, before what was written since. */
export function joinDrafts(returned: string, since: string): string {
  if (since.trim() === "" || since === returned) return returned;
  return `${returned}\n\n${since}`;
}
