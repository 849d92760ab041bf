export type DownloadErrorKind =
  /** No answer, or it broke off and did not come back. */
  | "unreachable"
  /** The server or the registry said no. */
  | "refused"
  /** What came is not the file of the catalogue. */
  | "wrong_file"
  /** Python or pip is not installed. */
  | "missing_tool"
  | "storage_full"
  /** Another process fetches the same file. */
  | "busy";

const marker = Symbol.for("switchyard.download-error");

/** Why a model did not come, as one sentence for a person. */
export class DownloadError extends Error {
  readonly [marker] = true;
  readonly kind: DownloadErrorKind;

  constructor(kind: DownloadErrorKind, message: string) {
    super(message);
    this.name = "DownloadError";
    this.kind = kind;
  }
}

/** Marker instead of instanceof: Next bundles this module more than once. */
export function isDownloadError(error: unknown): error is DownloadError {
  return typeof error === "object" && error !== null && marker in error;
}
