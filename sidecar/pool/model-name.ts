/** True for a name that can be a model file directly in the models folder, and nothing else. */
export function isModelName(name: string): boolean {
  if (name.length > 255 || name.startsWith(".") || !/\.gguf$/i.test(name)) return false;
  return !/[/\\\0]/.test(name) && !name.includes("..");
}

/** Which part of how many, for files that llama.cpp's split tool wrote; null for whole ones. */
export function partOf(name: string): { part: number; parts: number } | null {
  const match = /-(\d{5})-of-(\d{5})\.gguf$/i.exec(name);
  return match ? { part: Number(match[1]), parts: Number(match[2]) } : null;
}

/** Shown in lists: no further parts of a split model, no image projectors (they belong to a chat model). */
export function isListedName(name: string): boolean {
  return isModelName(name) && (partOf(name)?.part ?? 1) === 1 && !/mmproj/i.test(name);
}
