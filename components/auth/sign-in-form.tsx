"use client";

import { useRef, useState, type FormEvent, type ReactNode } from "react";
import { FormFailure } from "@/components/auth/form-failure";
import { retryText } from "@/components/auth/retry-text";
import { signInWithPassword, type SignInOutcome } from "@/components/auth/sign-in-with-password";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordField } from "@/components/ui/password-field";

export type SignInFormProps = {
  /** Where to go afterwards; an address that `safeNext` let through. */
  next: string;
  /** Why the last try through a provider ended here. */
  notice?: ReactNode;
};

/** Email and password. What was typed stays after a refusal. */
export function SignInForm({ next, notice }: SignInFormProps) {
  const [outcome, setOutcome] = useState<SignInOutcome | null>(null);
  const [busy, setBusy] = useState(false);
  const password = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const result = await signInWithPassword(String(form.get("email")), String(form.get("password")));
    setOutcome(result);
    if (result.kind === "signed-in") {
      // A full page load: nothing of a former person stays in memory.
      window.location.assign(next);
      return;
    }
    setBusy(false);
    password.current?.focus();
  };

  return (
    <>
      {outcome && outcome.kind !== "signed-in" ? (
        <FormFailure>{sentence(outcome)}</FormFailure>
      ) : notice ? (
        <FormFailure>{notice}</FormFailure>
      ) : null}
      <form method="post" className="grid gap-4" onSubmit={(event) => void submit(event)}>
        <Field label="Email">
          {(control) => (
            <Input
              {...control}
              name="email"
              type="email"
              autoComplete="username"
              inputMode="email"
              required
              spellCheck={false}
              autoCapitalize="none"
            />
          )}
        </Field>
        <PasswordField
          ref={password}
          label="Password"
          name="password"
          autoComplete="current-password"
          required
        />
        <Button type="submit" variant="primary" busy={busy} size="lg">
          {busy ? "Signing in" : "Sign in"}
        </Button>
      </form>
    </>
  );
}

function sentence(outcome: Exclude<SignInOutcome, { kind: "signed-in" }>): string {
  switch (outcome.kind) {
    case "refused":
      if (outcome.triesLeft === null || outcome.triesLeft > 5)
        return "Email or password is not right. Your entry was kept; check both and try again.";
      if (outcome.triesLeft === 0)
        return "Email or password is not right. Your entry was kept; that was the last try before a pause.";
      return `Email or password is not right. Your entry was kept; you have ${outcome.triesLeft === 1 ? "1 try" : `${outcome.triesLeft} tries`} left before a pause.`;
    case "limited":
      return `There were too many tries that failed. Your account and your entry are unchanged; try again ${retryText(outcome.retryAfterMs)}.`;
    case "no-answer":
      return "The server did not answer, so you are not signed in. Your entry was kept; check the connection and try again.";
    default:
      return outcome satisfies never;
  }
}
