import { estimateMemory } from "@/sidecar/gguf/estimate";
import type { GgufHeader } from "@/sidecar/gguf/header";
import type { ModelFile } from "./scan";
import type { LoadShape } from "./state";

/** Tokens that are computed in one step; the runner's own figure. */
const batchSize = 512;
const smallestContext = 1_024;

export interface ShapeOptions {
  /** Tokens that one sequence should hold. */
  contextSize: number;
  /** Sequences that are created ahead, at most. */
  sequences: number;
  trainContextLength: number;
  budgetBytes: number;
}

/**
 * The ways to load a file, the preferred one first: fewer sequences where memory is short, and only where a single
 * one of the full context could never fit, a shorter context.
 */
export function loadShapes(header: GgufHeader, sizeBytes: number, options: ShapeOptions): LoadShape[] {
  const full =
    options.trainContextLength > 0
      ? Math.min(options.trainContextLength, options.contextSize)
      : options.contextSize;
  const shapeOf = (sequences: number, contextSize: number): LoadShape => ({
    sequences,
    contextSize,
    bytes: estimateMemory(header, sizeBytes, { contextSize, sequences, batchSize }).totalBytes,
  });
  const counts = [options.sequences, Math.ceil(options.sequences / 2), 1];
  const shapes = [...new Set(counts)].map((sequences) => shapeOf(sequences, full));
  let shortest = shapes.at(-1);
  while (shortest && shortest.bytes > options.budgetBytes && shortest.contextSize / 2 >= smallestContext) {
    shortest = shapeOf(1, Math.floor(shortest.contextSize / 2));
    shapes.push(shortest);
  }
  return shapes;
}

export type ShapesOf = (file: ModelFile) => LoadShape[];

/** The ways to load a file of a pool with these settings; none for a file that can not be used. */
export function shapesOfFile(
  config: Pick<ShapeOptions, "contextSize" | "sequences" | "budgetBytes">,
): ShapesOf {
  const { contextSize, sequences, budgetBytes } = config;
  return ({ header, description, sizeBytes }) => {
    if (!header || !description) return [];
    const { trainContextLength } = description;
    return loadShapes(header, sizeBytes, { contextSize, sequences, trainContextLength, budgetBytes });
  };
}
