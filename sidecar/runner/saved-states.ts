import { createHash, randomBytes } from "node:crypto";
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";

/** llama.cpp's "ggsq", version 3 (tests/model notices another one): magic, version, number of tokens, tokens, then the state itself. */
const magic = 0x67677371;
const version = 3;
const headerBytes = 12;
const bytesPerToken = 4;
/** Hashing on this thread must not hold up streams for longer than a step of theirs. */
const chunkBytes = 4 * 2 ** 20;
const defaultBudgetBytes = 2 * 2 ** 30;
/** Of what the disk has left: the default budget at most, and what stays free always. */
const freeShare = 0.05;
/** A conversation that was deleted while nothing ran here leaves a file behind: not for long. */
const mostAgeMs = 7 * 24 * 3_600_000;
const abandonedMs = 3_600_000;
const fileName = /^([0-9a-f]{32})\.([0-9a-f]{32})\.([0-9a-f]{64})\.kv$/;

export interface SavedState {
  path: string;
  tokens: Uint32Array;
}

/**
 * What sequences of a context held, as files of one folder that all runners share: `<conversation>.<model>.<sha256>.kv`.
 * The name is the header, so that a file is there whole or not at all. Everything here may fail (disk full, file damaged,
 * folder gone): then a prompt is read again. Synchronous file access, as everywhere in a runner.
 */
export class SavedStates {
  readonly #folder: string;
  readonly #budgetBytes: number | undefined;

  /** `budgetBytes`: for all files together; undefined: 2 GiB, at most 5 % of what the disk has left. */
  constructor(folder: string, budgetBytes: number | undefined) {
    this.#folder = folder;
    this.#budgetBytes = budgetBytes;
  }

  /** The newest state of that conversation with that model; undefined when there is none that can be read. */
  find(sessionKey: string, model: string): SavedState | undefined {
    const [name] = this.#names().filter((each) => each.startsWith(`${short(sessionKey)}.${model}.`));
    if (name === undefined) return undefined;
    const path = join(this.#folder, name);
    const tokens = readTokens(path);
    if (tokens === undefined) remove(path);
    return tokens && { path, tokens };
  }

  /** Whether the file is what was written; if so it counts as just used, else it is deleted. */
  async check(path: string): Promise<boolean> {
    const wanted = fileName.exec(path.slice(this.#folder.length + 1))?.[3];
    const whole = wanted !== undefined && (await checksum(path)) === wanted;
    if (!whole) remove(path);
    else utimesSync(path, new Date(), new Date());
    return whole;
  }

  /** `write` gets the path to write to. False: there was no room, or it failed; nothing is left behind then. */
  async save(
    sessionKey: string,
    model: string,
    expectedBytes: number,
    write: (path: string) => Promise<unknown>,
  ): Promise<boolean> {
    const half = join(this.#folder, `${randomBytes(8).toString("hex")}.new`);
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      if (!this.#makeRoom(expectedBytes)) return false;
      closeSync(openSync(half, "wx", 0o600));
      await write(half);
      const sum = await checksum(half);
      if (sum === undefined) throw new Error("the file has gone");
      const former = this.#names().filter((name) => name.startsWith(`${short(sessionKey)}.${model}.`));
      const name = `${short(sessionKey)}.${model}.${sum}.kv`;
      renameSync(half, join(this.#folder, name));
      for (const each of former) if (each !== name) remove(join(this.#folder, each));
      return true;
    } catch (error) {
      process.stderr.write(`a conversation's state was not saved: ${String(error)}\n`);
      remove(half);
      return false;
    }
  }

  /** Deletes what is kept of a conversation, of every model. */
  forget(sessionKey: string): void {
    for (const name of this.#names())
      if (name.startsWith(`${short(sessionKey)}.`)) remove(join(this.#folder, name));
  }

  /** Deletes the least recently used until so many bytes more fit. */
  #makeRoom(bytes: number): boolean {
    const { bavail, bsize } = statfsSync(this.#folder);
    const freeBytes = bavail * bsize;
    const files = this.#files();
    const keptBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const budgetBytes =
      this.#budgetBytes ?? Math.min(defaultBudgetBytes, freeShare * (freeBytes + keptBytes));
    if (bytes > budgetBytes || freeBytes - bytes < freeShare * freeBytes) return false;
    let left = keptBytes;
    for (const { path, sizeBytes, usedAtMs } of files) {
      if (left + bytes <= budgetBytes && Date.now() - usedAtMs < mostAgeMs) continue;
      remove(path);
      left -= sizeBytes;
    }
    return true;
  }

  /** The least recently used first. What another runner deletes meanwhile is not there. */
  #files(): { path: string; sizeBytes: number; usedAtMs: number }[] {
    return readNames(this.#folder)
      .flatMap((name) => {
        const path = join(this.#folder, name);
        const stat = statSync(path, { throwIfNoEntry: false });
        if (stat === undefined) return [];
        const abandoned = name.endsWith(".new") && Date.now() - stat.mtimeMs > abandonedMs;
        if (abandoned) remove(path);
        return abandoned ? [] : [{ path, sizeBytes: stat.size, usedAtMs: stat.mtimeMs }];
      })
      .toSorted((a, b) => a.usedAtMs - b.usedAtMs);
  }

  #names(): string[] {
    return readNames(this.#folder).filter((name) => fileName.test(name));
  }
}

/** A conversation's key is nobody's business who lists the folder. */
function short(sessionKey: string): string {
  return createHash("sha256").update(sessionKey).digest("hex").slice(0, 32);
}

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // nothing was saved yet
  }
}

function remove(path: string): void {
  rmSync(path, { force: true });
}

/** undefined: not such a file. */
function readTokens(path: string): Uint32Array | undefined {
  try {
    const fd = openSync(path, "r");
    try {
      const header = new Uint32Array(headerBytes / bytesPerToken);
      readSync(fd, header, 0, headerBytes, 0);
      const [foundMagic, foundVersion, count = 0] = header;
      const isState = foundMagic === magic && foundVersion === version;
      const fits = headerBytes + count * bytesPerToken <= statSync(path).size;
      if (!isState || !fits) return undefined;
      const tokens = new Uint32Array(count);
      readSync(fd, tokens, 0, tokens.byteLength, headerBytes);
      return tokens;
    } finally {
      closeSync(fd);
    }
  } catch {
    return undefined;
  }
}

async function checksum(path: string): Promise<string | undefined> {
  try {
    const fd = openSync(path, "r");
    try {
      const hash = createHash("sha256");
      const chunk = Buffer.alloc(chunkBytes);
      for (;;) {
        const read = readSync(fd, chunk, 0, chunkBytes, null);
        if (read === 0) return hash.digest("hex");
        hash.update(chunk.subarray(0, read));
        await nextTurn();
      }
    } finally {
      closeSync(fd);
    }
  } catch {
    return undefined;
  }
}
