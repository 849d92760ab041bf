import { createHash, randomBytes } from "node:crypto";
import type { DownloadableModel } from "@/lib/contract/model-downloads";

/** The head of a GGUF and then noise: enough for whoever only carries files. */
export function modelBytes(sizeBytes = 300_000): Buffer {
  const content = randomBytes(sizeBytes);
  content.write("GGUF", 0, "latin1");
  content.writeUInt32LE(3, 4);
  content.writeBigUInt64LE(2n, 8);
  return content;
}

export const sha256Of = (content: Buffer) => createHash("sha256").update(content).digest("hex");

/** A line of the catalogue for this content. */
export function downloadableModel(
  content: Buffer,
  more: Partial<DownloadableModel> & Pick<DownloadableModel, "sources">,
): DownloadableModel {
  return {
    id: "tiny",
    displayName: "Tiny",
    description: "For tests.",
    publisher: "Nobody",
    file: "Tiny.Q4_1.gguf",
    sizeBytes: content.length,
    sizeExact: true,
    sha256: sha256Of(content),
    parameterCount: 1000,
    quantization: "Q4_1",
    memoryBytes: 1_000_000,
    licence: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    ...more,
  };
}
