"use client";

import { MessagePage } from "@/components/layout/message-page";
import { Button, ButtonLink } from "@/components/ui/button";

export default function PageError({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}) {
  return (
    <MessagePage
      title="This page could not be drawn"
      actions={
        <>
          <Button variant="primary" onClick={retry}>
            Draw the page again
          </Button>
          <ButtonLink href="/">Go to your chats</ButtonLink>
        </>
      }
      note={error.digest ? `For an admin: ${error.digest}` : undefined}
    >
      The server or the page ran into a failure. What you have sent is saved, and an answer that is being
      written goes on.
    </MessagePage>
  );
}
