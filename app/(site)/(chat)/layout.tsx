import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { ChatFrame } from "@/components/chat/chat-frame";
import { getActor } from "@/lib/auth/actor";

export default async function ChatLayout({ children }: { children: ReactNode }) {
  const actor = await getActor();
  if (!actor) redirect("/sign-in");
  const { id, name, email, role, accountTier } = actor;
  return <ChatFrame user={{ id, name, email, role, accountTier }}>{children}</ChatFrame>;
}
