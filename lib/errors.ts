import { problemTable, type ProblemCode, type ProblemMembers } from "@/lib/contract/problem";

const marker = Symbol.for("switchyard.problem");

/** An error that a client is told about. `detail` is a sentence for a person: what happened and what to do next. */
export class ProblemError extends Error {
  readonly [marker] = true;
  readonly code: ProblemCode;
  readonly status: number;
  readonly members: ProblemMembers;
  /** Response headers that belong to it, such as Retry-After. */
  readonly headers: Record<string, string>;

  constructor(
    code: ProblemCode,
    detail: string,
    members: ProblemMembers = {},
    headers: Record<string, string> = {},
  ) {
    super(detail);
    this.name = "ProblemError";
    this.code = code;
    this.status = problemTable[code].status;
    this.members = members;
    this.headers = headers;
  }
}

/** Marker instead of instanceof: Next bundles this module more than once. */
export function isProblemError(error: unknown): error is ProblemError {
  return typeof error === "object" && error !== null && marker in error;
}

/** `throw problem("not_found", "There is no such chat.")` */
export function problem(
  code: ProblemCode,
  detail: string,
  members?: ProblemMembers,
  headers?: Record<string, string>,
): ProblemError {
  return new ProblemError(code, detail, members, headers);
}

/** The JSON of RFC 9457 for an error; anything unexpected becomes `internal` without its message. */
export function problemJson(error: unknown, requestId: string) {
  const known = isProblemError(error)
    ? error
    : problem("internal", "Something failed on the server. Nothing was changed; try again.");
  return {
    type: `urn:switchyard:problem:${known.code}`,
    title: problemTable[known.code].title,
    status: known.status,
    detail: known.message,
    code: known.code,
    requestId,
    ...known.members,
  };
}
