"use client";

import { useState } from "react";
import type { z } from "zod";
import { FormDialog } from "@/components/admin/form-dialog";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SelectField } from "@/components/ui/select-field";
import { requestJson } from "@/lib/client/request-json";
import { CreateUserAnswer, type Role, type User } from "@/lib/contract/account";

export type CreateUserDialogProps = {
  open: boolean;
  tiers: { id: string; displayName: string }[];
  onClose: () => void;
  onCreated: (user: User) => void;
};

/** An account without a password: its owner sets one through the link, which is shown only here. */
export function CreateUserDialog({ open, tiers, onClose, onCreated }: CreateUserDialogProps) {
  const [made, setMade] = useState<z.output<typeof CreateUserAnswer> | null>(null);
  const [tier, setTier] = useState<string | null>(null);
  const [role, setRole] = useState<Role>("user");
  const close = () => {
    onClose();
    setMade(null);
    setTier(null);
    setRole("user");
  };
  const create = async (fields: FormData) => {
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
    if (result.ok) {
      onCreated(result.data.user);
      setMade(result.data);
    }
    return result;
  };
  return (
    <FormDialog
      open={open}
      onClose={close}
      title="Add a user"
      description="The account gets a link with which its owner sets a password."
      verb={{ idle: "Create account and link", busy: "Creating" }}
      lookup="whether the user is in the list"
      send={create}
      done={
        made && {
          title: `${made.user.name} has an account`,
          description:
            "Send this link to its owner. It works once and sets the password. It is shown only now; after closing nobody can look it up.",
          actions: (
            <Button variant="primary" onClick={close}>
              Close, hide the link
            </Button>
          ),
          children: made.inviteUrl ? <CopyField label="Invitation link" value={made.inviteUrl} /> : null,
        }
      }
    >
      {({ problem, issue }) => (
        <>
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
            <SelectField
              label="Account tier"
              value={tier ?? tiers[0]?.id ?? null}
              options={tiers.map(({ id, displayName }) => ({ value: id, label: displayName }))}
              onChoose={setTier}
              placeholder="Standard"
            />
            <SelectField
              label="Role"
              value={role}
              options={[
                { value: "user", label: "User" },
                { value: "admin", label: "Admin" },
              ]}
              onChoose={setRole}
            />
          </div>
        </>
      )}
    </FormDialog>
  );
}
