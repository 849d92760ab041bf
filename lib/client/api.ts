import { z } from "zod";
import { apiError } from "@/lib/client/api-error";
import { recallModel } from "@/lib/client/last-models";
import { requestJson, type RequestOptions } from "@/lib/client/request-json";
import { SettingsAnswer, type SettingsPatch } from "@/lib/contract/account";
import { Conversation, ConversationAnswer, ConversationsAnswer } from "@/lib/contract/chat";
import {
  CapabilitiesAnswer,
  ModelsAnswer,
  StatusAnswer,
  SwitchAnswer,
  SwitchRecord,
  TiersAnswer,
  type ListedProvider,
  type SwitchInput,
  type TierInput,
} from "@/lib/contract/models";

/**
 * The one way from the browser to this site's API. Answers are checked against the contract; every function throws
 * an ApiError (lib/client/api-error.ts) with the server's problem, or with null when nobody answered.
 */

/** Which conversation a question is about; null for the person's own selection. */
export type Scope = string | null;

async function ask<Schema extends z.ZodType>(
  path: string,
  options: RequestOptions<Schema> & { schema: Schema },
): Promise<z.output<Schema>> {
  const result = await requestJson(path, options);
  if (result.ok) return result.data;
  throw apiError(result.problem);
}

/** A command whose answer says nothing more. */
async function tell(
  path: string,
  method: "POST" | "DELETE",
  options: Pick<RequestOptions<z.ZodUndefined>, "keepalive"> = {},
): Promise<void> {
  const result = await requestJson(path, { method, ...options });
  if (!result.ok) throw apiError(result.problem);
}

/** A path with the parameters that are set. */
function withQuery(path: string, query: Record<string, string | number | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== null && value !== undefined && value !== "") search.set(name, String(value));
  return search.size > 0 ? `${path}?${search}` : path;
}

const segment = encodeURIComponent;
/** A load may take minutes: the answer comes at once and events tell the rest. */
const async = { Prefer: "respond-async" };

/** What is active in this scope, and every provider with its models. */
export function getModels(conversationId: Scope, signal?: AbortSignal): Promise<ModelsAnswer> {
  return ask(withQuery("/api/models", { conversationId }), { schema: ModelsAnswer, signal });
}

/** The same, and says what somebody has just opened: the local engine may load ahead what they will probably want. */
export function openModels(conversationId: Scope, opening: "page" | "picker"): Promise<ModelsAnswer> {
  return ask(withQuery("/api/models", { conversationId, opening }), { schema: ModelsAnswer });
}

/** The open picker was closed and nothing was chosen: what was being loaded ahead for it need not be. */
export function takeBackWarmUp(): Promise<void> {
  return tell("/api/models/warm-up", "DELETE", { keepalive: true });
}

/** What the active model can do. */
export function getCapabilities(conversationId: Scope, signal?: AbortSignal): Promise<CapabilitiesAnswer> {
  return ask(withQuery("/api/models/capabilities", { conversationId }), {
    schema: CapabilitiesAnswer,
    signal,
  });
}

/** Asks for another model; `state` is `warming` while it has to be loaded. */
export function switchModel(input: SwitchInput): Promise<SwitchAnswer> {
  return ask("/api/models/switch", { method: "POST", body: input, headers: async, schema: SwitchAnswer });
}

/** The model that a switch to this provider leads to: the last one used there, else the first allowed one, ready ones first. */
export function chooseOfProvider(provider: ListedProvider): ListedProvider["models"][number] | null {
  const allowed = provider.models.filter((model) => model.access.allowed && model.status !== "failed");
  const last = recallModel(provider.id);
  return (
    allowed.find((model) => model.id === last) ??
    allowed.find((model) => model.status === "ready" || model.status === "remote") ??
    allowed[0] ??
    null
  );
}

/**
 * Switches to the provider's last used or first allowed model.
 * @returns null when the provider has no model that this person may use
 */
export async function switchProvider(
  providerId: string,
  conversationId: Scope = null,
): Promise<SwitchAnswer | null> {
  const { providers } = await getModels(conversationId);
  const provider = providers.find(({ id }) => id === providerId);
  const model = provider && chooseOfProvider(provider);
  if (!model) return null;
  return switchModel({
    provider: providerId,
    model: model.id,
    ...(model.profileId !== undefined && { profileId: model.profileId }),
    ...(conversationId !== null && { conversationId }),
  });
}

/** All tiers, also the locked ones. Throws `feature_off` where the tier selector is switched off. */
export function getModelTiers(signal?: AbortSignal): Promise<TiersAnswer> {
  return ask("/api/models/tiers", { schema: TiersAnswer, signal });
}

/** Asks for a tier's default profile. */
export function setModelTier(input: z.input<typeof TierInput>): Promise<SwitchAnswer> {
  return ask("/api/models/tier", { method: "POST", body: input, headers: async, schema: SwitchAnswer });
}

/** Whether a model, a tier or everything can be used now; sizes of waits in ms. */
export async function checkModelAvailability(
  query: { provider?: string; model?: string; tier?: string },
  signal?: AbortSignal,
) {
  return (await ask(withQuery("/api/models/status", query), { schema: StatusAnswer, signal })).models;
}

export function getSwitch(switchId: string, signal?: AbortSignal): Promise<SwitchRecord> {
  return ask(`/api/models/switch/${segment(switchId)}`, { schema: SwitchRecord, signal });
}

/** Gives a running switch up; what was active stays. */
export function cancelSwitch(switchId: string): Promise<void> {
  return tell(`/api/models/switch/${segment(switchId)}`, "DELETE");
}

/** Puts the former selection back: a switch of its own. */
export function undoSwitch(switchId: string): Promise<SwitchAnswer> {
  const path = `/api/models/switch/${segment(switchId)}/undo`;
  return ask(path, { method: "POST", headers: async, schema: SwitchAnswer });
}

export function getSettings(signal?: AbortSignal): Promise<SettingsAnswer> {
  return ask("/api/settings", { schema: SettingsAnswer, signal });
}

export function changeSettings(patch: SettingsPatch): Promise<SettingsAnswer> {
  return ask("/api/settings", { method: "PATCH", body: patch, schema: SettingsAnswer });
}

/** Newest first; `query` looks at titles and messages. */
export function getConversations(
  query: { query?: string; cursor?: string | null; limit?: number },
  signal?: AbortSignal,
): Promise<ConversationsAnswer> {
  return ask(withQuery("/api/conversations", query), { schema: ConversationsAnswer, signal });
}

export function getConversation(id: string, signal?: AbortSignal): Promise<ConversationAnswer> {
  return ask(`/api/conversations/${segment(id)}`, { schema: ConversationAnswer, signal });
}

export async function renameConversation(id: string, title: string): Promise<Conversation> {
  const schema = z.object({ conversation: Conversation });
  const path = `/api/conversations/${segment(id)}`;
  return (await ask(path, { method: "PATCH", body: { title }, schema })).conversation;
}

export function deleteConversation(id: string): Promise<void> {
  return tell(`/api/conversations/${segment(id)}`, "DELETE");
}

/** Where a conversation can be downloaded as Markdown. */
export function exportUrl(id: string): string {
  return `/api/conversations/${segment(id)}/export?format=md`;
}

/** Ends the running answer; its text is kept. Nothing running is no error. */
export function stopAnswer(id: string): Promise<void> {
  return tell(`/api/chat/${segment(id)}/stop`, "POST");
}
