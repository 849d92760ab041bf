import type { DownloadableModel } from "@/lib/contract/model-downloads";
import { downloadPaths, installedBytes, readPart } from "@/lib/services/model-downloads/download-paths";

const size = (bytes: number) =>
  bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`;

/** The catalogue as a table for a terminal. */
export function listModels(catalogue: readonly DownloadableModel[], folder: string): string {
  const rows = catalogue.map((model) => [
    model.id,
    size(model.sizeBytes),
    size(model.memoryBytes),
    model.licence.name,
    stateOf(model, folder),
  ]);
  const table = [["name", "file", "memory", "licence", ""], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, column) =>
        column === 1 || column === 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  return `Models that can be fetched into ${folder}:\n\n${lines.join("\n")}\n\nFetch one: npm run models:pull smollm2-135m\n`;
}

function stateOf(model: DownloadableModel, folder: string): string {
  const paths = downloadPaths(folder, model);
  if (installedBytes(paths) !== null) return "is here";
  const part = readPart(paths);
  if (part) return `${size(part.sizeBytes)} are here`;
  return model.recommended ? "a good first one" : "";
}
