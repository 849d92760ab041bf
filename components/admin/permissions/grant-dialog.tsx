"use client";

import { useId, useState, type FormEvent } from "react";
import { dateField, endOfDay } from "@/components/admin/dates";
import { tierNameOf } from "@/components/admin/tier-names";
import { UserSearch } from "@/components/admin/user-search";
import { FormFailure } from "@/components/auth/form-failure";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { requestJson } from "@/lib/client/request-json";
import type { User } from "@/lib/contract/account";
import type { AdminTier, Matrix } from "@/lib/contract/entitlements";
import type { Problem } from "@/lib/contract/problem";

export type GrantDialogProps = {
  open: boolean;
  tiers: AdminTier[];
  /** As it is saved: a grant of what somebody may use anyway changes nothing today. */
  matrix: Matrix;
  onClose: () => void;
  onGranted: (words: string) => void;
};

type State = { step: "asking" | "busy"; missing?: boolean } | { step: "refused"; problem: Problem | null };

/** Opens one tier to one person, for good or until a day. */
export function GrantDialog({ open, tiers, matrix, onClose, onGranted }: GrantDialogProps) {
  const form = useId();
  const [state, setState] = useState<State>({ step: "asking" });
  const [user, setUser] = useState<User | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const tier = chosen ?? tiers.find(({ id }) => id !== "standard")?.id ?? tiers[0]?.id ?? null;
  const close = () => {
    setState({ step: "asking" });
    setUser(null);
    setChosen(null);
    onClose();
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    if (!user || !tier) return setState({ step: "asking", missing: true });
    const until = endOfDay(String(fields.get("until") ?? ""));
    const reason = String(fields.get("reason") ?? "").trim();
    setState({ step: "busy" });
    const result = await requestJson(`/api/admin/users/${encodeURIComponent(user.id)}/grants`, {
      method: "POST",
      body: { tier, ...(until && { until }), ...(reason && { reason }) },
    });
    if (!result.ok) return setState({ step: "refused", problem: result.problem });
    onGranted(`${user.name} may use ${tierNameOf(tiers, tier)} now.`);
    close();
  };
  const problem = state.step === "refused" ? state.problem : null;
  const anyway = user && tier && (user.role === "admin" || matrix[user.accountTier]?.includes(tier));
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? undefined : close())}
      title="Grant a tier to one person"
      description="It adds to what the account tier allows, counts at once, and unlocks open pages without a reload."
      actions={
        <>
          <Button variant="quiet" onClick={close}>
            Discard
          </Button>
          <Button type="submit" form={form} variant="primary" busy={state.step === "busy"}>
            {state.step === "busy" ? "Granting" : `Grant ${tier ? tierNameOf(tiers, tier) : "it"}`}
          </Button>
        </>
      }
    >
      {state.step === "refused" ? (
        <FormFailure>
          {problem?.detail ??
            "The server did not answer. Your entry was kept. Look whether the grant is in the list, then try again."}
        </FormFailure>
      ) : null}
      <form id={form} className="grid gap-4 py-1" onSubmit={(event) => void submit(event)}>
        <UserSearch
          label="Person"
          value={user}
          onChoose={(next) => {
            setUser(next);
            setState({ step: "asking" });
          }}
          error={"missing" in state && state.missing ? "Choose somebody from the list." : undefined}
          hint={
            user
              ? `${user.email}, account tier ${tierNameOf(tiers, user.accountTier)}${
                  anyway ? ". May use this tier already; the grant counts when that changes." : "."
                }`
              : undefined
          }
        />
        <div className="grid gap-4 md:grid-cols-2">
          <div className="grid content-start gap-1.5">
            <span aria-hidden className="text-sm font-medium">
              Tier
            </span>
            <Select
              label="Tier"
              value={tier}
              options={tiers.map(({ id, displayName }) => ({ value: id, label: displayName }))}
              onChoose={setChosen}
              className="min-h-9! max-md:min-h-control!"
            />
          </div>
          <Field
            label="Until"
            hint="To the end of that day. Empty: no end."
            error={problem?.issues?.find(({ path }) => path === "until")?.message}
          >
            {(control) => <Input {...control} type="date" name="until" min={dateField(new Date())} />}
          </Field>
        </div>
        <Field label="Why" hint="Kept in the list and in the audit trail. Optional.">
          {(control) => <Input {...control} name="reason" maxLength={200} autoComplete="off" />}
        </Field>
      </form>
    </Dialog>
  );
}
