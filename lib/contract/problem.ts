import { z } from "zod";
import { Selection } from "./selection";

/** Every error code of the API with its status and title. `application/problem+json`, RFC 9457. */
export const problemTable = {
  invalid_request: { status: 400, title: "The request is not valid" },
  sign_in_required: { status: 401, title: "Sign in first" },
  tier_locked: { status: 403, title: "This tier is not part of your account" },
  forbidden: { status: 403, title: "Not allowed" },
  feature_off: { status: 403, title: "This feature is switched off" },
  bad_origin: { status: 403, title: "The request comes from another site" },
  registration_closed: { status: 403, title: "Registration is closed" },
  not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  selection_changed: { status: 409, title: "The selection has changed" },
  superseded: { status: 409, title: "A later choice took its place" },
  cancelled: { status: 409, title: "Cancelled" },
  version_conflict: { status: 409, title: "Changed by somebody else" },
  email_taken: { status: 409, title: "There is an account with this email" },
  answer_running: { status: 409, title: "An answer is still running" },
  duplicate_message: { status: 409, title: "This message was already sent" },
  idempotency_conflict: { status: 409, title: "The idempotency key was used for another request" },
  nothing_to_undo: { status: 409, title: "Nothing to undo" },
  incompatible_conversation: { status: 409, title: "The conversation does not fit this model" },
  setup_done: { status: 410, title: "The site is set up already" },
  too_large: { status: 413, title: "Too large" },
  unsupported_media: { status: 415, title: "Unsupported media type" },
  invalid_model_file: { status: 422, title: "The model file can not be used" },
  rate_limited: { status: 429, title: "Too many requests" },
  internal: { status: 500, title: "Internal error" },
  provider_failed: { status: 502, title: "The provider failed" },
  model_unavailable: { status: 503, title: "The model is unavailable" },
  shutting_down: { status: 503, title: "The site is restarting" },
  provider_timeout: { status: 504, title: "The provider did not answer in time" },
  storage_full: { status: 507, title: "The disk is full" },
} as const;

export type ProblemCode = keyof typeof problemTable;

export const Alternative = z.object({
  profileId: z.string().nullable(),
  provider: z.string(),
  model: z.string(),
  displayName: z.string(),
  tier: z.string(),
  status: z.string(),
});
export type Alternative = z.infer<typeof Alternative>;

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.enum(Object.keys(problemTable) as [ProblemCode, ...ProblemCode[]]),
    requestId: z.string(),
    issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    requiredTier: z.string().optional(),
    currentTier: z.string().optional(),
    upgradeUrl: z.string().optional(),
    alternatives: z.array(Alternative).optional(),
    current: z.unknown().optional(),
    switchId: z.string().optional(),
    reasons: z
      .array(
        z.object({
          kind: z.enum(["context_window", "images", "tools"]),
          needed: z.number(),
          available: z.number(),
        }),
      )
      .optional(),
    choices: z.array(z.string()).optional(),
    reason: z.string().optional(),
    policy: z.string().optional(),
    retryAfterMs: z.number().optional(),
    provider: z.string().optional(),
  })
  .loose();
export type Problem = z.infer<typeof Problem>;

/** Members beyond the fixed ones that a code may carry. */
export type ProblemMembers = Partial<
  Omit<Problem, "type" | "title" | "status" | "detail" | "code" | "requestId" | "current">
> & { current?: Selection | null };
