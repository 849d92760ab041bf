import { Badge } from "@/components/ui/badge";
import { Dot } from "@/components/ui/state";
import type { ListedProvider } from "@/lib/contract/models";

/** Words for a provider that is not well; null when all is. */
export function providerTrouble(
  status: ListedProvider["status"],
): { kind: "wait" | "fail" | "off"; word: string } | null {
  switch (status) {
    case "up":
      return null;
    case "degraded":
      return { kind: "wait", word: "slow" };
    case "down":
      return { kind: "fail", word: "not answering" };
    case "off":
      return { kind: "off", word: "off" };
    default: {
      const never: never = status;
      return never;
    }
  }
}

/**
 * Where an answer comes from: `llama.cpp`, `OpenAI, remote`. A dot and a word only when the provider is unwell, and
 * only where its present state matters (`live`).
 */
export function ProviderBadge({
  provider,
  live = false,
}: {
  provider: Pick<ListedProvider, "label" | "remote" | "status">;
  live?: boolean;
}) {
  const trouble = live ? providerTrouble(provider.status) : null;
  const more = trouble?.word ?? (provider.remote ? "remote" : null);
  return (
    <Badge>
      {trouble ? <Dot kind={trouble.kind} className="size-1.5" /> : null}
      {provider.label}
      {more ? `, ${more}` : null}
    </Badge>
  );
}
