import type { ModelMessage } from "ai";
import type { ModelRef } from "@/lib/contract/selection";
import type { Provider } from "@/lib/providers/provider";
import type { LiveAnswer } from "@/lib/services/generations/live-answer";

/** Everything that is fixed when an answer begins; no later switch changes it. */
export interface Job {
  live: LiveAnswer;
  provider: Provider;
  requested: ModelRef;
  served: ModelRef;
  /** Why served differs from requested. */
  reason?: string;
  servedName: string;
  servedTier: string;
  system: string;
  messages: ModelMessage[];
  temperature?: number;
  maxOutputTokens: number;
  notices: string[];
  requestId: string;
  createdAt: Date;
  /** performance.now() when the request came in. */
  startedMs: number;
  /** Called once, with the ms since `startedMs`. */
  onFirstToken?: (firstTokenMs: number) => void;
}
