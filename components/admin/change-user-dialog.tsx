"use client";

import { useState } from "react";
import { FormFailure } from "@/components/auth/form-failure";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { RequestResult } from "@/lib/client/request-json";
import type { PatchUserInput, Role, User } from "@/lib/contract/account";

export type ChangeAsked = { kind: "role"; role: Role } | { kind: "disabled"; disabled: boolean };

export type ChangeUserDialogProps = {
  user: User;
  own: boolean;
  /** null = closed. */
  asked: ChangeAsked | null;
  onClose: () => void;
  onChange: (id: string, patch: PatchUserInput) => Promise<RequestResult<{ user: User }>>;
};

/** Role and access change what a person can do: the effect is said first. */
export function ChangeUserDialog({ user, own, asked, onClose, onChange }: ChangeUserDialogProps) {
  const [state, setState] = useState<{ step: "asking" | "busy" } | { step: "failed"; why: string }>({
    step: "asking",
  });
  // While the dialog fades out it still shows what it asked.
  const [last, setLast] = useState(asked);
  if (asked && asked !== last) setLast(asked);
  const words = wordsOf(last, user, own);

  const close = () => {
    setState({ step: "asking" });
    onClose();
  };
  const save = async () => {
    if (!asked) return;
    setState({ step: "busy" });
    const result = await onChange(
      user.id,
      asked.kind === "role" ? { role: asked.role } : { disabled: asked.disabled },
    );
    if (result.ok) close();
    else
      setState({
        step: "failed",
        why:
          result.problem?.detail ??
          "The server did not answer. Nothing was changed as far as this page knows; try again.",
      });
  };

  return (
    <Dialog
      open={asked !== null}
      onOpenChange={(open) => (open ? undefined : close())}
      title={words.title}
      description={words.effect}
      actions={
        <>
          <Button variant="quiet" onClick={close}>
            {words.keep}
          </Button>
          <Button
            variant={words.ends ? "danger" : "primary"}
            busy={state.step === "busy"}
            onClick={() => void save()}
          >
            {words.verb}
          </Button>
        </>
      }
    >
      {state.step === "failed" ? <FormFailure>{state.why}</FormFailure> : null}
    </Dialog>
  );
}

function wordsOf(asked: ChangeAsked | null, { name }: User, own: boolean) {
  if (asked?.kind === "disabled")
    return asked.disabled
      ? {
          title: `Disable ${name}`,
          effect: `${name} is signed out everywhere and cannot sign in again until you enable the account. Chats and settings are kept.`,
          verb: "Disable, end all sessions",
          keep: "Keep enabled",
          ends: true,
        }
      : {
          title: `Enable ${name}`,
          effect: `${name} can sign in again with the former password and finds all chats.`,
          verb: "Enable the account",
          keep: "Keep disabled",
          ends: false,
        };
  return asked?.role === "admin"
    ? {
        title: `Make ${name} an admin`,
        effect: `${name} may then use every tier, and change users, models and settings of this site.`,
        verb: "Make admin",
        keep: "Keep as user",
        ends: false,
      }
    : {
        title: `Take the admin role from ${name}`,
        effect: own
          ? "You lose these pages at once, and your tiers become those of your account. Another admin can give the role back."
          : `${name} loses the admin pages at once; the tiers become those of the account. Chats are kept.`,
        verb: "Take the role",
        keep: "Keep as admin",
        ends: true,
      };
}
