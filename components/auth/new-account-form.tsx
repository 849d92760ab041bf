"use client";

import Link from "next/link";
import { useState, type FormEvent, type ReactNode } from "react";
import { AccountFields } from "@/components/auth/account-fields";
import { FormFailure } from "@/components/auth/form-failure";
import { retryText } from "@/components/auth/retry-text";
import { signInWithPassword } from "@/components/auth/sign-in-with-password";
import { Button, ButtonLink } from "@/components/ui/button";
import { requestJson } from "@/lib/client/request-json";
import { UserAnswer } from "@/lib/contract/account";
import type { Problem } from "@/lib/contract/problem";

export type NewAccountFormProps = { kind: "setup"; token: string } | { kind: "register"; invite?: string };

type State =
  | { step: "asking" | "busy" }
  | { step: "refused"; problem: Problem | null }
  /** The account exists, only the sign-in after it failed. */
  | { step: "created" };

/** Creates the account, signs it in and opens the chats. */
export function NewAccountForm(props: NewAccountFormProps) {
  const [state, setState] = useState<State>({ step: "asking" });

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const account = {
      name: String(form.get("name")),
      email: String(form.get("email")),
      password: String(form.get("password")),
    };
    setState({ step: "busy" });
    const made =
      props.kind === "setup"
        ? await requestJson("/api/setup", {
            method: "POST",
            body: { ...account, token: props.token },
            schema: UserAnswer,
          })
        : await requestJson("/api/account/register", {
            method: "POST",
            body: { ...account, ...(props.invite && { invite: props.invite }) },
            schema: UserAnswer,
          });
    if (!made.ok) return setState({ step: "refused", problem: made.problem });
    const entered = await signInWithPassword(account.email, account.password);
    if (entered.kind === "signed-in") window.location.assign("/");
    else setState({ step: "created" });
  };

  if (state.step === "created")
    return (
      <output className="grid gap-4">
        <p>
          Your account is there. Signing in right after it did not work; sign in with the email and password
          that you just chose.
        </p>
        <ButtonLink href="/sign-in" variant="primary" size="lg">
          Go to sign-in
        </ButtonLink>
      </output>
    );

  const busy = state.step === "busy";
  const problem = state.step === "refused" ? state.problem : null;
  const label = props.kind === "setup" ? "Create admin account" : "Create account";
  return (
    <>
      {state.step === "refused" ? <FormFailure>{sentence(problem)}</FormFailure> : null}
      <form method="post" className="grid gap-4" onSubmit={(event) => void submit(event)}>
        <AccountFields problem={problem} />
        <Button type="submit" variant="primary" busy={busy} size="lg">
          {busy ? "Creating the account" : label}
        </Button>
      </form>
    </>
  );
}

function sentence(problem: Problem | null): ReactNode {
  if (!problem)
    return "The server did not answer. No account was made as far as this page knows, and your entry was kept; try again.";
  switch (problem.code) {
    case "setup_done":
      return (
        <>
          This site has its admin already, and no second account was made.{" "}
          <Link href="/sign-in">Sign in</Link> with that account.
        </>
      );
    case "forbidden":
      return "This set-up link is not valid any more. No account was made and your entry was kept. Restart the site to get a new link, then open it here.";
    case "registration_closed":
      return `${problem.detail} Nothing was changed, and your entry was kept.`;
    case "email_taken":
      return (
        <>
          There is an account with this email, so no second one was made. <Link href="/sign-in">Sign in</Link>{" "}
          or use another email.
        </>
      );
    case "rate_limited":
      return `There were too many tries. No account was made and your entry was kept; try again ${retryText(problem.retryAfterMs)}.`;
    case "invalid_request":
      return "Something in the form is not right yet. No account was made and your entry was kept; see the marked fields.";
    default:
      return `${problem.detail} Your entry was kept.`;
  }
}
