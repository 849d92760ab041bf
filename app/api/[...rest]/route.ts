import { problem } from "@/lib/errors";
import { route } from "@/lib/http/route";

const unknown = route({
  auth: "none",
  run: async ({ request }) => {
    throw problem("not_found", `There is nothing at ${new URL(request.url).pathname}.`);
  },
});

export const GET = unknown;
export const POST = unknown;
export const PUT = unknown;
export const PATCH = unknown;
export const DELETE = unknown;
