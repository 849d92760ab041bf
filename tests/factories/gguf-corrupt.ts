import { closeSync, openSync, statSync, truncateSync, writeSync } from "node:fs";

const overwrite = (path: string, at: number, bytes: Buffer): void => {
  const fd = openSync(path, "r+");
  try {
    writeSync(fd, bytes, 0, bytes.length, at);
  } finally {
    closeSync(fd);
  }
};
const u64 = (n: bigint): Buffer => {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(n);
  return buffer;
};

/** Ways in which a GGUF file is found broken; each changes the file in place. */
export const corruptGguf = {
  /** A download that stopped: the header is whole, the last tensors are not there. */
  truncate: (path: string, leave = 0.7): void => truncateSync(path, Math.floor(statSync(path).size * leave)),
  /** Stopped within the header. */
  truncateHeader: (path: string): void => truncateSync(path, 200),
  wrongMagic: (path: string): void => overwrite(path, 0, Buffer.from("PK\x03\x04")),
  unknownVersion: (path: string): void => overwrite(path, 4, Buffer.from([9, 0, 0, 0])),
  absurdTensorCount: (path: string): void => overwrite(path, 8, u64(1n << 40n)),
  absurdKeyCount: (path: string): void => overwrite(path, 16, u64(1n << 62n)),
  /** The first key claims to be longer than the file. */
  absurdKeyLength: (path: string): void => overwrite(path, 24, u64(1n << 31n)),
};
