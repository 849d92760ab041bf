/** ".Q4_1", "-Q8_0", ".F16", "-q4_k_m", ".IQ2_XXS", "-UD-Q4_K_XL" and the like at the end. */
const quantization = /[._-](?:UD[._-])?(?:I?Q\d(?:_[0-9A-Z]+)*|TQ\d_\d|MXFP4(?:_MOE)?|B?F16|F32|FP16)$/i;
/** Names that say nothing of the model. */
const nameless = /^(?:ggml[ -]?)?(?:model|weights|unnamed)?$/i;

/**
 * What people read of a file: "SmolLM2-135M-Instruct.Q4_1.gguf" → "SmolLM2 135M Instruct". The name inside the file is
 * often that of a training run, so it counts only where it is the same with better capitals, or the file has none.
 */
export function modelTitle(fileName: string, generalName: string | undefined): string {
  const base = fileName.replace(/\.gguf$/i, "").replace(/-\d{5}-of-\d{5}$/, "");
  const words = base.replace(quantization, "").replace(/[-_]+/g, " ").trim();
  const inside = generalName?.replace(/[-_]+/g, " ").trim() ?? "";
  if (nameless.test(words)) return inside || base;
  const best = letters(inside) === letters(words) ? inside : words;
  return best === best.toLowerCase() ? withCapitals(best) : best;
}

const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** "qwen2.5 1.5b instruct" → "Qwen2.5 1.5B Instruct" */
function withCapitals(words: string): string {
  return words
    .split(" ")
    .map((word) =>
      /^\d+(?:\.\d+)?[bmk]$/.test(word) ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1),
    )
    .join(" ");
}
