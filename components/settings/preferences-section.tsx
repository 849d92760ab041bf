"use client";

import { useState } from "react";
import { applyShortcuts, applyTheme, type Theme } from "@/components/layout/preferences";
import { Card, CardRow, Section } from "@/components/layout/page";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Switch } from "@/components/ui/switch";
import { useToast } from "@/components/ui/toast";
import { requestJson } from "@/lib/client/request-json";
import type { SettingsAnswer, SettingsPatch } from "@/lib/contract/account";

const themes: { value: Theme; label: string }[] = [
  { value: "system", label: "System" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

/** Theme and single-letter keys: count at once here, and are saved for other browsers. */
export function PreferencesSection({ settings }: { settings: Pick<SettingsAnswer, "theme" | "shortcuts"> }) {
  const toast = useToast();
  const [theme, setTheme] = useState(settings.theme);
  const [shortcuts, setShortcuts] = useState(settings.shortcuts);

  const save = async (patch: SettingsPatch) => {
    const result = await requestJson("/api/settings", { method: "PATCH", body: patch });
    if (result.ok) return;
    toast({
      kind: "fail",
      title: "The setting was not saved on the server.",
      text: "It holds in this browser. Choose it again later, so that other browsers follow.",
      action: { label: "Save again", onSelect: () => void save(patch) },
    });
  };

  return (
    <Section id="appearance" title="Appearance and keys">
      <Card>
        <CardRow>
          <div>
            <p className="font-medium">Theme</p>
            <p className="text-sm text-text-3">“System” follows this device.</p>
          </div>
          <SegmentedControl
            label="Theme"
            value={theme}
            segments={themes}
            className="max-md:w-full"
            onChoose={(next) => {
              setTheme(next);
              applyTheme(next);
              void save({ theme: next });
            }}
          />
        </CardRow>
        <div className="px-4 py-3">
          <Switch
            label="Single-letter keys"
            hint="N opens a new chat, / searches chats, ? lists all keys; outside text fields only."
            checked={shortcuts}
            onChange={(on) => {
              setShortcuts(on);
              applyShortcuts(on);
              void save({ shortcuts: on });
            }}
          />
        </div>
      </Card>
    </Section>
  );
}
