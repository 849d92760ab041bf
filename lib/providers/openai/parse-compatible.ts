import { ProviderId, ProviderKind } from "@/lib/contract/selection";

export interface CompatibleEndpoint {
  slug: string;
  baseUrl: string;
}

/**
 * OPENAI_COMPATIBLE's items, "slug=https://host/v1".
 * @throws Error with one readable line for an item that is not so
 */
export function parseCompatible(items: readonly string[]): CompatibleEndpoint[] {
  const seen = new Set<string>(ProviderKind.options);
  return items.map((item) => {
    const [, slug = "", baseUrl = ""] = /^([^=]*)=(.*)$/.exec(item) ?? [];
    const wrong = (why: string) => new Error(`OPENAI_COMPATIBLE: ${why} (it is ${JSON.stringify(item)})`);
    if (!ProviderId.safeParse(slug.trim()).success) throw wrong('must be "slug=https://host/v1"');
    if (seen.has(slug.trim())) throw wrong("this slug is taken");
    if (!/^https?:$/.test(URL.canParse(baseUrl.trim()) ? new URL(baseUrl.trim()).protocol : ""))
      throw wrong("must be an http(s) address after the equals sign");
    seen.add(slug.trim());
    return { slug: slug.trim(), baseUrl: baseUrl.trim().replace(/\/+$/, "") };
  });
}
