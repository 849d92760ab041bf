import { misfitSentence } from "@/components/models/misfit-words";
import { ordinalSpoken, waitTimeSpoken } from "@/components/models/words";
import { modelName, tierName } from "@/lib/client/models-lookup";
import type { ModelsState } from "@/lib/client/models-state";

type Heard = Pick<ModelsState, "running" | "notice" | "selection" | "providers" | "tiers">;

/** What a screen reader is told of a change; null when it is not worth a word. One sentence or two, never a stream. */
export function announcement(before: Heard, now: Heard): string | null {
  const { running, notice, selection } = now;
  const active = selection ? tierName(now, selection.tier) : null;
  if (notice && notice !== before.notice) {
    switch (notice.kind) {
      case "committed": {
        const { tier } = notice.selection;
        return `Now using ${tierName(now, tier)}, ${modelName(now, notice.selection)}. Undo is available.`;
      }
      case "elsewhere":
        return `Changed to ${tierName(now, notice.selection.tier)} in another tab.`;
      case "rolled_back":
        return `${modelName(now, notice.goal)} did not load. Still using ${active}.`;
      case "moved":
        return "A new chat is open, with the model that you chose.";
      case "misfit":
        return `${misfitSentence(now, notice)} Nothing has changed yet.`;
      case "kept":
        return `Nothing was changed. Still using ${active}.`;
      case "refused":
        return `${notice.problem?.detail ?? "The server did not answer."} Still using ${active}.`;
      default: {
        const never: never = notice;
        return never;
      }
    }
  }
  if (!running || running.goal.model === "") return null;
  const name = modelName(now, running.goal);
  const same = before.running?.goal.model === running.goal.model ? before.running : null;
  const place = running.queuePosition ?? 0;
  const time = waitTimeSpoken(running);
  const soon = time ? `, ${time}` : "";
  if (place > 0 && place !== same?.queuePosition) return `${ordinalSpoken(place)} in line${soon}.`;
  if (!same || (place === 0 && (same.queuePosition ?? 0) > 0))
    return `Loading ${name}. ${active ? `${active} keeps answering.` : ""}`.trim();
  const half = (running.progress ?? 0) >= 0.5 && (same.progress ?? 0) < 0.5;
  if (half) return `Half loaded${soon}.`;
  return null;
}
