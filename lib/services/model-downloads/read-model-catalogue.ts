import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { ModelCatalogue, type DownloadableModel } from "@/lib/contract/model-downloads";

/**
 * The models that may be fetched, from `models/catalogue.json`.
 * @throws Error when the file is missing or not valid: it ships with the site
 */
export function readModelCatalogue(path = resolve("models", "catalogue.json")): DownloadableModel[] {
  return ModelCatalogue.parse(JSON.parse(readFileSync(path, "utf8"))).models;
}
