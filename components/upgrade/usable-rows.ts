import { groupRows, modelRows, type ModelRow } from "@/components/models/model-row";
import type { ModelsState } from "@/lib/client/models-state";

const most = 4;

/** What can be used right now, the active model first, then what is ready. */
export function usableRows(
  state: Pick<ModelsState, "providers" | "tiers" | "selection" | "running">,
): ModelRow[] {
  const rows = modelRows(state).filter(
    ({ group, state: { kind } }) => group !== "Locked" && kind !== "fail" && kind !== "off",
  );
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return groupRows(rows)
    .flatMap(({ items }) => items)
    .flatMap((key) => byKey.get(key) ?? [])
    .toSorted((a, b) => Number(b.active) - Number(a.active))
    .slice(0, most);
}
