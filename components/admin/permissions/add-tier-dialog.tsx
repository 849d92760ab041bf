"use client";

import { FormDialog } from "@/components/admin/form-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { requestJson } from "@/lib/client/request-json";

export type AddTierDialogProps = { open: boolean; onClose: () => void; onAdded: () => void };

/** A new row and a new column of the matrix. */
export function AddTierDialog({ open, onClose, onAdded }: AddTierDialogProps) {
  const add = async (fields: FormData) => {
    const description = String(fields.get("description") ?? "").trim();
    const result = await requestJson("/api/admin/tiers", {
      method: "POST",
      body: { displayName: String(fields.get("name")), ...(description && { description }) },
    });
    if (result.ok) {
      onAdded();
      onClose();
    }
    return result;
  };
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title="Add an account tier"
      description="It gets a row and a column here. Its accounts may use it and Standard; nobody has it yet, and it has no models until one is put into it."
      verb={{ idle: "Add the tier", busy: "Adding" }}
      lookup="whether the tier is in the matrix"
      send={add}
    >
      {() => (
        <>
          <Field label="Name">
            {(control) => <Input {...control} name="name" required maxLength={60} autoComplete="off" />}
          </Field>
          <Field label="What it is for" hint="A few words, such as “for programs”. Optional.">
            {(control) => <Input {...control} name="description" maxLength={500} autoComplete="off" />}
          </Field>
        </>
      )}
    </FormDialog>
  );
}
