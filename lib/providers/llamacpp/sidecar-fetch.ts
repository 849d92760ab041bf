import { SidecarError } from "@/lib/contract/sidecar";
import { sidecarEndpoint } from "@/lib/contract/sidecar-endpoint";
import { env } from "@/lib/env";
import { problem } from "@/lib/errors";
import { engineProblem, isAbort } from "@/lib/providers/engine-problem";
import { sidecarProblem } from "@/lib/providers/llamacpp/sidecar-problem";

export const llamacppName = { id: "llamacpp", label: "llama.cpp" } as const;

/** Where the sidecar is now: the operator's own, else the one that this process supervises. null while there is none. */
export function sidecarAddress(): { url: string; token: string | null } | null {
  const { SIDECAR_URL, SIDECAR_TOKEN } = env();
  if (SIDECAR_URL) return { url: SIDECAR_URL.replace(/\/+$/, ""), token: SIDECAR_TOKEN ?? null };
  const { url, token, state } = sidecarEndpoint();
  return url && state === "up" ? { url, token } : null;
}

/**
 * One request to the sidecar. Address and token are read anew each time: they change when it restarts.
 * @param path begins with a slash
 * @throws ProblemError for every answer that is not 2xx and when it can not be reached; AbortError as it is
 */
export async function sidecarFetch(path: string, init: RequestInit = {}): Promise<Response> {
  const address = sidecarAddress();
  if (!address)
    throw problem("model_unavailable", "The local models are starting. Try again in a few seconds.", {
      provider: llamacppName.id,
      reason: "starting",
      retryAfterMs: 2_000,
    });
  const headers = new Headers(init.headers);
  if (address.token) headers.set("authorization", `Bearer ${address.token}`);
  let response: Response;
  try {
    response = await fetch(`${address.url}${path}`, { ...init, headers });
  } catch (error) {
    throw isAbort(error) ? error : engineProblem(llamacppName, error);
  }
  if (response.ok) return response;
  const body = SidecarError.safeParse(await response.json().catch(() => null));
  throw sidecarProblem(body.data?.error, response.status);
}

/** A JSON request to the sidecar. @throws like sidecarFetch */
export function sidecarPost(path: string, body: unknown, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("content-type", "application/json");
  return sidecarFetch(path, { ...init, method: "POST", headers, body: JSON.stringify(body) });
}
