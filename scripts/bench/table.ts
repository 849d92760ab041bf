export interface Row {
  what: string;
  measured: string;
  baseline?: string | undefined;
  ratio?: number | undefined;
  /** Such as `≥ 0.95`; `met` says whether it was. */
  goal?: string | undefined;
  met?: boolean | undefined;
}

const headings = ["", "measured", "baseline", "ratio", "goal", ""] as const;

/** Prints the rows in columns. @returns how many goals were missed */
export function printTable(rows: readonly Row[]): number {
  const cells = rows.map(({ what, measured, baseline = "", ratio, goal = "", met }) => [
    what,
    measured,
    baseline,
    ratio === undefined ? "" : ratio.toFixed(2),
    goal,
    met === undefined ? "" : met ? "met" : "MISSED",
  ]);
  const widths = headings.map((heading, i) =>
    Math.max(heading.length, ...cells.map((row) => row[i]?.length ?? 0)),
  );
  for (const row of [[...headings], ...cells])
    console.log(`  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ")}`.trimEnd());
  return rows.filter(({ met }) => met === false).length;
}
