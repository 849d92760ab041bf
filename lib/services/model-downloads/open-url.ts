import { DownloadError } from "@/lib/services/model-downloads/download-error";

export interface OpenedUrl {
  response: Response;
  /** Of the whole file, where a server on the way told it (Hugging Face: x-linked-etag). */
  sha256: string | null;
  /** Of the whole file, where a server told it. */
  totalBytes: number | null;
  /** Names this content: two answers with the same one are of the same file. Empty where nothing tells. */
  identity: string;
}

const mostRedirects = 8;

/**
 * Asks for a file, or for the rest of it, and follows redirects by hand: the hub tells checksum and size only in its
 * own answer, not in that of the storage which it leads to.
 * @throws DownloadError unreachable or refused; AbortError
 */
export async function openUrl(url: string, fromByte: number, signal: AbortSignal): Promise<OpenedUrl> {
  let address = new URL(url);
  let sha256: string | null = null;
  let linkedBytes: number | null = null;
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const response = await ask(address, fromByte, signal);
    sha256 ??= sha256Of(response.headers.get("x-linked-etag"));
    linkedBytes ??= numberOf(response.headers.get("x-linked-size"));
    const location = response.headers.get("location");
    if (response.status >= 300 && response.status < 400 && location) {
      await response.body?.cancel();
      const next = new URL(location, address);
      if (next.protocol !== "https:" && next.protocol !== address.protocol)
        throw new DownloadError("refused", `${address.host} leads to an address that is not safe.`);
      address = next;
      continue;
    }
    if (!response.ok && !(response.status === 416 && fromByte > 0)) {
      await response.body?.cancel();
      throw new DownloadError("refused", refusal(address.host, response.status));
    }
    const { headers } = response;
    const ownName = headers.get("etag") ?? headers.get("last-modified") ?? "";
    const totalBytes = totalOf(response, fromByte) ?? linkedBytes;
    return { response, sha256, totalBytes, identity: sha256 ?? ownName };
  }
  throw new DownloadError("refused", `${address.host} leads in circles.`);
}

async function ask(address: URL, fromByte: number, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(address, {
      redirect: "manual",
      signal,
      // Compressed on the way, sizes would not be those of the file.
      headers: { "accept-encoding": "identity", ...(fromByte > 0 && { range: `bytes=${fromByte}-` }) },
    });
  } catch (error) {
    signal.throwIfAborted();
    throw new DownloadError("unreachable", `${address.host} can not be reached (${reasonOf(error)}).`);
  }
}

/** "ENOTFOUND" of a failed fetch, which hides it in its cause. */
export function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: unknown; message?: unknown } };
  return String(cause?.code ?? cause?.message ?? (error as Error).message);
}

function totalOf({ status, headers }: Response, fromByte: number): number | null {
  const range = /^bytes (?:\d+-\d+|\*)\/(\d+)$/.exec(headers.get("content-range") ?? "")?.[1];
  if (range !== undefined) return Number(range);
  const length = numberOf(headers.get("content-length"));
  return length === null || status === 416 ? null : status === 206 ? length + fromByte : length;
}

function numberOf(header: string | null): number | null {
  return header !== null && /^\d+$/.test(header) ? Number(header) : null;
}

function sha256Of(etag: string | null): string | null {
  return /^(?:W\/)?"?([0-9a-f]{64})"?$/i.exec(etag ?? "")?.[1]?.toLowerCase() ?? null;
}

function refusal(host: string, status: number): string {
  if (status === 401 || status === 403) return `${host} does not give this file to everybody (${status}).`;
  if (status === 404 || status === 410) return `${host} no longer has this file (${status}).`;
  if (status === 429) return `${host} asks to wait before the next download (429).`;
  return `${host} answered with an error (${status}).`;
}
