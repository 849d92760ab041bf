/**
 * Cuts Markdown at its top-level blocks, so that while an answer grows only its last block is drawn again. Joined they
 * are the text. A cut is made at a blank line, unless what follows may belong to what stands before: inside a code
 * fence, before an indented line, or between two items of one list.
 */
export function splitBlocks(text: string): string[] {
  // A definition may stand anywhere and is needed everywhere.
  if (/^ {0,3}\[[^\]]+\]:/m.test(text)) return [text];
  const blocks: string[] = [];
  let block = "";
  let fence: string | null = null;
  let afterBlank = false;
  for (const line of text.split(/(?<=\n)/)) {
    const blank = line.trim() === "";
    if (fence === null && afterBlank && !blank && block.trim() !== "" && !continues(block, line)) {
      blocks.push(block);
      block = "";
    }
    fence = fenceAfter(fence, line);
    block += line;
    afterBlank = blank;
  }
  if (block !== "") blocks.push(block);
  return blocks;
}

const item = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/;

function continues(block: string, line: string): boolean {
  if (/^[ \t]{2,}/.test(line)) return true;
  return item.test(line) && item.test(block);
}

/** The fence that is open after a line; null outside of code. */
function fenceAfter(open: string | null, line: string): string | null {
  const mark = /^\s*(?:>\s*|[-*+]\s+|\d{1,9}[.)]\s+)*(`{3,}|~{3,})(.*)$/.exec(line.replace(/\r?\n$/, ""));
  const run = mark?.[1];
  if (run === undefined) return open;
  const info = mark?.[2] ?? "";
  if (open === null) return run.startsWith("`") && info.includes("`") ? null : run;
  return run[0] === open[0] && run.length >= open.length && info.trim() === "" ? null : open;
}
