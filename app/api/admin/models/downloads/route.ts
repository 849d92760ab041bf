import { StartDownloadInput } from "@/lib/contract/model-downloads";
import { methods, reply, route } from "@/lib/http/route";
import { findDownloads } from "@/lib/services/model-downloads/find-downloads";
import { startDownload } from "@/lib/services/model-downloads/start-download";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ auth: "admin", run: ({ ctx }) => findDownloads(ctx) }),
  POST: route({
    auth: "admin",
    body: StartDownloadInput,
    run: async ({ ctx, body }) => {
      const answer = await startDownload(ctx, body);
      return reply(answer, answer.download.state === "installed" ? 200 : 202);
    },
  }),
});
