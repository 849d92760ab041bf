/** A long array in the header (a vocabulary, its merges): walked over, only its length is kept. */
export interface SkippedArray {
  readonly length: number;
}

export type GgufValue = string | number | boolean | GgufValue[] | SkippedArray;

export interface NestedMetadata {
  [key: string]: GgufValue | NestedMetadata;
}

const isNested = (value: GgufValue | NestedMetadata | undefined): value is NestedMetadata =>
  typeof value === "object" && !Array.isArray(value) && !("length" in value);

/**
 * `{"a.b": 1}` → `{ a: { b: 1 } }`, as node-llama-cpp's readGgufFileInfo nests it; where a key is both a value
 * and a prefix ("general.license", "general.license.name") the rest of the longer key stays in one piece.
 * The objects have no prototype, so that a key like "__proto__" is only a key.
 */
export function nestMetadata(flat: ReadonlyMap<string, GgufValue>): NestedMetadata {
  const root: NestedMetadata = Object.create(null);
  for (const [key, value] of flat) {
    let at = root;
    const parts = key.split(".");
    let part = parts.shift() ?? "";
    let taken = "";
    while (parts.length > 0) {
      taken = taken === "" ? part : `${taken}.${part}`;
      const next = at[part];
      if (flat.has(taken) || (next !== undefined && !isNested(next))) {
        part = [part, ...parts].join(".");
        break;
      }
      const child = isNested(next) ? next : (at[part] = Object.create(null));
      at = child;
      part = parts.shift() ?? "";
    }
    at[part] = value;
  }
  return root;
}
