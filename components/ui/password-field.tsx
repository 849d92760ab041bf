"use client";

import { useState, type ComponentProps } from "react";
import { Button } from "@/components/ui/button";
import { Field, type FieldProps } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export type PasswordFieldProps = Pick<FieldProps, "label" | "hint" | "error"> &
  Omit<ComponentProps<"input">, "type">;

/** A password that its owner may look at. */
export function PasswordField({ label, hint, error, ...input }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const toggle = (
    <Button
      variant="link"
      size="sm"
      className="max-md:-my-3"
      aria-pressed={shown}
      onClick={() => setShown(!shown)}
    >
      {shown ? "Hide" : "Show"}
      <span className="sr-only"> password</span>
    </Button>
  );
  return (
    <Field label={label} hint={hint} error={error} action={toggle}>
      {(control) => (
        <Input
          {...input}
          {...control}
          type={shown ? "text" : "password"}
          spellCheck={false}
          autoCapitalize="none"
        />
      )}
    </Field>
  );
}
