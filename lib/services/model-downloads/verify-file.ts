import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { DownloadError } from "@/lib/services/model-downloads/download-error";

const pieceBytes = 1 << 20;
/** Magic, version, number of tensors, number of key-values. */
const headBytes = 24;

/**
 * Reads the whole file once: a GGUF of a version that engines read, of this size, with this checksum.
 * @param expected what is null is not known and not checked
 * @param onRead bytes read so far
 * @throws DownloadError wrong_file; AbortError
 */
export async function verifyFile(
  path: string,
  expected: { sizeBytes: number | null; sha256: string | null },
  { signal, onRead }: { signal: AbortSignal; onRead: (bytes: number) => void },
): Promise<void> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    if (expected.sizeBytes !== null && size !== expected.sizeBytes)
      throw wrong(`it has ${size} bytes instead of ${expected.sizeBytes}`);
    const piece = Buffer.alloc(pieceBytes);
    const hash = createHash("sha256");
    for (let at = 0; at < size || at === 0;) {
      signal.throwIfAborted();
      const { bytesRead } = await file.read(piece, 0, pieceBytes, at);
      if (at === 0 && !isGguf(piece.subarray(0, bytesRead))) throw wrong("it is no GGUF model");
      if (bytesRead === 0) break;
      hash.update(piece.subarray(0, bytesRead));
      at += bytesRead;
      onRead(at);
    }
    if (expected.sha256 !== null && hash.digest("hex") !== expected.sha256)
      throw wrong("its checksum is not the expected one");
  } finally {
    await file.close();
  }
}

function isGguf(head: Buffer): boolean {
  if (head.length < headBytes || head.toString("latin1", 0, 4) !== "GGUF") return false;
  const version = head.readUInt32LE(4);
  return (version === 2 || version === 3) && head.readBigUInt64LE(8) > 0n;
}

const wrong = (why: string) =>
  new DownloadError("wrong_file", `The file that came is not the right one: ${why}. It was thrown away.`);
