import { Problem, type ProblemCode } from "@/lib/contract/problem";

/** Modules are bundled more than once, so errors are told apart by this mark and never by `instanceof`. */
const mark = "switchyard.api-error";

/** A request that did not succeed. `problem` is what the server said, null when nobody answered in its language. */
export type ApiError = Error & { readonly mark: typeof mark; readonly problem: Problem | null };

export function apiError(problem: Problem | null): ApiError {
  const message = problem?.detail ?? "The server did not answer.";
  return Object.assign(new Error(message), { name: "ApiError", mark, problem } as const);
}

export function isApiError(error: unknown): error is ApiError {
  return typeof error === "object" && error !== null && (error as { mark?: unknown }).mark === mark;
}

/** What the server said about a failure; null when it said nothing. */
export function problemOf(error: unknown): Problem | null {
  return isApiError(error) ? error.problem : null;
}

/** True when the server refused with this code. */
export function hasCode(error: unknown, ...codes: ProblemCode[]): boolean {
  const problem = problemOf(error);
  return problem !== null && codes.includes(problem.code);
}

/** The problem in a text, such as the `error` part of an answer's stream; null when it is none. */
export function parseProblem(text: string): Problem | null {
  try {
    const parsed = Problem.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
