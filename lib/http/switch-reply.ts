import { reply } from "@/lib/http/route";
import type { Answer } from "@/lib/services/switches/running-switches";

/** RFC 7240: the client does not want to wait for a load. */
export function prefersAsync(request: Request): boolean {
  return /(?:^|[,;\s])respond-async(?:$|[,;\s])/i.test(request.headers.get("prefer") ?? "");
}

/** 202 with the address to ask while the model loads, else 200. */
export function switchReply(answer: Answer): Response {
  if (answer.state !== "warming") return reply(answer, 200);
  return reply(answer, 202, { location: `/api/models/switch/${answer.switchId}` });
}
