import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { singleton } from "@/lib/shared/singleton";

/** `host:pid:nonce`: which web process runs an answer. The nonce tells a restarted container from its predecessor, whose pid is the same. */
export function processId(): string {
  return singleton("process-id", () => `${hostname()}:${process.pid}:${randomUUID()}`);
}

/** True when that process is certainly gone; false when it may still live, for example on another host. */
export function isDeadProcess(id: string): boolean {
  if (id === processId()) return false;
  const [host, pid] = id.split(":");
  if (host !== hostname()) return false;
  if (Number(pid) === process.pid) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
