import { notFound, redirect } from "next/navigation";
import { ChatRoute } from "@/components/chat/chat-route";
import { getActor } from "@/lib/auth/actor";
import { pageContext } from "@/lib/auth/page-context";
import { isProblemError } from "@/lib/errors";
import { getConversation } from "@/lib/services/chats/get-conversation";

export default async function ChatPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const actor = await getActor();
  if (!actor) redirect(`/sign-in?next=${encodeURIComponent(`/chat/${id}`)}`);
  const context = await pageContext(actor);
  const initial = await getConversation(context, { id }).catch((error: unknown) => {
    // Not there and not yours are one answer.
    if (isProblemError(error) && error.code === "not_found") notFound();
    throw error;
  });
  return <ChatRoute initial={initial} />;
}
