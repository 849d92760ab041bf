import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { UserActor } from "@/lib/access/actor";
import { ModelDownloadAnswer, ModelDownloadsAnswer } from "@/lib/contract/model-downloads";
import { isProblemError } from "@/lib/errors";
import { downloadDesk } from "@/lib/services/model-downloads/download-desk";
import * as modelCatalogue from "@/lib/services/model-downloads/read-model-catalogue";
import { startDownload } from "@/lib/services/model-downloads/start-download";
import { stopDownloads } from "@/lib/services/model-downloads/stop-downloads";
import { downloadableModel, modelBytes } from "@/tests/factories/downloadable-model";
import { FakeProvider, installProviders } from "@/tests/factories/fake-provider";
import { fileServer, type FileServer } from "@/tests/factories/file-server";
import { contextOf, createUser } from "@/tests/factories/user";
import { auditRows } from "@/tests/setup/audit";
import { TestClient } from "@/tests/setup/client";
import { createTestDatabase, temporaryFolder } from "@/tests/setup/database";

const address = "/api/admin/models/downloads";
let admin: UserActor;
let client: TestClient;
let folder: string;
let content: Buffer;
let server: FileServer;

beforeEach(async () => {
  folder = path.join(temporaryFolder(), "models");
  await createTestDatabase({ LLAMACPP_MODELS_DIR: folder });
  admin = await createUser({ role: "admin" });
  client = await new TestClient().become(admin);
  content = modelBytes();
  server = await fileServer(content);
  // The shipped catalogue names servers of others; this one names ours.
  vi.spyOn(modelCatalogue, "readModelCatalogue").mockReturnValue([
    downloadableModel(content, { sources: [{ kind: "url", url: server.url }] }),
    downloadableModel(content, {
      id: "other",
      file: "Other.gguf",
      sources: [{ kind: "url", url: server.url }],
    }),
  ]);
  await installProviders(new FakeProvider());
});

const list = async () => ModelDownloadsAnswer.parse(await (await client.get(address)).json()).items;
const tiny = async () => (await list()).find(({ id }) => id === "tiny");
const start = (id = "tiny") => client.post(address, { id });
const ended = (id = "tiny") => downloadDesk().running.get(id)?.ended;
const outcomes = async () =>
  (await auditRows("model.download")).map(({ outcome, reason }) => [outcome, reason]);

