import { setQuotas } from "@/lib/limits/take";
import { quotasOf, readSiteSettings } from "@/lib/services/site-settings/site-settings";

/** At the start: what an admin saved takes effect in this process. */
export async function applySiteSettings(): Promise<void> {
  setQuotas(quotasOf(await readSiteSettings()));
}
