"use client";

import { AskFirstDialog, type AskFirstWords } from "@/components/admin/ask-first-dialog";
import { tierChangeWords } from "@/components/admin/tier-change";
import { tierNameOf, type TierName } from "@/components/admin/tier-names";
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
  const save = async ({ kind: _kind, ...patch }: ChangeAsked) => {
    const result = await onChange(user.id, patch);
    if (result.ok) return null;
    return (
      result.problem?.detail ??
      "The server did not answer. Nothing was changed as far as this page knows; try again."
    );
  };
  return (
    <AskFirstDialog
      asked={asked}
      words={(one) =>
        one.kind === "tier" ? tierWords(one.accountTier, user, tiers, matrix) : wordsOf(one, user, own)
      }
      act={save}
      onClose={onClose}
    />
  );
}

/** A change of tier says what the person gains and loses. */
function tierWords(
  to: string,
  { name, role, accountTier }: User,
  tiers: TierName[],
  matrix: Matrix,
): AskFirstWords {
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

function wordsOf(asked: OtherAsked, { name }: User, own: boolean): AskFirstWords {
  if (asked.kind === "disabled")
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
  return asked.role === "admin"
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