describe("a download", () => {
  test("is accepted at once, ends as an installed file, and stands in the trail from start to end", async () => {
    const answer = await start();
    expect(answer.status).toBe(202);
    expect(ModelDownloadAnswer.parse(await answer.json()).download).toMatchObject({
      id: "tiny",
      state: "downloading",
    });
    await ended();
    expect(await tiny()).toMatchObject({ state: "installed", receivedBytes: content.length });
    expect(readFileSync(path.join(folder, "Tiny.Q4_1.gguf")).equals(content)).toBe(true);
    expect(await auditRows("model.download")).toMatchObject([
      { outcome: "started", actorId: admin.id, target: "llamacpp/Tiny.Q4_1.gguf", details: { id: "tiny" } },
      { outcome: "ok", actorId: admin.id },
    ]);
  });

  test("shows its progress to whoever loads the page again, and a second start is the same download", async () => {
    server.stallAfter = 100_000;
    await start();
    await vi.waitFor(async () => expect((await tiny())?.receivedBytes).toBe(100_000));
    const again = await (await new TestClient().become(admin)).post(address, { id: "tiny" });
    expect(again.status).toBe(202);
    expect(ModelDownloadAnswer.parse(await again.json()).download).toMatchObject({
      state: "downloading",
      receivedBytes: 100_000,
      totalBytes: content.length,
      source: new URL(server.url).host,
    });
    expect(server.asked).toHaveLength(1);
    expect((await client.delete(`${address}/tiny`)).status).toBe(204);
  });

  test("of two starts at the same moment one file is fetched", async () => {
    const answers = await Promise.all([start(), start(), start()]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    await ended();
    expect(server.asked).toHaveLength(1);
    expect(await outcomes()).toEqual([
      ["started", null],
      ["ok", null],
    ]);
  });

  test("that is cancelled keeps its part, and the next start goes on from it", async () => {
    server.stallAfter = 100_000;
    await start();
    await vi.waitFor(async () => expect((await tiny())?.receivedBytes).toBe(100_000));
    expect((await client.delete(`${address}/tiny`)).status).toBe(204);
    expect(await tiny()).toMatchObject({ state: "partial", receivedBytes: 100_000 });
    expect(await outcomes()).toEqual([
      ["started", null],
      ["cancelled", null],
    ]);
    server.stallAfter = null;
    await start();
    await ended();
    expect(server.asked.at(-1)?.range).toBe("bytes=100000-");
    expect(await tiny()).toMatchObject({ state: "installed" });
  });

  test("that failed says why until the next start", async () => {
    server.status = 404;
    await start();
    await ended();
    expect(await tiny()).toMatchObject({
      state: "failed",
      error: expect.stringContaining("no longer has this file"),
    });
    expect(await outcomes()).toEqual([
      ["started", null],
      ["failed", "refused"],
    ]);
    server.status = null;
    await start();
    await ended();
    expect(await tiny()).toMatchObject({ state: "installed" });
  });

  test("of a file that is here already is no download", async () => {
    await start();
    await ended();
    const answer = await start();
    expect(answer.status).toBe(200);
    expect(ModelDownloadAnswer.parse(await answer.json()).download.state).toBe("installed");
    expect(server.asked).toHaveLength(1);
  });

  test("makes the model appear without a restart", async () => {
    const engine = new FakeProvider();
    await installProviders(engine);
    engine.list = async () =>
      existsSync(path.join(folder, "Tiny.Q4_1.gguf")) ? new FakeProvider().add("Tiny.Q4_1.gguf").models : [];
    await start();
    await ended();
    expect(await (await client.get("/api/models")).json()).toMatchObject({
      providers: [{ models: [{ id: "Tiny.Q4_1.gguf", tier: "standard" }] }],
    });
  });

  test("ends with the site and keeps its part", async () => {
    server.stallAfter = 100_000;
    await start();
    await vi.waitFor(async () => expect((await tiny())?.receivedBytes).toBe(100_000));
    await stopDownloads();
    expect(await tiny()).toMatchObject({ state: "partial" });
    expect(await outcomes()).toEqual([
      ["started", null],
      ["cancelled", "shutdown"],
    ]);
  });
});

describe("a kept part", () => {
  test("can be thrown away", async () => {
    server.stallAfter = 100_000;
    await start();
    await vi.waitFor(async () => expect((await tiny())?.receivedBytes).toBe(100_000));
    expect((await client.delete(`${address}/tiny?discard=true`)).status).toBe(204);
    expect(await tiny()).toMatchObject({ state: "available", receivedBytes: 0 });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("refused", () => {
  test.each([
    { what: "a missing id", body: {} },
    { what: "an address of one's own", body: { id: "tiny", url: "http://127.0.0.1/model.gguf" } },
    { what: "a number", body: { id: 7 } },
  ])("$what", async ({ body }) => {
    expect((await client.post(address, body)).status).toBe(400);
    expect(server.asked).toEqual([]);
  });

  test.each(["nope", "../../etc/passwd", "tiny.gguf", "TINY"])(
    "%s, which the catalogue does not name",
    async (id) => {
      const answer = await start(id);
      expect(answer.status).toBe(404);
      expect((await client.delete(`${address}/${encodeURIComponent(id)}`)).status).toBe(404);
      expect(await outcomes()).toEqual([]);
    },
  );

  test("to everybody but admins", async () => {
    for (const [who, status] of [
      [new TestClient(), 401],
      [await new TestClient().become(await createUser()), 403],
    ] as const) {
      expect((await who.get(address)).status).toBe(status);
      expect((await who.post(address, { id: "tiny" })).status).toBe(status);
      expect((await who.delete(`${address}/tiny`)).status).toBe(status);
    }
    expect(server.asked).toEqual([]);
  });

  test("from another site", async () => {
    const answer = await client.post(address, { id: "tiny" }, { origin: "http://elsewhere.example" });
    expect(await answer.json()).toMatchObject({ code: "bad_origin" });
  });

  test("a cancel where nothing runs", async () => {
    expect((await client.delete(`${address}/tiny`)).status).toBe(404);
  });

  test("where the disk has no room, also for what others will still write", async () => {
    const room = content.length + 200_000_000;
    const freeBytes = async () => room;
    const refused = await startDownload(
      contextOf(admin),
      { id: "tiny" },
      { freeBytes: async () => room - 1 },
    ).catch((error: unknown) => error);
    expect(isProblemError(refused) && refused.code).toBe("storage_full");
    server.stallAfter = 1000;
    await startDownload(contextOf(admin), { id: "tiny" }, { freeBytes });
    const second = await startDownload(contextOf(admin), { id: "other" }, { freeBytes }).catch(
      (error: unknown) => error,
    );
    expect(isProblemError(second) && second.code).toBe("storage_full");
    await stopDownloads();
    expect(downloadDesk().running.size).toBe(0);
  });

  test("where the models are on another machine", async () => {
    await createTestDatabase({ LLAMACPP_MODELS_DIR: folder, SIDECAR_URL: "http://gpu.example:8080" });
    client = await new TestClient().become(await createUser({ role: "admin" }));
    await installProviders(new FakeProvider());
    expect(await (await start()).json()).toMatchObject({ code: "feature_off", status: 403 });
  });
});

test("a part that a former process left is offered to go on", async () => {
  server.stallAfter = 100_000;
  await start();
  await vi.waitFor(async () => expect((await tiny())?.receivedBytes).toBe(100_000));
  await stopDownloads();
  downloadDesk().failures.clear();
  writeFileSync(path.join(folder, "Tiny.Q4_1.gguf.lock.part"), "4194305");
  server.stallAfter = null;
  await start();
  await ended();
  expect(await tiny()).toMatchObject({ state: "installed" });
});
