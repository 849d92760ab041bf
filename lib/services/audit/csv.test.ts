import { expect, test } from "vitest";
import { csvCell, csvHead, csvLine } from "./csv";

test.each([
  [undefined, ""],
  [null, ""],
  [7, "7"],
  ["plain", "plain"],
  ['say "hi", then go', '"say ""hi"", then go"'],
  ["two\nlines", '"two\nlines"'],
  [{ tier: "pro" }, '"{""tier"":""pro""}"'],
  ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
  ["+1", "'+1"],
  ["-1", "'-1"],
  ["@SUM(1,2)", '"\'@SUM(1,2)"'],
  ["\tx", "'\tx"],
])("%j becomes a cell that a spreadsheet only shows", (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});

test("a line has as many cells as the head", () => {
  const line = csvLine({
    seq: 1,
    at: "2030-01-01T00:00:00.000Z",
    actor: { kind: "system", id: "stripe" },
    action: "upgrade.purchase",
    outcome: "ok",
    requestId: "r",
    hash: "a",
    prevHash: "b",
  });
  expect(line).toBe("1,2030-01-01T00:00:00.000Z,system,stripe,,upgrade.purchase,ok,,,,,,r,a,b\r\n");
  expect(line.split(",")).toHaveLength(csvHead.split(",").length);
});
