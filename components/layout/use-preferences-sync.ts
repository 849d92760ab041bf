"use client";

import { useEffect } from "react";
import { SettingsAnswer } from "@/lib/contract/account";
import {
  applyShortcuts,
  applyTheme,
  preferenceKeys,
  readPreference,
  rememberOwner,
} from "@/components/layout/preferences";

/** Fetches the person's own settings when this browser holds somebody else's or none, and follows other tabs. */
export function usePreferencesSync(userId: string) {
  useEffect(() => {
    if (readPreference(preferenceKeys.owner) === userId) return;
    const abort = new AbortController();
    fetch("/api/settings", { signal: abort.signal })
      .then(async (answer) => {
        const settings = SettingsAnswer.safeParse(await answer.json());
        if (!settings.success) return;
        applyTheme(settings.data.theme);
        applyShortcuts(settings.data.shortcuts);
        rememberOwner(userId);
      })
      .catch(() => {
        // Offline or aborted: the system's theme stays, the next visit tries again.
      });
    return () => abort.abort();
  }, [userId]);

  useEffect(() => {
    const follow = (event: StorageEvent) => {
      if (event.key === preferenceKeys.theme)
        applyTheme(event.newValue === "light" || event.newValue === "dark" ? event.newValue : "system");
      if (event.key === preferenceKeys.shortcuts) applyShortcuts(event.newValue !== "off");
    };
    window.addEventListener("storage", follow);
    return () => window.removeEventListener("storage", follow);
  }, []);
}
