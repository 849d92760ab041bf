import type { MetadataExtractor } from "@ai-sdk/openai-compatible";
import { z } from "zod";

/** llama.cpp's servers and the sidecar put `timings` into an answer's last chunk. */
const WithTimings = z.object({ timings: z.record(z.string(), z.number().nullable()) });

/** Keeps them as the answer's provider metadata: `{ [providerId]: { timings } }`. */
export function keepTimings(providerId: string): MetadataExtractor {
  const metadata = (body: unknown) => {
    const parsed = WithTimings.safeParse(body);
    return parsed.success ? { [providerId]: { timings: parsed.data.timings } } : undefined;
  };
  return {
    extractMetadata: async ({ parsedBody }) => metadata(parsedBody),
    createStreamExtractor: () => {
      let last: ReturnType<typeof metadata>;
      return {
        processChunk: (chunk) => {
          last = metadata(chunk) ?? last;
        },
        buildMetadata: () => last,
      };
    },
  };
}
