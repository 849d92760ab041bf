/** A short name for a model that nobody has named: "SmolLM2-135M.Q4_1.gguf" → "smollm2-135m-q4-1"; a taken one gets its provider, then a number. */
export function toSlug(model: string, provider: string, taken: ReadonlySet<string>): string {
  const base =
    model
      .replace(/\.gguf$/i, "")
      .replace(/:latest$/, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 60) || "model";
  if (!taken.has(base)) return base;
  const own = `${base}-${provider}`;
  if (!taken.has(own)) return own;
  let number = 2;
  while (taken.has(`${own}-${number}`)) number++;
  return `${own}-${number}`;
}
