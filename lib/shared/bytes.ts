const units = new Map<string, number>(
  Object.entries({
    "": 1,
    b: 1,
    kb: 1e3,
    mb: 1e6,
    gb: 1e9,
    tb: 1e12,
    kib: 2 ** 10,
    mib: 2 ** 20,
    gib: 2 ** 30,
    tib: 2 ** 40,
  }),
);

/** "2GiB", "1500 MB" or "1073741824" in bytes; null when it is none of these. */
export function parseBytes(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim());
  const unit = match && units.get((match[2] ?? "").toLowerCase());
  return match && unit ? Math.round(Number(match[1]) * unit) : null;
}
