"use client";

import { ShieldCheck } from "lucide-react";
import type { useVerify } from "@/components/admin/audit/use-verify";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";

type Verify = ReturnType<typeof useVerify>;

export function VerifyButton({ verify }: { verify: Verify }) {
  const { state, run } = verify;
  return (
    <Button variant="primary" busy={state.step === "busy"} onClick={() => void run()}>
      <ShieldCheck aria-hidden />
      {state.step === "busy" ? "Verifying" : "Verify the trail"}
    </Button>
  );
}

const count = new Intl.NumberFormat("en-GB");
const rows = (number: number) => (number === 1 ? "1 row" : `${count.format(number)} rows`);

/** What verifying found, in words that say what to do next. */
export function VerifyResult({ verify }: { verify: Verify }) {
  const { state } = verify;
  switch (state.step) {
    case "idle":
    case "busy":
      return null;
    case "whole":
      return (
        <Banner kind="ready" title="The trail is whole.">
          {rows(state.checked)} {state.checked === 1 ? "was" : "were"} checked; each is as it was written, and
          none is missing. This check is a row of the trail itself.
        </Banner>
      );
    case "broken":
      return (
        <Banner kind="fail" role="alert" title={`Row ${state.firstBadSeq} is not as it was written.`}>
          It was edited, removed or put in from outside. The rows before it are whole ({rows(state.checked)}{" "}
          looked at). Nothing was changed by this check: keep a copy of the database as it is now, then
          compare with a backup.
        </Banner>
      );
    case "failed":
      return (
        <Banner kind="fail" role="alert" title="The trail was not verified.">
          {state.why} The trail is as it was; try again.
        </Banner>
      );
    default:
      return state satisfies never;
  }
}
