"use client";

import { useEffect, useState } from "react";
import { Card, CardRow, Section } from "@/components/layout/page";
import { browserName } from "@/components/settings/browser-name";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useToast } from "@/components/ui/toast";
import { requestJson } from "@/lib/client/request-json";
import { AccountSessionsAnswer, type AccountSession } from "@/lib/contract/account";

const when = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** Where the account is signed in; others can be ended from here. */
export function SessionsSection() {
  const toast = useToast();
  const [sessions, setSessions] = useState<AccountSession[] | "loading" | "failed">("loading");
  useEffect(() => {
    const abort = new AbortController();
    void requestJson("/api/account/sessions", { schema: AccountSessionsAnswer, signal: abort.signal }).then(
      (result) => {
        if (!abort.signal.aborted) setSessions(result.ok ? result.data.items : "failed");
      },
    );
    return () => abort.abort();
  }, []);

  const end = async (session: AccountSession) => {
    const result = await requestJson(`/api/account/sessions/${encodeURIComponent(session.id)}`, {
      method: "DELETE",
    });
    // "Not found" means that it has ended already, which is what was wanted.
    if (result.ok || result.problem?.code === "not_found")
      setSessions((before) =>
        Array.isArray(before) ? before.filter((one) => one.id !== session.id) : before,
      );
    else
      toast({
        kind: "fail",
        title: "The session was not ended.",
        text: "That browser is still signed in.",
        action: { label: "Try again", onSelect: () => void end(session) },
      });
  };

  return (
    <Section id="sessions" title="Where you are signed in">
      <Card>
        {sessions === "loading" ? (
          <div className="p-4">
            <span className="sr-only">Loading sessions</span>
            <Skeleton className="w-1/2" />
          </div>
        ) : sessions === "failed" ? (
          <p className="p-4 text-text-2">
            The list could not be loaded. Nothing was changed; open this page again.
          </p>
        ) : (
          sessions.map((session) => (
            <CardRow key={session.id}>
              <div className="min-w-0">
                <p className="flex flex-wrap items-center gap-2 font-medium">
                  {browserName(session.userAgent)}
                  {session.current ? <Badge>this browser</Badge> : null}
                </p>
                <p className="text-sm text-text-3">
                  Last seen {when.format(new Date(session.lastSeenAt))}
                  {session.ip ? ` from ${session.ip}` : null}
                </p>
              </div>
              {session.current ? null : (
                <Button size="sm" onClick={() => void end(session)}>
                  Sign out there
                </Button>
              )}
            </CardRow>
          ))
        )}
      </Card>
    </Section>
  );
}
