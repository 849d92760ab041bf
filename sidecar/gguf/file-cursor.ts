import { fstatSync, readSync } from "node:fs";
import { InvalidGguf } from "@/sidecar/gguf/invalid-gguf";

const windowBytes = 1 << 20;
/** Longest single value that is kept in memory; the longest chat templates have about 30 kB. */
const longestStringBytes = 16 << 20;
/** The longest headers (256k words with merges) have about 16 MB. */
const longestHeaderBytes = 512 << 20;

/**
 * Reads a file from front to back through a window of fixed size, so that no count or length in a hostile file
 * decides how much memory is used. Every read is checked against the file's size first.
 */
export class FileCursor {
  readonly sizeBytes: number;
  readonly #fd: number;
  #window: Buffer = Buffer.alloc(0);
  #windowStart = 0;
  #at = 0;

  constructor(fd: number) {
    this.#fd = fd;
    this.sizeBytes = fstatSync(fd).size;
  }

  /** Bytes from the start of the file to the next value. */
  get offset(): number {
    return this.#at;
  }

  get left(): number {
    return this.sizeBytes - this.#at;
  }

  u8 = (): number => this.#take(1).readUInt8(0);
  i8 = (): number => this.#take(1).readInt8(0);
  u16 = (): number => this.#take(2).readUInt16LE(0);
  i16 = (): number => this.#take(2).readInt16LE(0);
  u32 = (): number => this.#take(4).readUInt32LE(0);
  i32 = (): number => this.#take(4).readInt32LE(0);
  f32 = (): number => this.#take(4).readFloatLE(0);
  u64 = (): bigint => this.#take(8).readBigUInt64LE(0);
  i64 = (): bigint => this.#take(8).readBigInt64LE(0);
  f64 = (): number => this.#take(8).readDoubleLE(0);

  /** A 64-bit count, length or offset. Above 2^53 it can only be rubbish. */
  size(what: string): number {
    const value = this.u64();
    if (value > BigInt(Number.MAX_SAFE_INTEGER))
      throw new InvalidGguf(`The file is damaged: ${what} is absurd.`);
    return Number(value);
  }

  string(what: string): string {
    const bytes = this.size(`the length of ${what}`);
    if (bytes > this.left)
      throw new InvalidGguf(`The file is cut short or damaged: ${what} ends behind the end of the file.`);
    if (bytes > longestStringBytes) throw new InvalidGguf(`The file is damaged: ${what} has ${bytes} bytes.`);
    return this.#take(bytes).toString("utf8");
  }

  skip(bytes: number, what: string): void {
    if (bytes > this.left)
      throw new InvalidGguf(`The file is cut short or damaged: ${what} ends behind the end of the file.`);
    this.#at += bytes;
  }

  /** Steps over `count` length-prefixed strings without making them. A vocabulary has 150,000 of them. */
  skipStrings(count: number, what: string): void {
    if (count * 8 > this.left)
      throw new InvalidGguf(`The file is cut short or damaged: ${what} ends behind the end of the file.`);
    let done = 0;
    while (done < count) {
      const window = this.#fill(8);
      const view = new DataView(window.buffer, window.byteOffset, window.length);
      let at = this.#at - this.#windowStart;
      const last = window.length - 8;
      while (done < count && at <= last) {
        if (view.getUint32(at + 4, true) !== 0)
          throw new InvalidGguf(`The file is damaged: ${what} holds a text of absurd length.`);
        at += 8 + view.getUint32(at, true);
        done++;
      }
      this.#at = this.#windowStart + at;
      if (this.#at > this.sizeBytes)
        throw new InvalidGguf(`The file is cut short or damaged: ${what} ends behind the end of the file.`);
    }
  }

  #take(bytes: number): Buffer {
    const window = this.#fill(bytes);
    const at = this.#at - this.#windowStart;
    this.#at += bytes;
    return window.subarray(at, at + bytes);
  }

  /** Makes sure that the window holds the next `bytes` bytes. */
  #fill(bytes: number): Buffer {
    if (bytes > this.left) throw new InvalidGguf("The file is cut short: it ends inside its header.");
    if (this.#at > longestHeaderBytes)
      throw new InvalidGguf("The file is damaged: its header is larger than 512 MiB.");
    const end = this.#windowStart + this.#window.length;
    if (this.#at >= this.#windowStart && this.#at + bytes <= end) return this.#window;
    const window = Buffer.allocUnsafe(Math.min(this.left, Math.max(bytes, windowBytes)));
    let got = 0;
    while (got < window.length) {
      const read = readSync(this.#fd, window, got, window.length - got, this.#at + got);
      if (read === 0) break;
      got += read;
    }
    if (got < bytes) throw new InvalidGguf("The file is cut short: it ends inside its header.");
    this.#window = window.subarray(0, got);
    this.#windowStart = this.#at;
    return this.#window;
  }
}
