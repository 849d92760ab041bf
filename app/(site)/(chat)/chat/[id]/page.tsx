import { notFound, redirect } from "next/navigation";
import { ChatRoute } from "@/components/chat/chat-route";
import { ActiveModelDisplay } from "@/components/models/active-model-display";
import { TierSelector } from "@/components/models/tier-selector";
import { getActor } from "@/lib/auth/actor";
import { pageContext } from "@/lib/auth/page-context";
import { isProblemError } from "@/lib/errors";
import { getConversation } from "@/lib/services/chats/get-conversation";
import { getModelBar } from "@/lib/services/models/get-model-bar";

export default async function ChatPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const actor = await getActor();
  if (!actor) redirect(`/sign-in?next=${encodeURIComponent(`/chat/${id}`)}`);
  const context = await pageContext(actor);
  const [initial, { models, tiers }] = await Promise.all([
    getConversation(context, { id }),
    getModelBar(context, { conversationId: id }),
  ]).catch((error: unknown) => {
    // Not there and not yours are one answer.
    if (isProblemError(error) && error.code === "not_found") notFound();
    throw error;
  });
  return (
    <ChatRoute
      initial={initial}
      bar={{
        tierSelector: <TierSelector tiers={tiers} />,
        activeModel: <ActiveModelDisplay models={models} tiers={tiers} />,
      }}
    />
  );
}
