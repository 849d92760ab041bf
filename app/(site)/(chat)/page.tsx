import { redirect } from "next/navigation";
import { ChatRoute } from "@/components/chat/chat-route";
import { ActiveModelDisplay } from "@/components/models/active-model-display";
import { TierSelector } from "@/components/models/tier-selector";
import { getActor } from "@/lib/auth/actor";
import { pageContext } from "@/lib/auth/page-context";
import { getModelBar } from "@/lib/services/models/get-model-bar";

export default async function NewChatPage() {
  const actor = await getActor();
  if (!actor) redirect("/sign-in");
  const { models, tiers } = await getModelBar(await pageContext(actor));
  return (
    <ChatRoute
      freshId={crypto.randomUUID()}
      bar={{
        tierSelector: <TierSelector tiers={tiers} />,
        activeModel: <ActiveModelDisplay models={models} tiers={tiers} />,
      }}
    />
  );
}
