"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordField } from "@/components/ui/password-field";
import type { Problem } from "@/lib/contract/problem";

/** The server's sentence about one field, if it has one. */
function issueOf(problem: Problem | null, field: string): string | undefined {
  return problem?.issues?.find((issue) => issue.path === field)?.message;
}

/** Name, email and a new password, with what the server said of each. */
export function AccountFields({ problem }: { problem: Problem | null }) {
  const taken = problem?.code === "email_taken" ? "There is an account with this email." : undefined;
  return (
    <>
      <Field label="Name" error={issueOf(problem, "name")}>
        {(control) => <Input {...control} name="name" autoComplete="name" required maxLength={100} />}
      </Field>
      <Field label="Email" error={taken ?? issueOf(problem, "email")}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            inputMode="email"
            required
            maxLength={254}
            spellCheck={false}
            autoCapitalize="none"
          />
        )}
      </Field>
      <PasswordField
        label="Password"
        hint="At least 8 characters."
        error={issueOf(problem, "password")}
        name="password"
        autoComplete="new-password"
        required
        minLength={8}
        maxLength={200}
      />
    </>
  );
}
