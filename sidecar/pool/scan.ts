import { readdirSync, realpathSync, statSync, type Stats } from "node:fs";
import { join, sep } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { describeGguf, type GgufDescription } from "@/sidecar/gguf/describe";
import { readGgufHeader, type GgufHeader } from "@/sidecar/gguf/header";
import { isInvalidGguf } from "@/sidecar/gguf/invalid-gguf";
import { checkUsable } from "@/sidecar/gguf/validate";
import { isListedName, isModelName } from "./model-name";

/** A file that may be a model. Either `invalid` says why not, or `header` and `description` are there. */
export interface ModelFile {
  id: string;
  path: string;
  demo: boolean;
  sizeBytes: number;
  invalid?: string;
  header?: GgufHeader;
  description?: GgufDescription;
}

export interface ScanConfig {
  modelsDir: string;
  /** Bundled models; the operator's file wins when both folders have a name. */
  demoDir: string | null;
}

export interface Scanner {
  /** Every model file, by name. Cheap when nothing has changed; new files appear without a restart. */
  list(): Promise<ModelFile[]>;
  /** The file of that name; null when there is none, or when the name or a symlink would leave the folder. */
  find(id: string): ModelFile | null;
}

/** Looks into the models folders, flat. A file's header is read once for each (size, mtime, inode). */
export function createScanner(config: ScanConfig): Scanner {
  /** By folder and name: two names may lead to one file. */
  const cache = new Map<string, { version: string; file: ModelFile }>();
  const folders = [
    { path: config.modelsDir, demo: false },
    ...(config.demoDir === null ? [] : [{ path: config.demoDir, demo: true }]),
  ];

  /** Reads the header only if `version` is new; the second value says whether that was so. */
  function look(id: string, path: string, demo: boolean, stat: Stats): [ModelFile, boolean] {
    const version = `${stat.size}:${stat.mtimeMs}:${stat.ino}`;
    const key = cacheKey(id, demo);
    const known = cache.get(key);
    if (known?.version === version) return [known.file, false];
    const file: ModelFile = { id, path, demo, sizeBytes: stat.size, ...readFile(path, stat.size) };
    cache.set(key, { version, file });
    return [file, true];
  }

  function find(id: string): ModelFile | null {
    if (!isModelName(id)) return null;
    for (const folder of folders) {
      const found = locate(folder.path, id);
      if (found) return look(id, found.path, folder.demo, found.stat)[0];
    }
    return null;
  }

  async function list(): Promise<ModelFile[]> {
    const files = new Map<string, ModelFile>();
    for (const folder of folders) {
      for (const id of namesIn(folder.path)) {
        const found = files.has(id) ? null : locate(folder.path, id);
        if (!found) continue;
        const [file, isNew] = look(id, found.path, folder.demo, found.stat);
        files.set(id, file);
        // A folder full of new files must not hold up the streams.
        if (isNew) await nextTurn();
      }
    }
    const present = new Set([...files.values()].map((file) => cacheKey(file.id, file.demo)));
    for (const key of cache.keys()) if (!present.has(key)) cache.delete(key);
    return [...files.values()].toSorted((left, right) => (left.id < right.id ? -1 : 1));
  }

  return { list, find };
}

function cacheKey(id: string, demo: boolean): string {
  return `${demo ? "demo" : "own"}/${id}`;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter(isListedName);
  } catch {
    // A folder that is not there (yet) has no models.
    return [];
  }
}

/** The regular file of that name, followed through symlinks only while they stay inside the folder. */
function locate(folder: string, id: string): { path: string; stat: Stats } | null {
  try {
    const root = realpathSync(folder);
    const path = realpathSync(join(root, id));
    if (!path.startsWith(root.endsWith(sep) ? root : root + sep)) return null;
    const stat = statSync(path);
    return stat.isFile() ? { path, stat } : null;
  } catch {
    return null;
  }
}

function readFile(path: string, sizeBytes: number): Pick<ModelFile, "invalid" | "header" | "description"> {
  try {
    const header = readGgufHeader(path);
    const description = describeGguf(header, sizeBytes);
    checkUsable(header);
    return { header, description };
  } catch (error) {
    if (isInvalidGguf(error)) return { invalid: error.reason };
    return { invalid: "The file can not be read." };
  }
}
