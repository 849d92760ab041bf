import { z } from "zod";
import { handleAuth } from "@/lib/auth/handle-auth";
import { methods, route } from "@/lib/http/route";

const auth = route({
  auth: "none",
  params: z.object({ nextauth: z.array(z.string()) }),
  run: ({ ctx, request, params }) => handleAuth(ctx, request, params.nextauth),
});

export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: auth, POST: auth });
