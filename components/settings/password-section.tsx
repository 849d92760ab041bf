"use client";

import { useRef, useState, type FormEvent } from "react";
import { FormFailure } from "@/components/auth/form-failure";
import { retryText } from "@/components/auth/retry-text";
import { Section } from "@/components/layout/page";
import { Button } from "@/components/ui/button";
import { PasswordField } from "@/components/ui/password-field";
import { requestJson } from "@/lib/client/request-json";
import type { Problem } from "@/lib/contract/problem";

type State = { step: "asking" | "busy" | "saved" } | { step: "refused"; problem: Problem | null };

/** A new password ends every other session of the account. */
export function PasswordSection() {
  const form = useRef<HTMLFormElement>(null);
  const [state, setState] = useState<State>({ step: "asking" });

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setState({ step: "busy" });
    const result = await requestJson("/api/account/password", {
      method: "POST",
      body: { currentPassword: String(fields.get("current")), newPassword: String(fields.get("new")) },
    });
    if (!result.ok) return setState({ step: "refused", problem: result.problem });
    form.current?.reset();
    setState({ step: "saved" });
  };

  return (
    <Section id="password" title="Password">
      <form
        ref={form}
        method="post"
        className="grid gap-4 rounded-lg border border-line bg-surface p-4"
        onSubmit={(event) => void submit(event)}
      >
        {state.step === "refused" ? <FormFailure>{sentence(state.problem)}</FormFailure> : null}
        <div className="grid gap-4 md:grid-cols-2">
          <PasswordField label="Current password" name="current" autoComplete="current-password" required />
          <PasswordField
            label="New password"
            hint="At least 8 characters."
            name="new"
            autoComplete="new-password"
            required
            minLength={8}
            maxLength={200}
          />
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" busy={state.step === "busy"}>
            {state.step === "busy" ? "Changing" : "Change password, sign out elsewhere"}
          </Button>
          <output className="text-sm text-text-2">
            {state.step === "saved" ? "The password is changed. Other browsers are signed out." : ""}
          </output>
        </div>
      </form>
    </Section>
  );
}

function sentence(problem: Problem | null): string {
  if (!problem)
    return "The server did not answer. Your entry was kept; if you are unsure which password holds, try to sign in elsewhere.";
  if (problem.code === "rate_limited")
    return `There were too many tries with a wrong password. Nothing was changed; try again ${retryText(problem.retryAfterMs)}.`;
  return problem.detail;
}
