"use client";

import { useState } from "react";
import { FormFailure } from "@/components/auth/form-failure";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
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

/** Closes a model for everybody, or opens it again. */
export function AvailabilityDialog({ asked, onClose, onChanged }: AvailabilityDialogProps) {
  const [state, setState] = useState<{ step: "asking" | "busy" } | { step: "failed"; why: string }>({
    step: "asking",
  });
  const [until, setUntil] = useState("");
  // The words stay while the dialog moves out.
  const [last, setLast] = useState(asked);
  if (asked && asked !== last) {
    setLast(asked);
    setUntil("");
  }
  const close = () => {
    setState({ step: "asking" });
    onClose();
  };
  const change = async () => {
    if (!asked) return;
    const patch = patchOf(asked.kind, until);
    if (!patch) return setState({ step: "failed", why: "Say until when: a time that is still to come." });
    setState({ step: "busy" });
    const result = await requestJson(`/api/admin/profiles/${encodeURIComponent(asked.profile.id)}`, {
      method: "PATCH",
      body: patch,
    });
    if (!result.ok)
      return setState({
        step: "failed",
        why: `${result.problem?.detail ?? "The server did not answer."} The model is as it was; try again.`,
      });
    onChanged();
    close();
  };
  const words = wordsOf(last);
  return (
    <Dialog
      open={asked !== null}
      onOpenChange={(open) => (open ? undefined : close())}
      title={words.title}
      description={words.effect}
      actions={
        <>
          <Button variant="quiet" onClick={close}>
            Leave it as it is
          </Button>
          <Button
            variant={words.ends ? "danger" : "primary"}
            busy={state.step === "busy"}
            onClick={() => void change()}
          >
            {words.verb}
          </Button>
        </>
      }
    >
      {state.step === "failed" ? <FormFailure>{state.why}</FormFailure> : null}
      {last?.kind === "maintenance" ? (
        <Field label="Until" hint="In your time zone. It opens again by itself then.">
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              value={until}
              onChange={(event) => setUntil(event.target.value)}
            />
          )}
        </Field>
      ) : null}
    </Dialog>
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

function wordsOf(asked: AvailabilityAsked | null) {
  const name = asked?.profile.displayName ?? "";
  switch (asked?.kind) {
    case "off":
      return { title: `Switch ${name} off`, effect: closing, verb: "Switch off for everybody", ends: true };
    case "maintenance":
      return { title: `Maintenance of ${name}`, effect: closing, verb: "Close it until then", ends: false };
    case "open":
      return {
        title: `Open ${name} again`,
        effect: "Everybody whose account has its tier can use it from now on.",
        verb: "Open it now",
        ends: false,
      };
    default:
      return {
        title: `Switch ${name} on`,
        effect: "Everybody whose account has its tier can use it from now on.",
        verb: "Switch on for everybody",
        ends: false,
      };
  }
}
