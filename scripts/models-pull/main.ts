import { resolve } from "node:path";
import { env } from "@/lib/env";
import { isDownloadError } from "@/lib/services/model-downloads/download-error";
import { downloadPaths, readPart } from "@/lib/services/model-downloads/download-paths";
import { defaultOptions, fetchModel } from "@/lib/services/model-downloads/fetch-model";
import { readModelCatalogue } from "@/lib/services/model-downloads/read-model-catalogue";
import { listModels } from "@/scripts/models-pull/list-models";
import { progressPrinter } from "@/scripts/models-pull/progress-printer";

export interface Outcome {
  exitCode: number;
  /** What went wrong. */
  sentence?: string;
}

const stopped = 130;

/** Lists the catalogue, or fetches the named models one after the other. */
export async function pullModels(names: readonly string[]): Promise<Outcome> {
  const catalogue = readModelCatalogue();
  const folder = resolve(env().LLAMACPP_MODELS_DIR);
  if (names.length === 0) {
    process.stdout.write(listModels(catalogue, folder));
    return { exitCode: 0 };
  }
  const unknown = names.filter((name) => !catalogue.some(({ id }) => id === name));
  if (unknown.length > 0) {
    const known = catalogue.map(({ id }) => id).join(", ");
    return { exitCode: 1, sentence: `There is no model ${unknown.join(", ")}. There are: ${known}.` };
  }
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  try {
    for (const model of catalogue.filter(({ id }) => names.includes(id))) {
      const printer = progressPrinter(model.displayName);
      try {
        await fetchModel(model, {
          ...defaultOptions,
          folder,
          signal: stop.signal,
          onProgress: printer.show,
        });
      } catch (error) {
        printer.end();
        if (stop.signal.aborted) {
          const kept = readPart(downloadPaths(folder, model));
          const again = `run the same command again to ${kept ? "go on" : "start anew"}`;
          process.stdout.write(
            `Stopped. ${kept ? "The part that came is kept" : "Nothing was kept"}: ${again}.\n`,
          );
          return { exitCode: stopped };
        }
        if (isDownloadError(error)) return { exitCode: 1, sentence: error.message };
        throw error;
      }
      printer.end();
      process.stdout.write(
        `${model.displayName} is in ${downloadPaths(folder, model).file}. A running site lists it by itself.\n`,
      );
    }
    return { exitCode: 0 };
  } finally {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  }
}
