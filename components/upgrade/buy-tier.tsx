"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { isForSale, startCheckout } from "@/lib/client/upgrade-api";

/** The way to pay for a tier, where this site sells it; nothing elsewhere. */
export function BuyTier({ tier, name }: { tier: string; name: string }) {
  const [sold, setSold] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const toast = useToast();
  useEffect(() => {
    const abort = new AbortController();
    void isForSale(tier, abort.signal).then((yes) => {
      if (yes && !abort.signal.aborted) setSold(tier);
    });
    return () => abort.abort();
  }, [tier]);
  if (sold !== tier) return null;
  const buy = async () => {
    setBusy(true);
    const result = await startCheckout(tier);
    // It stays busy while the browser goes there.
    if (result.ok) return window.location.assign(result.data.url);
    setBusy(false);
    toast({
      kind: "fail",
      title: "The payment page did not open.",
      text: `${result.problem?.detail ?? "The server did not answer."} Nothing was charged.`,
    });
  };
  return (
    <Button busy={busy} onClick={() => void buy()}>
      {busy ? "Opening the payment page" : `Buy ${name}`}
    </Button>
  );
}
