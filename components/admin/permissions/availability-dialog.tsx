"use client";

import { useState } from "react";
import { AskFirstDialog, type AskFirstWords } from "@/components/admin/ask-first-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { requestJson } from "@/lib/client/request-json";
import type { ListedProfile, PatchAvailabilityInput } from "@/lib/contract/entitlements";

export type AvailabilityAsked = { kind: "off" | "on" | "maintenance" | "open"; profile: ListedProfile };

export type AvailabilityDialogProps = {
  /** null = closed. */
  asked: AvailabilityAsked | null;
  onClose: () => void;
  onChanged: () => void;
};

const closing =
  "It counts from the next request of everybody on, also of admins. Answers that are running finish. Who has it active goes on with a model that is allowed, and is told.";
const opening = "Everybody whose account has its tier can use it from now on.";

/** Closes a model for everybody, or opens it again. */
export function AvailabilityDialog({ asked, onClose, onChanged }: AvailabilityDialogProps) {
  const [typed, setTyped] = useState<{ of: AvailabilityAsked; until: string } | null>(null);
  const untilOf = (one: AvailabilityAsked) => (typed?.of === one ? typed.until : "");
  const change = async (one: AvailabilityAsked) => {
    const patch = patchOf(one.kind, untilOf(one));
    if (!patch) return "Say until when: a time that is still to come.";
    const result = await requestJson(`/api/admin/profiles/${encodeURIComponent(one.profile.id)}`, {
      method: "PATCH",
      body: patch,
    });
    if (!result.ok)
      return `${result.problem?.detail ?? "The server did not answer."} The model is as it was; try again.`;
    onChanged();
    return null;
  };
  return (
    <AskFirstDialog
      asked={asked}
      words={(one) => ({ ...wordsOf(one), keep: "Leave it as it is" })}
      act={change}
      onClose={onClose}
    >
      {(one) =>
        one.kind === "maintenance" ? (
          <Field label="Until" hint="In your time zone. It opens again by itself then.">
            {(control) => (
              <Input
                {...control}
                type="datetime-local"
                value={untilOf(one)}
                onChange={(event) => setTyped({ of: one, until: event.target.value })}
              />
            )}
          </Field>
        ) : null
      }
    </AskFirstDialog>
  );
}

/** null where the time is missing or over. */
function patchOf(kind: AvailabilityAsked["kind"], until: string): PatchAvailabilityInput | null {
  switch (kind) {
    case "off":
      return { enabled: false };
    case "on":
      return { enabled: true };
    case "open":
      return { maintenanceUntil: null };
    case "maintenance": {
      const end = new Date(until);
      return end.getTime() > Date.now() ? { maintenanceUntil: end.toISOString() } : null;
    }
    default:
      return kind satisfies never;
  }
}

function wordsOf({ kind, profile }: AvailabilityAsked): Omit<AskFirstWords, "keep"> {
  const name = profile.displayName;
  switch (kind) {
    case "off":
      return { title: `Switch ${name} off`, effect: closing, verb: "Switch off for everybody", ends: true };
    case "maintenance":
      return { title: `Maintenance of ${name}`, effect: closing, verb: "Close it until then", ends: false };
    case "open":
      return { title: `Open ${name} again`, effect: opening, verb: "Open it now", ends: false };
    case "on":
      return { title: `Switch ${name} on`, effect: opening, verb: "Switch on for everybody", ends: false };
    default:
      return kind satisfies never;
  }
}
