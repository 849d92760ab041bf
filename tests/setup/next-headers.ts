import { vi } from "vitest";
import { currentRequest } from "./current-request";

/** `cookies()` and `headers()` of next/headers, read from the request that the test is sending. */
vi.mock("next/headers", () => ({
  headers: async () => currentRequest().headers,
  cookies: async () => {
    const jar = new Map(
      (currentRequest().headers.get("cookie") ?? "")
        .split(/;\s*/)
        .filter(Boolean)
        .map((pair) => {
          const at = pair.indexOf("=");
          return [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))] as const;
        }),
    );
    return {
      get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined),
      getAll: () => [...jar].map(([name, value]) => ({ name, value })),
      has: (name: string) => jar.has(name),
    };
  },
}));
