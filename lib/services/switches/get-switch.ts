import type { UserContext } from "@/lib/access/actor";
import type { SwitchRecord } from "@/lib/contract/models";
import { ownSwitch } from "@/lib/services/switches/own-switch";
import { switchRecord } from "@/lib/services/switches/switch-record";

/** @throws not_found */
export async function getSwitch(ctx: UserContext, { id }: { id: string }): Promise<SwitchRecord> {
  return switchRecord(await ownSwitch(ctx, id));
}
