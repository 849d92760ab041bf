import { aboutTime, fileSize, loadShare, ordinal, tokenWindow, waitTime } from "@/components/models/words";
import type { DotKind } from "@/components/ui/state";
import { modelName, tierName } from "@/lib/client/models-lookup";
import type { ModelsState, RunningSwitch } from "@/lib/client/models-state";
import type { ListedModel, ListedProvider } from "@/lib/contract/models";

export type RowGroup = "Ready now" | "Available" | "Locked";

/** One line of the picker, in words. */
export interface ModelRow {
  key: string;
  provider: ListedProvider;
  model: ListedModel;
  group: RowGroup;
  active: boolean;
  /** "Pro, default" */
  tierText: string;
  state: { kind: DotKind | null; word: string };
  /** After the file or tag: "llama.cpp · 8k context". */
  meta: string;
  /** At the right of the second line: a time, or how big the file is. */
  aside: { text: string; isSize: boolean } | null;
  /** A load that shows a bar; null while its share is unknown. */
  bar: { value: number | null } | null;
  why: string | null;
  /** The tier that may be asked for where the account lacks it; null elsewhere. */
  askFor: string | null;
}

type Known = Pick<ModelsState, "providers" | "tiers" | "selection" | "running">;

export function rowKey(provider: string, model: Pick<ListedModel, "id" | "profileId">): string {
  return JSON.stringify([provider, model.id, model.profileId ?? null]);
}

/** All models as rows, in the order of their providers; what is ready first, what is locked last. */
export function modelRows(state: Known): ModelRow[] {
  return state.providers.flatMap((provider) =>
    provider.models.map((model) => modelRow(state, provider, model)),
  );
}

function modelRow(state: Known, provider: ListedProvider, model: ListedModel): ModelRow {
  const { selection, running } = state;
  const waiting =
    running?.goal.provider === provider.id && running.goal.model === model.id && model.access.allowed
      ? running
      : null;
  const active =
    selection?.provider === provider.id &&
    selection.model === model.id &&
    (selection.profileId === model.profileId ||
      // The list has one line for a model that several profiles name; another one of them may be active.
      !provider.models.some((other) => other.id === model.id && other.profileId === selection.profileId));
  const ready = model.status === "ready" || model.status === "remote" || model.status === "draining";
  return {
    key: rowKey(provider.id, model),
    provider,
    model,
    group: model.access.allowed ? (ready ? "Ready now" : "Available") : "Locked",
    active,
    tierText: `${tierName(state, model.tier)}${model.isDefault ? ", default" : ""}`,
    state: rowState(state, provider, model, waiting),
    meta: [
      `${provider.label}${provider.remote ? ", remote" : ""}`,
      [
        model.contextLength && `${tokenWindow(model.contextLength)} context`,
        model.capabilities.images && "images",
      ]
        .filter(Boolean)
        .join(", "),
    ]
      .filter(Boolean)
      .join(" · "),
    aside: aside(model, waiting),
    bar:
      model.access.allowed && !inLine(waiting) && (waiting || model.status === "loading")
        ? { value: waiting?.progress ?? model.progress ?? null }
        : null,
    why: why(state, model),
    askFor:
      !model.access.allowed && model.access.reason === "tier"
        ? tierName(state, model.access.requiredTier ?? model.tier)
        : null,
  };
}

function inLine(waiting: RunningSwitch | null): number | null {
  return waiting?.queuePosition && waiting.queuePosition > 0 ? waiting.queuePosition : null;
}

function rowState(
  state: Known,
  provider: ListedProvider,
  model: ListedModel,
  waiting: RunningSwitch | null,
): ModelRow["state"] {
  const { access } = model;
  if (!access.allowed) return { kind: null, word: lockedWord(state, model) };
  const place = inLine(waiting);
  if (place !== null) return { kind: "wait", word: `${ordinal(place)} in line` };
  if (waiting || model.status === "loading") {
    const progress = waiting?.progress ?? model.progress;
    return { kind: "busy", word: progress ? `loading, ${loadShare(progress)}` : "loading" };
  }
  if (provider.status === "down")
    return { kind: "fail", word: `not answering since ${clock(provider.checkedAt)}` };
  if (provider.status === "off") return { kind: "off", word: "off" };
  switch (model.status) {
    case "ready":
    case "remote":
      return { kind: "ready", word: "ready" };
    case "draining":
      return { kind: "wait", word: "draining" };
    case "failed":
      return { kind: "fail", word: "did not load" };
    case "cold":
      return { kind: "cold", word: model.etaMs ? `loads in ${aboutTime(model.etaMs)}` : "not loaded" };
    default: {
      const never: never = model.status;
      return never;
    }
  }
}

function lockedWord(state: Known, { access, tier }: ListedModel): string {
  switch (access.reason) {
    case "quota":
      return "used up";
    case "maintenance":
      return "in maintenance";
    case "admin":
      return "turned off";
    case "gone":
      return "removed";
    case "tier":
    case undefined:
      return `needs ${tierName(state, access.requiredTier ?? tier)}`;
    default: {
      const never: never = access.reason;
      return never;
    }
  }
}

function aside(model: ListedModel, waiting: RunningSwitch | null): ModelRow["aside"] {
  const told = waiting && waiting.etaMs !== null ? waiting : model.status === "loading" ? model : null;
  const time = told && waitTime(told, { left: inLine(waiting) === null });
  if (time) return { text: time, isSize: false };
  if (model.status === "failed" && model.etaMs)
    return { text: `try again in ${aboutTime(model.etaMs).replace("about ", "")}`, isSize: false };
  return model.sizeBytes && model.access.allowed ? { text: fileSize(model.sizeBytes), isSize: true } : null;
}

function why(state: Known, model: ListedModel): string | null {
  const { access } = model;
  if (access.allowed) return model.status === "failed" ? (model.reason ?? null) : null;
  switch (access.reason) {
    case "quota":
      return model.reason ?? "Your share of this model is used up.";
    case "maintenance":
      return model.reason ?? "It comes back after maintenance.";
    case "admin":
      return model.reason ?? "It was turned off by an admin.";
    case "gone":
      return model.reason ?? "Its file was removed.";
    case "tier":
    case undefined: {
      const account = state.tiers?.accountTier;
      return account
        ? `Your account is ${tierName(state, account)}.`
        : `${tierName(state, access.requiredTier ?? model.tier)} is not part of your account.`;
    }
    default: {
      const never: never = access.reason;
      return never;
    }
  }
}

function clock(at: string): string {
  return new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

const groupOrder: RowGroup[] = ["Ready now", "Available", "Locked"];

/** The rows under their headings; headings without rows vanish. */
export function groupRows(rows: ModelRow[]): { value: RowGroup; items: string[] }[] {
  return groupOrder
    .map((value) => ({ value, items: rows.filter(({ group }) => group === value).map(({ key }) => key) }))
    .filter(({ items }) => items.length > 0);
}

/** Does what was typed stand in name, file, engine or tier? Every word has to. */
export function matchesQuery(row: ModelRow, query: string): boolean {
  const text =
    `${row.model.displayName} ${row.model.id} ${row.provider.label} ${row.provider.id} ${row.tierText}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** The name that stands for a selection: its tier and its model. */
export function selectionNames(state: Known): { tier: string; model: string } | null {
  const { selection } = state;
  return selection && { tier: tierName(state, selection.tier), model: modelName(state, selection) };
}
