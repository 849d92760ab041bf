import { downloadDesk } from "@/lib/services/model-downloads/download-desk";

/** Ends every download of this process and keeps the parts: the site shuts down. */
export async function stopDownloads(): Promise<void> {
  const all = [...downloadDesk().running.values()];
  for (const { abort } of all) abort.abort();
  await Promise.all(all.map(({ ended }) => ended));
}
