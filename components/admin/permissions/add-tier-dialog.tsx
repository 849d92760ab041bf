"use client";

import { useId, useState, type FormEvent } from "react";
import { FormFailure } from "@/components/auth/form-failure";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { requestJson } from "@/lib/client/request-json";
import type { Problem } from "@/lib/contract/problem";

export type AddTierDialogProps = { open: boolean; onClose: () => void; onAdded: () => void };

type State = { step: "asking" | "busy" } | { step: "refused"; problem: Problem | null };

/** A new row and a new column of the matrix. */
export function AddTierDialog({ open, onClose, onAdded }: AddTierDialogProps) {
  const form = useId();
  const [state, setState] = useState<State>({ step: "asking" });
  const close = () => {
    setState({ step: "asking" });
    onClose();
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const description = String(fields.get("description") ?? "").trim();
    setState({ step: "busy" });
    const result = await requestJson("/api/admin/tiers", {
      method: "POST",
      body: { displayName: String(fields.get("name")), ...(description && { description }) },
    });
    if (!result.ok) return setState({ step: "refused", problem: result.problem });
    onAdded();
    close();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? undefined : close())}
      title="Add an account tier"
      description="It gets a row and a column here. Its accounts may use it and Standard; nobody has it yet, and it has no models until one is put into it."
      actions={
        <>
          <Button variant="quiet" onClick={close}>
            Discard
          </Button>
          <Button type="submit" form={form} variant="primary" busy={state.step === "busy"}>
            {state.step === "busy" ? "Adding" : "Add the tier"}
          </Button>
        </>
      }
    >
      {state.step === "refused" ? (
        <FormFailure>
          {state.problem?.detail ??
            "The server did not answer. Your entry was kept. Look whether the tier is in the matrix, then try again."}
        </FormFailure>
      ) : null}
      <form id={form} className="grid gap-4 py-1" onSubmit={(event) => void submit(event)}>
        <Field label="Name">
          {(control) => <Input {...control} name="name" required maxLength={60} autoComplete="off" />}
        </Field>
        <Field label="What it is for" hint="A few words, such as “for programs”. Optional.">
          {(control) => <Input {...control} name="description" maxLength={500} autoComplete="off" />}
        </Field>
      </form>
    </Dialog>
  );
}
