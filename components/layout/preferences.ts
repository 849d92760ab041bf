import type { SettingsAnswer } from "@/lib/contract/account";

/** What the page must know before its first paint, kept in this browser. The server's settings are the truth. */
export type Theme = SettingsAnswer["theme"];

export const preferenceKeys = {
  theme: "switchyard.theme",
  shortcuts: "switchyard.shortcuts",
  sidebar: "switchyard.sidebar",
  owner: "switchyard.owner",
} as const;

/**
 * Runs inline in <head> before anything is drawn. Puts data-theme, data-shortcuts and data-sidebar on <html>;
 * without them the theme follows the system, the keys are on and the sidebar is shown.
 */
export const preferencesScript = `try{var d=document.documentElement.dataset,g=function(k){return localStorage.getItem(k)},t=g("${preferenceKeys.theme}");if(t==="light"||t==="dark")d.theme=t;if(g("${preferenceKeys.shortcuts}")==="off")d.shortcuts="off";if(g("${preferenceKeys.sidebar}")==="hidden")d.sidebar="hidden"}catch(e){}`;

/** A browser may refuse storage; the page then works without memory. */
function write(key: string, value: string | null) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Refused by the browser's settings: the choice holds until the next reload.
  }
}

export function readPreference(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function applyTheme(theme: Theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  write(preferenceKeys.theme, theme === "system" ? null : theme);
}

export function applyShortcuts(on: boolean) {
  if (on) delete document.documentElement.dataset.shortcuts;
  else document.documentElement.dataset.shortcuts = "off";
  write(preferenceKeys.shortcuts, on ? null : "off");
}

export function applySidebar(shown: boolean) {
  if (shown) delete document.documentElement.dataset.sidebar;
  else document.documentElement.dataset.sidebar = "hidden";
  write(preferenceKeys.sidebar, shown ? null : "hidden");
}

export function rememberOwner(userId: string) {
  write(preferenceKeys.owner, userId);
}

/** Single-letter keys (N, /, ?) may be switched off; combinations with Ctrl or ⌘ always work. */
export function singleKeysOn(): boolean {
  return document.documentElement.dataset.shortcuts !== "off";
}
