"use client";

import { useState } from "react";
import { isSameFlag, type FlagDraft } from "@/components/admin/flags/flag-words";
import { requestJson } from "@/lib/client/request-json";
import { Flag } from "@/lib/contract/flags";

type State =
  | { step: "editing" | "saving" | "saved" }
  | { step: "failed"; why: string }
  /** Somebody else saved meanwhile. */
  | { step: "conflict" };

/** A flag as it is saved and as it is being edited. */
export function useFlag(initial: Flag) {
  const [saved, setSaved] = useState(initial);
  const [draft, setDraft] = useState<FlagDraft>(initial);
  const [state, setState] = useState<State>({ step: "editing" });
  const path = `/api/admin/flags/${encodeURIComponent(initial.key)}`;

  const set = (patch: Partial<FlagDraft>) => {
    setDraft((before) => ({ ...before, ...patch }));
    if (state.step === "saved") setState({ step: "editing" });
  };
  const save = async () => {
    setState({ step: "saving" });
    const { enabled, percentage, tiers, userIds } = draft;
    const result = await requestJson(path, {
      method: "PUT",
      body: { enabled, percentage, tiers, userIds, version: saved.version },
      schema: Flag,
    });
    if (result.ok) {
      setSaved(result.data);
      setDraft(result.data);
      return setState({ step: "saved" });
    }
    if (result.problem?.code === "version_conflict") {
      const now = await requestJson(path, { schema: Flag });
      if (now.ok) {
        setSaved(now.data);
        return setState({ step: "conflict" });
      }
    }
    setState({ step: "failed", why: result.problem?.detail ?? "The server did not answer." });
  };
  const discard = () => {
    setDraft(saved);
    setState({ step: "editing" });
  };
  return { saved, draft, state, changed: !isSameFlag(saved, draft), set, save, discard };
}
