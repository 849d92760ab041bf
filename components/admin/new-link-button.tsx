"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { requestJson } from "@/lib/client/request-json";
import { InviteAnswer, type User } from "@/lib/contract/account";

/** For a lost invitation or a forgotten password: a link through which the account's owner sets a password. */
export function NewLinkButton({ user }: { user: User }) {
  const toast = useToast();
  const [inviteUrl, setInviteUrl] = useState<string | null>(null);

  const ask = async () => {
    const result = await requestJson(`/api/admin/users/${encodeURIComponent(user.id)}/invite`, {
      method: "POST",
      schema: InviteAnswer,
    });
    if (result.ok) return setInviteUrl(result.data.inviteUrl);
    toast({
      kind: "fail",
      title: `No link for ${user.name} was made.`,
      text: result.problem?.detail ?? "The server did not answer. Older links stay as they were.",
    });
  };

  return (
    <>
      <Button variant="quiet" size="sm" onClick={() => void ask()}>
        Password link<span className="sr-only"> for {user.name}</span>
      </Button>
      <Dialog
        open={inviteUrl !== null}
        onOpenChange={(open) => (open ? undefined : setInviteUrl(null))}
        title={`A link for ${user.name}`}
        description="Send it to its owner. It works once, within 7 days, and sets a new password; the old password and open sessions end then. Older links have ended. It is shown only now."
        actions={
          <Button variant="primary" onClick={() => setInviteUrl(null)}>
            Close, hide the link
          </Button>
        }
      >
        {inviteUrl ? <CopyField label="Password link" value={inviteUrl} /> : null}
      </Dialog>
    </>
  );
}
