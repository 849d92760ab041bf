"use client";

import { useState } from "react";
import { dateField, endOfDay } from "@/components/admin/dates";
import { FormDialog } from "@/components/admin/form-dialog";
import { tierNameOf } from "@/components/admin/tier-names";
import { UserSearch } from "@/components/admin/user-search";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SelectField } from "@/components/ui/select-field";
import { requestJson } from "@/lib/client/request-json";
import type { User } from "@/lib/contract/account";
import type { AdminTier, Matrix } from "@/lib/contract/entitlements";

export type GrantDialogProps = {
  open: boolean;
  tiers: AdminTier[];
  /** As it is saved: a grant of what somebody may use anyway changes nothing today. */
  matrix: Matrix;
  onClose: () => void;
  onGranted: (words: string) => void;
};

/** Opens one tier to one person, for good or until a day. */
export function GrantDialog({ open, tiers, matrix, onClose, onGranted }: GrantDialogProps) {
  const [user, setUser] = useState<User | null>(null);
  const [missing, setMissing] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const tier = chosen ?? tiers.find(({ id }) => id !== "standard")?.id ?? tiers[0]?.id ?? null;
  const close = () => {
    setUser(null);
    setMissing(false);
    setChosen(null);
    onClose();
  };
  const grant = async (fields: FormData) => {
    setMissing(!user);
    if (!user || !tier) return null;
    const until = endOfDay(String(fields.get("until") ?? ""));
    const reason = String(fields.get("reason") ?? "").trim();
    const result = await requestJson(`/api/admin/users/${encodeURIComponent(user.id)}/grants`, {
      method: "POST",
      body: { tier, ...(until && { until }), ...(reason && { reason }) },
    });
    if (result.ok) {
      onGranted(`${user.name} may use ${tierNameOf(tiers, tier)} now.`);
      close();
    }
    return result;
  };
  const anyway = user && tier && (user.role === "admin" || matrix[user.accountTier]?.includes(tier));
  return (
    <FormDialog
      open={open}
      onClose={close}
      title="Grant a tier to one person"
      description="It adds to what the account tier allows, counts at once, and unlocks open pages without a reload."
      verb={{ idle: `Grant ${tier ? tierNameOf(tiers, tier) : "it"}`, busy: "Granting" }}
      lookup="whether the grant is in the list"
      send={grant}
    >
      {({ issue, forget }) => (
        <>
          <UserSearch
            label="Person"
            value={user}
            onChoose={(next) => {
              setUser(next);
              setMissing(false);
              forget();
            }}
            error={missing ? "Choose somebody from the list." : undefined}
            hint={
              user
                ? `${user.email}, account tier ${tierNameOf(tiers, user.accountTier)}${
                    anyway ? ". May use this tier already; the grant counts when that changes." : "."
                  }`
                : undefined
            }
          />
          <div className="grid gap-4 md:grid-cols-2">
            <SelectField
              label="Tier"
              value={tier}
              options={tiers.map(({ id, displayName }) => ({ value: id, label: displayName }))}
              onChoose={setChosen}
              className="min-h-9! max-md:min-h-control!"
            />
            <Field label="Until" hint="To the end of that day. Empty: no end." error={issue("until")}>
              {(control) => <Input {...control} type="date" name="until" min={dateField(new Date())} />}
            </Field>
          </div>
          <Field label="Why" hint="Kept in the list and in the audit trail. Optional.">
            {(control) => <Input {...control} name="reason" maxLength={200} autoComplete="off" />}
          </Field>
        </>
      )}
    </FormDialog>
  );
}
