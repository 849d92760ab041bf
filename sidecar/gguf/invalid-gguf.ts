/** The file is not a model that can be used. `reason` is one sentence for a person, without a path. */
export class InvalidGguf extends Error {
  readonly code = "invalid_model_file";
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.name = "InvalidGguf";
    this.reason = reason;
  }
}

/** True for an InvalidGguf from any copy of this module (bundles have their own classes). */
export function isInvalidGguf(error: unknown): error is InvalidGguf {
  return (
    error instanceof Error && "code" in error && error.code === "invalid_model_file" && "reason" in error
  );
}
