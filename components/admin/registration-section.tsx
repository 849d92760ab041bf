"use client";

import { useState } from "react";
import { FormFailure } from "@/components/auth/form-failure";
import { Section } from "@/components/layout/page";
import { Button } from "@/components/ui/button";
import { RadioRows, type RadioRow } from "@/components/ui/radio-rows";
import { requestJson } from "@/lib/client/request-json";

export type Registration = "open" | "invite" | "closed";

const rows: RadioRow<Registration>[] = [
  {
    value: "open",
    label: "Open",
    hint: "Everybody who reaches this site can make an account with the Standard tier.",
  },
  { value: "invite", label: "By invitation", hint: "Admins add users and send them a link." },
  {
    value: "closed",
    label: "Closed",
    hint: "The page for new accounts is off. Links that were sent before still open their account.",
  },
];

/** Who may make an account. Shows what holds until the server has saved the new choice. */
export function RegistrationSection({ registration }: { registration: Registration }) {
  const [active, setActive] = useState(registration);
  const [draft, setDraft] = useState(registration);
  const [state, setState] = useState<{ step: "asking" | "busy" | "saved" } | { step: "failed"; why: string }>(
    { step: "asking" },
  );
  const changed = draft !== active;
  const name = (value: Registration) => rows.find((row) => row.value === value)?.label.toLowerCase();

  const save = async () => {
    setState({ step: "busy" });
    const result = await requestJson("/api/admin/settings", {
      method: "PATCH",
      body: { registration: draft },
    });
    if (!result.ok)
      return setState({
        step: "failed",
        why: `${result.problem?.detail ?? "The server did not answer."} Registration is still ${name(active)}; your choice above was kept.`,
      });
    setActive(draft);
    setState({ step: "saved" });
  };

  return (
    <Section title="Registration" lead={`Now: ${name(active)}.`}>
      <RadioRows
        label="Registration"
        value={draft}
        rows={rows}
        onChoose={(next) => {
          setDraft(next);
          setState({ step: "asking" });
        }}
      />
      {state.step === "failed" ? <FormFailure>{state.why}</FormFailure> : null}
      <div className="flex min-h-control flex-wrap items-center gap-3">
        {changed ? (
          <>
            <Button variant="primary" busy={state.step === "busy"} onClick={() => void save()}>
              {state.step === "busy" ? "Saving" : `Save, registration becomes ${name(draft)}`}
            </Button>
            <Button variant="quiet" onClick={() => setDraft(active)}>
              Discard
            </Button>
          </>
        ) : null}
        <output className="text-sm text-text-3">
          {state.step === "saved" && !changed ? `Saved. Registration is ${name(active)}.` : ""}
        </output>
      </div>
    </Section>
  );
}
