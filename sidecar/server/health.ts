import type { Route } from "./context";
import { sendJson } from "./send-json";

/** `GET /health`. */
export const health: Route = ({ response, pool }) => {
  const status = pool.isClosing() ? "closing" : "ok";
  sendJson(response, 200, { status, pid: process.pid, uptimeMs: Math.round(process.uptime() * 1000) });
};

/** `GET /metrics`, in Prometheus' text format. */
export const showMetrics: Route = async ({ response, pool, metrics }) => {
  const text = metrics.text(await pool.list(), pool.answersRunning());
  response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
  response.end(text);
};
