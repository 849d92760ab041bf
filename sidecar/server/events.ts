import type { SidecarEvent } from "@/lib/contract/sidecar";
import type { Route } from "./context";
import { openEventStream } from "./event-stream";

const heartbeatMs = 10_000;

/** `GET /models/sse`: a snapshot of the pool, then every change of status, progress and queue. */
export const poolEvents: Route = async ({ response, pool }) => {
  const stream = openEventStream(response);
  const early: SidecarEvent[] = [];
  let live = false;
  // Watch first: what changes while the snapshot is made is told after it, and nothing is missed.
  const stop = pool.watch((event) => (live ? stream.data(event) : early.push(event)));
  const heartbeat = setInterval(() => stream.comment("heartbeat"), heartbeatMs);
  response.once("close", () => {
    stop();
    clearInterval(heartbeat);
  });
  const snapshot: SidecarEvent = { type: "snapshot", pool: await pool.list() };
  stream.begin();
  stream.data(snapshot);
  live = true;
  for (const event of early) stream.data(event);
};
