"use client";

import { useId, useState, type FormEvent } from "react";
import { FormFailure } from "@/components/auth/form-failure";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { requestJson } from "@/lib/client/request-json";
import { CreateUserAnswer, type Role, type User } from "@/lib/contract/account";
import type { Problem } from "@/lib/contract/problem";

export type CreateUserDialogProps = {
  open: boolean;
  tiers: { id: string; displayName: string }[];
  onClose: () => void;
  onCreated: (user: User) => void;
};

type State =
  | { step: "asking" | "busy" }
  | { step: "refused"; problem: Problem | null }
  | { step: "made"; user: User; inviteUrl: string | undefined };

/** An account without a password: its owner sets one through the link, which is shown only here. */
export function CreateUserDialog({ open, tiers, onClose, onCreated }: CreateUserDialogProps) {
  const form = useId();
  const [state, setState] = useState<State>({ step: "asking" });
  const [tier, setTier] = useState<string | null>(null);
  const [role, setRole] = useState<Role>("user");
  const close = () => {
    onClose();
    setState({ step: "asking" });
    setTier(null);
    setRole("user");
  };

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setState({ step: "busy" });
    const accountTier = tier ?? tiers[0]?.id;
    const result = await requestJson("/api/admin/users", {
      method: "POST",
      body: {
        name: String(fields.get("name")),
        email: String(fields.get("email")),
        role,
        ...(accountTier && { accountTier }),
      },
      schema: CreateUserAnswer,
    });
    if (!result.ok) return setState({ step: "refused", problem: result.problem });
    onCreated(result.data.user);
    setState({ step: "made", user: result.data.user, inviteUrl: result.data.inviteUrl });
  };

  if (state.step === "made")
    return (
      <Dialog
        open={open}
        onOpenChange={(next) => (next ? undefined : close())}
        title={`${state.user.name} has an account`}
        description="Send this link to its owner. It works once and sets the password. It is shown only now; after closing nobody can look it up."
        actions={
          <Button variant="primary" onClick={close}>
            Close, hide the link
          </Button>
        }
      >
        {state.inviteUrl ? <CopyField label="Invitation link" value={state.inviteUrl} /> : null}
      </Dialog>
    );

  const problem = state.step === "refused" ? state.problem : null;
  const issue = (field: string) => problem?.issues?.find((one) => one.path === field)?.message;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? undefined : close())}
      title="Add a user"
      description="The account gets a link with which its owner sets a password."
      actions={
        <>
          <Button variant="quiet" onClick={close}>
            Discard
          </Button>
          <Button type="submit" form={form} variant="primary" busy={state.step === "busy"}>
            {state.step === "busy" ? "Creating" : "Create account and link"}
          </Button>
        </>
      }
    >
      {state.step === "refused" ? (
        <FormFailure>
          {problem?.detail ??
            "The server did not answer. Your entry was kept. Look whether the user is in the list, then try again."}
        </FormFailure>
      ) : null}
      {/* The dialog's buttons stand outside; Enter in a field sends as well. */}
      <form id={form} className="grid gap-4 py-1" onSubmit={(event) => void submit(event)}>
        <Field label="Name" error={issue("name")}>
          {(control) => <Input {...control} name="name" required maxLength={100} autoComplete="off" />}
        </Field>
        <Field
          label="Email"
          error={problem?.code === "email_taken" ? "There is an account with this email." : issue("email")}
        >
          {(control) => (
            <Input
              {...control}
              name="email"
              type="email"
              required
              maxLength={254}
              autoComplete="off"
              spellCheck={false}
            />
          )}
        </Field>
        <div className="grid grid-cols-2 gap-4">
          <div className="grid gap-1.5">
            <span aria-hidden className="text-sm font-medium">
              Account tier
            </span>
            <Select
              label="Account tier"
              value={tier ?? tiers[0]?.id ?? null}
              options={tiers.map(({ id, displayName }) => ({ value: id, label: displayName }))}
              onChoose={setTier}
              placeholder="Standard"
            />
          </div>
          <div className="grid gap-1.5">
            <span aria-hidden className="text-sm font-medium">
              Role
            </span>
            <Select
              label="Role"
              value={role}
              options={[
                { value: "user", label: "User" },
                { value: "admin", label: "Admin" },
              ]}
              onChoose={setRole}
            />
          </div>
        </div>
      </form>
    </Dialog>
  );
}
