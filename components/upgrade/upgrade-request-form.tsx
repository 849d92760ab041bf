"use client";

import { useState, type FormEvent } from "react";
import { BuyTier } from "@/components/upgrade/buy-tier";
import { useUpgradeRequest } from "@/components/upgrade/use-upgrade-request";
import { Button, ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { UpgradeRequest } from "@/lib/contract/upgrade";

const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
const when = (at: string) => `${moment.format(new Date(at))} UTC`;

/** Asks an admin for a tier; shows what became of it, also while one looks. */
export function UpgradeRequestForm({
  tier,
  asked,
}: {
  tier: { id: string; displayName: string };
  asked: UpgradeRequest | null;
}) {
  const { request, busy, failure, ask } = useUpgradeRequest(tier.id, asked);
  const [note, setNote] = useState("");
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    ask(note);
  };

  // One that was approved before the page was drawn has ended since, or the page would not ask.
  const isOld = asked?.state === "approved" && asked.id === request?.id;
  if (request?.state === "approved" && !isOld)
    return (
      <div className="grid justify-items-start gap-3">
        <output className="text-text-2">{tier.displayName} is part of your account now.</output>
        <ButtonLink href="/">Back to the chat</ButtonLink>
      </div>
    );
  if (request?.state === "pending")
    return (
      <output className="block text-text-2">
        Asked on {when(request.createdAt)}. An admin decides; until then everything else works as before.
      </output>
    );
  return (
    <form method="post" className="grid gap-4" onSubmit={submit}>
      {request?.state === "declined" ? (
        <output className="block text-text-2">
          An admin declined on {when(request.decidedAt ?? request.createdAt)}
          {request.reason ? `: ${request.reason}` : "."} You may ask again.
        </output>
      ) : null}
      <Field label="Note to the admin" hint="What you need it for. Optional." error={failure}>
        {(control) => (
          <Textarea
            {...control}
            name="note"
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={busy}>
          {busy ? "Asking" : `Ask for ${tier.displayName}`}
        </Button>
        <BuyTier tier={tier.id} name={tier.displayName} />
      </div>
    </form>
  );
}
