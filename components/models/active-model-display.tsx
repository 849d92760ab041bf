import { ActiveModel } from "@/components/models/active-model";
import type { ModelsAnswer, TiersAnswer } from "@/lib/contract/models";

/**
 * What is active, drawn on the server: the page says it before a script runs. ActiveModelButton puts it into its button
 * and goes on with what events tell.
 */
export function ActiveModelDisplay({ models, tiers }: { models: ModelsAnswer; tiers: TiersAnswer | null }) {
  return <ActiveModel state={{ ...models, tiers, running: null }} />;
}
