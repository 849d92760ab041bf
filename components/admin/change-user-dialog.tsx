"use client";

import { useState } from "react";
import { tierChangeWords } from "@/components/admin/tier-change";
import { tierNameOf, type TierName } from "@/components/admin/tier-names";
import { FormFailure } from "@/components/auth/form-failure";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { RequestResult } from "@/lib/client/request-json";
import type { PatchUserInput, Role, User } from "@/lib/contract/account";
import type { Matrix } from "@/lib/contract/entitlements";

export type ChangeAsked =
  | { kind: "tier"; accountTier: string }
  | { kind: "role"; role: Role }
  | { kind: "disabled"; disabled: boolean };

export type ChangeUserDialogProps = {
  user: User;
  own: boolean;
  tiers: TierName[];
  matrix: Matrix;
  /** null = closed. */
  asked: ChangeAsked | null;
  onClose: () => void;
  onChange: (id: string, patch: PatchUserInput) => Promise<RequestResult<{ user: User }>>;
};

/** Tier, role and access change what a person can do: the effect is said first. */
export function ChangeUserDialog(props: ChangeUserDialogProps) {
  const { user, own, tiers, matrix, asked, onClose, onChange } = props;
  const [state, setState] = useState<{ step: "asking" | "busy" } | { step: "failed"; why: string }>({
    step: "asking",
  });
  // While the dialog fades out it still shows what it asked.
  const [last, setLast] = useState(asked);
  if (asked && asked !== last) setLast(asked);
  const words =
    last?.kind === "tier" ? tierWords(last.accountTier, user, tiers, matrix) : wordsOf(last, user, own);

  const close = () => {
    setState({ step: "asking" });
    onClose();
  };
  const save = async () => {
    if (!asked) return;
    setState({ step: "busy" });
    const { kind: _kind, ...patch } = asked;
    const result = await onChange(user.id, patch);
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

/** A change of tier says what the person gains and loses. */
function tierWords(to: string, { name, role, accountTier }: User, tiers: TierName[], matrix: Matrix) {
  const effect =
    role === "admin"
      ? `${name} is an admin and may use every tier all the same; the tier counts once the role is taken.`
      : `${name} ${tierChangeWords(matrix, tiers, accountTier, to)}. Open pages follow at once. An answer that is running finishes; single grants stay.`;
  return {
    title: `Give ${name} the account tier ${tierNameOf(tiers, to)}`,
    effect,
    verb: `Change to ${tierNameOf(tiers, to)}`,
    keep: `Keep ${tierNameOf(tiers, accountTier)}`,
    ends: false,
  };
}

type OtherAsked = Exclude<ChangeAsked, { kind: "tier" }>;

function wordsOf(asked: OtherAsked | null, { name }: User, own: boolean) {
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
