"use client";

import { useState } from "react";
import { requestJson } from "@/lib/client/request-json";
import { VerificationAnswer } from "@/lib/contract/audit";

type State =
  | { step: "idle" | "busy" }
  | { step: "whole"; checked: number }
  | { step: "broken"; checked: number; firstBadSeq: number }
  | { step: "failed"; why: string };

/** Walks the whole chain on the server. */
export function useVerify(onDone: () => void) {
  const [state, setState] = useState<State>({ step: "idle" });
  const run = async () => {
    setState({ step: "busy" });
    const result = await requestJson("/api/admin/audit/verify", {
      method: "POST",
      schema: VerificationAnswer,
    });
    if (!result.ok)
      return setState({ step: "failed", why: result.problem?.detail ?? "The server did not answer." });
    const { ok, checked, firstBadSeq = 0 } = result.data;
    setState(ok ? { step: "whole", checked } : { step: "broken", checked, firstBadSeq });
    onDone();
  };
  return { state, run };
}
