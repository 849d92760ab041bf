import { redirect } from "next/navigation";
import { ChatRoute } from "@/components/chat/chat-route";
import { getActor } from "@/lib/auth/actor";

export default async function NewChatPage() {
  if (!(await getActor())) redirect("/sign-in");
  return <ChatRoute freshId={crypto.randomUUID()} />;
}
