import type { DownloadableModel } from "@/lib/contract/model-downloads";
import { problem } from "@/lib/errors";
import { readModelCatalogue } from "@/lib/services/model-downloads/read-model-catalogue";

/** Only what the catalogue names can be fetched: nobody gives this site an address. @throws not_found */
export function getDownloadable(id: string): DownloadableModel {
  const model = readModelCatalogue().find((known) => known.id === id);
  if (!model) throw problem("not_found", "The catalogue of downloads has no such model.");
  return model;
}
