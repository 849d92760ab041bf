"use client";

import { useState, type FormEvent } from "react";
import { FormFailure } from "@/components/auth/form-failure";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { requestJson } from "@/lib/client/request-json";
import type { Problem } from "@/lib/contract/problem";
import { UpgradeAnswer, type UpgradeRequest } from "@/lib/contract/upgrade";

type State = { step: "asking" | "busy" } | { step: "refused"; problem: Problem | null };

const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });

/** Asks an admin for a tier; shows what became of it. */
export function UpgradeRequestForm({
  tier,
  asked: before,
}: {
  tier: { id: string; displayName: string };
  asked: UpgradeRequest | null;
}) {
  const [asked, setAsked] = useState(before);
  const [state, setState] = useState<State>({ step: "asking" });
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const note = String(new FormData(event.currentTarget).get("note") ?? "").trim();
    setState({ step: "busy" });
    const result = await requestJson("/api/upgrade-requests", {
      method: "POST",
      body: { tier: tier.id, ...(note && { note }) },
      schema: UpgradeAnswer,
    });
    if (!result.ok) return setState({ step: "refused", problem: result.problem });
    setState({ step: "asking" });
    setAsked(result.data.upgradeRequest);
  };

  if (asked?.state === "pending")
    return (
      <output className="block text-text-2">
        Asked on {moment.format(new Date(asked.createdAt))} UTC. An admin decides; until then everything else
        works as before.
      </output>
    );
  return (
    <form method="post" className="grid gap-4" onSubmit={(event) => void submit(event)}>
      {asked?.state === "declined" ? (
        <p className="text-text-2">
          An admin declined on {moment.format(new Date(asked.decidedAt ?? asked.createdAt))} UTC
          {asked.reason ? `: ${asked.reason}` : "."} You may ask again.
        </p>
      ) : null}
      {state.step === "refused" ? (
        <FormFailure>{state.problem?.detail ?? "The server did not answer. Your note was kept."}</FormFailure>
      ) : null}
      <Field label="Note to the admin" hint="What you need it for. Optional.">
        {(control) => <Input {...control} name="note" maxLength={500} autoComplete="off" />}
      </Field>
      <div>
        <Button type="submit" variant="primary" busy={state.step === "busy"}>
          {state.step === "busy" ? "Asking" : `Ask for ${tier.displayName}`}
        </Button>
      </div>
    </form>
  );
}
