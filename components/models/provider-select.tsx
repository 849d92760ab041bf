"use client";

import { providerTrouble } from "@/components/models/provider-badge";
import { Select } from "@/components/ui/select";
import { useModels } from "@/lib/client/models";

/** From 1200 px: the active provider as a badge that is a select. Choosing narrows the picker; nothing switches by it. */
export function ProviderSelect({ onChoose }: { onChoose: (provider: string) => void }) {
  const { providers, selection } = useModels();
  if (!selection || providers.length === 0) return null;
  return (
    <Select
      label="Provider"
      side="top"
      size="sm"
      className="provider-select max-w-36 flex-none gap-1! pr-1.5! pl-2! text-text-2 max-lg:hidden"
      value={selection.provider}
      onChoose={onChoose}
      options={providers.map(({ id, label, remote, status, models }) => {
        const trouble = providerTrouble(status);
        return {
          value: id,
          label,
          note:
            trouble?.word ??
            (remote ? "remote" : models.length === 1 ? "1 model" : `${models.length} models`),
        };
      })}
    />
  );
}
