import { wrapLanguageModel, type LanguageModelMiddleware } from "ai";
import { isBrokenCircuitError } from "cockatiel";
import { problem, type ProblemError } from "@/lib/errors";
import { breakerOf } from "@/lib/providers/breaker";
import { engineProblem, isAbort, type EngineName } from "@/lib/providers/engine-problem";
import { explainStream, type Wrapped, type StreamResult } from "@/lib/providers/explain-stream";

/**
 * A language model whose errors are problems for people, behind its provider's breaker. A stream that ends without a
 * finish reason ends with an error: a cut stream is never a clean end.
 */
export function guardAnswers(
  engine: EngineName,
  model: Wrapped,
  /** Knows the engine's own errors; null for what is not one. */
  own: (error: unknown) => ProblemError | null = () => null,
): Wrapped {
  const explain = (error: unknown) => (isAbort(error) ? error : (own(error) ?? engineProblem(engine, error)));
  const refused = (error: unknown) => {
    if (!isBrokenCircuitError(error)) return error;
    return problem(
      "model_unavailable",
      `${engine.label} failed several times in a row. Try again in a few seconds.`,
      {
        provider: engine.id,
        reason: "breaker",
        retryAfterMs: 10_000,
      },
    );
  };
  const middleware: LanguageModelMiddleware = {
    specificationVersion: "v3",
    wrapGenerate: async ({ doGenerate }) => {
      try {
        return await breakerOf(engine.id).execute(async () => {
          try {
            return await doGenerate();
          } catch (error) {
            throw explain(error);
          }
        });
      } catch (error) {
        throw refused(error);
      }
    },
    wrapStream: ({ doStream }) =>
      new Promise<StreamResult>((resolve, reject) => {
        // The breaker's action is the whole answer: it settles when the stream has ended; the caller gets the head at once.
        breakerOf(engine.id)
          .execute(async () => {
            let head: StreamResult;
            try {
              head = await doStream();
            } catch (error) {
              throw explain(error);
            }
            const { stream, ended } = explainStream(engine, head.stream, explain);
            resolve({ ...head, stream });
            await ended;
          })
          .catch((error: unknown) => reject(refused(error)));
      }),
  };
  return wrapLanguageModel({ model, middleware });
}
