import { z } from "zod";
import { EndDownloadQuery, StartDownloadInput } from "@/lib/contract/model-downloads";
import { methods, route } from "@/lib/http/route";
import { endDownload } from "@/lib/services/model-downloads/end-download";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  DELETE: route({
    auth: "admin",
    params: z.object(StartDownloadInput.shape),
    query: EndDownloadQuery,
    run: ({ ctx, params, query }) => endDownload(ctx, { id: params.id, discard: query.discard === "true" }),
  }),
});
