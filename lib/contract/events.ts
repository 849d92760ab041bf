import { z } from "zod";
import { ModelAvailability, SwitchRecord } from "./models";
import { Notice } from "./notices";
import { Selection } from "./selection";
import { UpgradeRequest } from "./upgrade";

/**
 * Events of `GET /api/events` (SSE: `event:` is the name, `data:` the JSON, `id:` resumes through Last-Event-ID).
 * `switch.*` carries the switch record; `selection.changed` the selection that is now effective in its scope.
 */
export const SiteEvent = z.discriminatedUnion("name", [
  z.object({
    name: z.literal("switch.warming"),
    data: SwitchRecord.extend({
      progress: z.number().optional(),
      etaMs: z.number().nullable().optional(),
      etaP90Ms: z.number().nullable().optional(),
      queuePosition: z.number().nullable().optional(),
    }),
  }),
  z.object({ name: z.literal("switch.active"), data: SwitchRecord }),
  z.object({ name: z.literal("switch.rolled_back"), data: SwitchRecord }),
  z.object({ name: z.literal("switch.superseded"), data: SwitchRecord }),
  z.object({ name: z.literal("switch.cancelled"), data: SwitchRecord }),
  z.object({ name: z.literal("model.status"), data: ModelAvailability }),
  z.object({
    name: z.literal("selection.changed"),
    data: z.object({ conversationId: z.string().nullable(), selection: Selection.nullable() }),
  }),
  z.object({ name: z.literal("entitlement.changed"), data: z.object({ accountTier: z.string() }) }),
  z.object({ name: z.literal("flag.changed"), data: z.object({ key: z.string(), enabled: z.boolean() }) }),
  z.object({
    name: z.literal("conversation.changed"),
    data: z.object({ id: z.string(), running: z.boolean() }),
  }),
  z.object({ name: z.literal("notice"), data: Notice }),
  /** The person's own request for a tier: asked in another tab, or decided by an admin. */
  z.object({ name: z.literal("upgrade.changed"), data: UpgradeRequest }),
]);
export type SiteEvent = z.infer<typeof SiteEvent>;
