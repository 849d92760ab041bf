"use client";

import { useEffect, useState } from "react";
import { z } from "zod";
import {
  changedCells,
  othersWords,
  rebased,
  withCell,
  type CellChange,
} from "@/components/admin/permissions/matrix-draft";
import { requestJson } from "@/lib/client/request-json";
import { AdminTier, Permissions, PermissionsEffect } from "@/lib/contract/entitlements";

const Tiers = z.object({ items: z.array(AdminTier) });
/** Quick clicks ask once. */
const pauseMs = 150;

type Trouble = { kind: "conflict"; others: string } | { kind: "failed"; why: string };
export type Step = "editing" | "saving" | "saved";
type Effect = { of: Permissions["matrix"]; effect: PermissionsEffect | null };

/** The matrix as it is saved, the one that is being edited, and what the difference would do. */
export function useMatrix(initial: { permissions: Permissions; tiers: AdminTier[] }) {
  const [tiers, setTiers] = useState(initial.tiers);
  const [saved, setSaved] = useState(initial.permissions);
  const [draft, setDraft] = useState(initial.permissions.matrix);
  const [step, setStep] = useState<Step>("editing");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [known, setKnown] = useState<Effect | null>(null);
  const ids = tiers.map(({ id }) => id);
  const changes = changedCells(saved.matrix, draft, ids);
  const changed = changes.length > 0;

  useEffect(() => {
    if (!changed) return;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      const result = await requestJson("/api/admin/permissions/preview", {
        method: "POST",
        body: { matrix: draft },
        schema: PermissionsEffect,
        signal: abort.signal,
      });
      if (!abort.signal.aborted) setKnown({ of: draft, effect: result.ok ? result.data : null });
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [draft, changed]);

  const set = (cell: CellChange) => {
    setDraft((before) => withCell(before, cell));
    setStep("editing");
  };

  const discard = () => {
    setDraft(saved.matrix);
    setTrouble(null);
  };

  /** Reads what holds now and puts the own changes on top of it. */
  const readAgain = async (): Promise<boolean> => {
    const [permissions, list] = await Promise.all([
      requestJson("/api/admin/permissions", { schema: Permissions }),
      requestJson("/api/admin/tiers", { schema: Tiers }),
    ]);
    if (!permissions.ok || !list.ok) return false;
    const others = changedCells(saved.matrix, permissions.data.matrix, ids);
    setTiers(list.data.items);
    setSaved(permissions.data);
    setDraft(rebased(changes, permissions.data.matrix));
    setTrouble({
      kind: "conflict",
      others: others.length ? othersWords(others, list.data.items) : "The tiers are not the same as before",
    });
    return true;
  };

  const save = async () => {
    setStep("saving");
    setTrouble(null);
    const result = await requestJson("/api/admin/permissions", {
      method: "PUT",
      body: { matrix: draft, version: saved.version },
      schema: Permissions,
    });
    if (result.ok) {
      setSaved(result.data);
      setDraft(result.data.matrix);
      return setStep("saved");
    }
    setStep("editing");
    // Also where a tier was removed meanwhile: the server then does not know a row of this page.
    const stale = result.problem?.code === "version_conflict" || result.problem?.code === "invalid_request";
    if (stale && (await readAgain())) return;
    setTrouble({ kind: "failed", why: result.problem?.detail ?? "The server did not answer." });
  };

  /** After a tier was added: a new row and column, the own changes stay. */
  const addTier = async () => {
    await readAgain();
    setTrouble(null);
  };

  const effect = known?.of === draft ? known : null;
  return { tiers, saved: saved.matrix, draft, changes, step, trouble, effect, set, discard, save, addTier };
}
