import type { SidecarModel, SidecarModels } from "@/lib/contract/sidecar";
import { clockMs } from "./clock";
import type { Cores } from "./core-watch";
import { loadRemains, type Eta } from "./eta";
import { reservedBytes } from "./ledger";
import type { Resident } from "./residents";
import type { ModelFile } from "./scan";
import type { LoadShape, Pool, Tally } from "./state";

export interface ListInput {
  pool: Pool;
  files: ModelFile[];
  residents: Resident[];
  spareReady: boolean;
  cores: Cores;
  shapesOf(file: ModelFile): LoadShape[];
  /** What a load would take now. */
  expected(file: ModelFile): Eta;
}

/** The pool and the models folders as clients see them. */
export function listPool(input: ListInput): SidecarModels {
  const { pool, files, residents } = input;
  const listed = new Set(files.map((file) => file.id));
  // A file that was removed while it is loaded goes on serving, and is shown as long as it does.
  const removed = residents
    .filter((resident) => !listed.has(resident.model))
    .map((resident) => resident.model);
  return {
    budgetBytes: pool.budgetBytes,
    reservedBytes: reservedBytes(pool),
    measuredBytes: residents.reduce((sum, resident) => sum + (resident.measuredBytes ?? 0), 0),
    spareReady: input.spareReady,
    cores: input.cores,
    residency: residencyOf(pool.tally),
    queue: pool.published,
    models: [
      ...files.map((file) => listFile(input, file)),
      ...removed.map((id) => ({ ...listEntry(input, id), demo: false, sizeBytes: 0 })),
    ],
  };
}

function residencyOf({ requests, found, foreseen, foreseenUsed }: Tally): SidecarModels["residency"] {
  const share = (part: number, all: number): number | null =>
    all === 0 ? null : Math.round((1000 * part) / all) / 1000;
  return {
    requests,
    found,
    hitRate: share(found, requests),
    foreseen,
    foreseenUsed,
    foreseenHitRate: share(foreseenUsed, foreseen),
  };
}

function listFile(input: ListInput, file: ModelFile): SidecarModel {
  const entry = listEntry(input, file.id);
  const { description } = file;
  if (!description) {
    const { id, demo, sizeBytes, invalid } = file;
    return {
      ...entry,
      id,
      demo,
      sizeBytes,
      invalid,
      status: entry.status === "cold" ? "failed" : entry.status,
    };
  }
  const shapes = input.shapesOf(file);
  const shape = shapes.find(({ bytes }) => bytes <= input.pool.budgetBytes) ?? shapes.at(-1);
  return {
    ...entry,
    demo: file.demo,
    sizeBytes: file.sizeBytes,
    estimatedBytes: entry.estimatedBytes || (shape?.bytes ?? 0),
    architecture: description.architecture,
    displayName: description.displayName,
    quantization: description.quantization,
    parameterCount: description.parameterCount,
    contextLength: entry.contextLength ?? shape?.contextSize,
    trainContextLength: description.trainContextLength,
    capabilities: description.capabilities,
    ...(entry.status === "cold" && input.expected(file)),
  };
}

/** What the pool knows of a model by itself. */
function listEntry({ pool, residents }: ListInput, id: string): Omit<SidecarModel, "demo" | "sizeBytes"> {
  const model = Object.hasOwn(pool.models, id) ? pool.models[id] : undefined;
  const resident = residents.find((candidate) => candidate.loadId === model?.loadId);
  const loading = model?.status === "loading";
  return {
    id,
    status: model?.status ?? "cold",
    estimatedBytes: model?.shape?.bytes ?? 0,
    measuredBytes: resident?.measuredBytes ?? undefined,
    contextLength: model?.shape?.contextSize,
    capabilities: { images: false, tools: false, embeddings: false },
    leases: model?.leases.length ?? 0,
    pinned: model?.pinned ?? false,
    threads: resident?.threads,
    lastUsedAt: model && model.lastUsedAtMs > 0 ? new Date(model.lastUsedAtMs).toISOString() : undefined,
    progress: loading ? resident?.progress : undefined,
    ...(loading && loadRemains(model, clockMs())),
    error: model?.error?.message,
  };
}
