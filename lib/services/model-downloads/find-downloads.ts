import type { UserContext } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import type { ModelDownload } from "@/lib/contract/model-downloads";
import { describeDownload } from "@/lib/services/model-downloads/describe-download";
import { readModelCatalogue } from "@/lib/services/model-downloads/read-model-catalogue";

/** Every model of the catalogue with its state, smallest first as it stands there. @throws forbidden */
export async function findDownloads(ctx: UserContext): Promise<{ items: ModelDownload[] }> {
  assertCan(ctx.actor, "model:manage");
  return { items: readModelCatalogue().map(describeDownload) };
}
