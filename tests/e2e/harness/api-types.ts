// The answers of the HTTP contract that the specs look into, as a client from outside would write them down.

export interface ModelRef {
  provider: string;
  model: string;
}

export interface Selection extends ModelRef {
  profileId: string | null;
  tier: string;
  version: number;
  source: "conversation" | "user" | "site";
}

export interface ModelsAnswer {
  selection: Selection | null;
  providers: {
    id: string;
    kind: string;
    status: string;
    models: { id: string; status: string; access: { allowed: boolean } }[];
  }[];
}

export interface SwitchAnswer {
  success: boolean;
  switchId: string;
  state: string;
  selection?: Selection;
  etaMs?: number | null;
  queuePosition?: number;
}

export interface SwitchView {
  switchId: string;
  state: string;
  from: ModelRef | null;
  to: ModelRef;
  timings: { committedMs: number | null; readyMs: number | null; firstTokenMs: number | null };
  error?: { code: string };
}

export interface StoredMessage {
  id: string;
  role: string;
  parts: { type: string; text?: string; state?: string }[];
  metadata?: {
    status?: string;
    requested?: ModelRef;
    served?: ModelRef;
    usage?: { outputTokens?: number };
  };
}

export interface ConversationAnswer {
  conversation: { id: string; title: string; selection: Selection | null };
  messages: StoredMessage[];
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  requestId: string;
  issues?: { path: string; message: string }[];
}

/** The text of a stored message. */
export const textOf = (message: StoredMessage | undefined): string =>
  (message?.parts ?? []).map(({ text }) => text ?? "").join("");
