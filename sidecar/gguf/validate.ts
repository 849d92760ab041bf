import { statSync } from "node:fs";
import { knownArchitectures, otherArchitectures } from "@/sidecar/gguf/architectures";
import { describeGguf, type GgufDescription } from "@/sidecar/gguf/describe";
import { readGgufHeader, type GgufHeader } from "@/sidecar/gguf/header";
import { InvalidGguf } from "@/sidecar/gguf/invalid-gguf";

/**
 * Reads and checks a file as far as that is possible without loading it.
 * @throws InvalidGguf when no runner could use it: damaged, cut short, a part of a model, an unsupported architecture.
 */
export function validateGguf(path: string): GgufDescription {
  const stat = statSync(path);
  if (!stat.isFile()) throw new InvalidGguf("This is not a file.");
  const header = readGgufHeader(path);
  checkUsable(header);
  return describeGguf(header, stat.size);
}

/** The part of `validateGguf` that needs only the header. */
export function checkUsable(header: GgufHeader): void {
  const { architecture } = header;
  const parts = header.values.get("split.count");
  if (typeof parts === "number" && parts > 1)
    throw new InvalidGguf(
      `The model is split into ${parts} files; join them with "llama-gguf-split --merge" first.`,
    );
  if (header.tensorCount === 0) throw new InvalidGguf("The file holds no weights, only a vocabulary.");
  const other = otherArchitectures.get(architecture);
  if (other !== undefined)
    throw new InvalidGguf(
      `The architecture "${architecture}" is ${other}; it can not chat or embed on its own.`,
    );
  if (!knownArchitectures.has(architecture))
    throw new InvalidGguf(`The architecture "${architecture}" is not supported by the installed llama.cpp.`);
}
