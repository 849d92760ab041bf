import type { Transaction } from "@/lib/db/client";
import type { Conversation, Switch, TierGrant, User } from "@/lib/db/generated/client";
import { rowsBy } from "@/lib/db/rows";
import { readSiteRulesIn, type SiteRules } from "@/lib/db/site-rules";
import type { UserColumns } from "@/lib/services/selections/stored-selection";
import type { Attempt } from "@/lib/services/switches/attempt";
import { findWarming } from "@/lib/services/switches/supersede-older";

/** What commits stand on, read in their own transaction. They move it on, one after the other, before anything is written. */
export interface CommitStand {
  rules: SiteRules;
  users: ReadonlyMap<string, User & { grants: TierGrant[] }>;
  /** By user; absent where nothing was ever stored. */
  settings: Map<string, UserColumns>;
  conversations: Map<string, Conversation>;
  /** What still warms of these users. */
  warming: Switch[];
}

export async function readStand(tx: Transaction, attempts: readonly Attempt[]): Promise<CommitStand> {
  const userIds = [...new Set(attempts.map(({ ctx }) => ctx.actor.id))];
  const conversationIds = attempts.flatMap(({ conversationId, createsConversation }) =>
    conversationId === null || createsConversation ? [] : [conversationId],
  );
  const rules = await readSiteRulesIn(tx);
  const users = await rowsBy(tx, "User", "id", userIds);
  const settings = await rowsBy(tx, "UserSettings", "userId", userIds);
  const grants = await rowsBy(tx, "TierGrant", "userId", userIds);
  const conversations = conversationIds.length
    ? await tx.conversation.findMany({ where: { id: { in: conversationIds } } })
    : [];
  return {
    rules,
    users: new Map(
      users.map((user) => [user.id, { ...user, grants: grants.filter(({ userId }) => userId === user.id) }]),
    ),
    settings: new Map(settings.map((row) => [row.userId, row])),
    conversations: new Map(conversations.map((conversation) => [conversation.id, conversation])),
    warming: await findWarming(tx, userIds),
  };
}
