import type { Metadata } from "next";
import { MessagePage } from "@/components/layout/message-page";
import { ButtonLink } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <MessagePage
      title="There is nothing here"
      actions={
        <ButtonLink href="/" variant="primary">
          Go to your chats
        </ButtonLink>
      }
    >
      The address leads to no page, or to something that is not yours. Your chats and settings are untouched.
    </MessagePage>
  );
}
