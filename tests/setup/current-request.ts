import { AsyncLocalStorage } from "node:async_hooks";
import { singleton } from "@/lib/shared/singleton";

const storage = () => singleton("test-request", () => new AsyncLocalStorage<Request>());

/** Runs `work` as Next would while it serves `request`. */
export function withRequest<T>(request: Request, work: () => T): T {
  return storage().run(request, work);
}

export function currentRequest(): Request {
  const request = storage().getStore();
  if (!request)
    throw new Error("next/headers was read outside of a request: send it through tests/setup/client.ts");
  return request;
}
