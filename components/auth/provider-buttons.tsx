"use client";

import { useEffect, useState } from "react";
import { z } from "zod";
import { Button } from "@/components/ui/button";
import { requestJson } from "@/lib/client/request-json";

const Providers = z.record(z.string(), z.object({ id: z.string(), name: z.string(), type: z.string() }));
const SignInAnswer = z.object({ url: z.string() });

/** A button for each sign-in provider that the operator configured; nothing where there is none. */
export function ProviderButtons({ next }: { next: string }) {
  const [providers, setProviders] = useState<{ id: string; name: string }[]>([]);
  const [failed, setFailed] = useState<string | null>(null);

  useEffect(() => {
    const abort = new AbortController();
    void requestJson("/api/auth/providers", { schema: Providers, signal: abort.signal }).then((result) => {
      if (result.ok)
        setProviders(Object.values(result.data).filter((provider) => provider.type !== "credentials"));
    });
    return () => abort.abort();
  }, []);

  // Fetched, not posted by a form: the page's policy lets forms lead to this site only.
  const start = async (provider: { id: string; name: string }) => {
    setFailed(null);
    try {
      const csrf: { csrfToken: string } = await (await fetch("/api/auth/csrf")).json();
      const answer = await fetch(`/api/auth/signin/${provider.id}`, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ csrfToken: csrf.csrfToken, callbackUrl: next, json: "true" }),
      });
      window.location.assign(SignInAnswer.parse(await answer.json()).url);
    } catch {
      setFailed(provider.name);
    }
  };

  if (providers.length === 0) return null;
  return (
    <div className="grid gap-2">
      <p className="flex items-center gap-3 text-sm text-text-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or
      </p>
      {providers.map((provider) => (
        <Button key={provider.id} size="lg" onClick={() => void start(provider)}>
          Continue with {provider.name}
        </Button>
      ))}
      {failed ? (
        <p role="alert" className="text-sm text-fail">
          {failed} could not be reached through this site. Nothing was changed. Try again, or use your
          password.
        </p>
      ) : null}
    </div>
  );
}
