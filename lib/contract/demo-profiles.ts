import { z } from "zod";

/** One profile of a model that ships with the site: a line of `models/demo/profiles.json`. */
export const DemoProfile = z.object({
  /** In `models/demo`. */
  file: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*\.gguf$/),
  /** Names the profile for good: a later version of the manifest finds it by this. */
  internalName: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/),
  displayName: z.string().min(1).max(100),
  tier: z.string().min(1),
  description: z.string().default(""),
  systemPrompt: z.string().nullable().default(null),
  temperature: z.number().min(0).max(2).nullable().default(null),
  maxTokens: z.number().int().positive().nullable().default(null),
  /** Questions that it can answer, for an empty chat. */
  starters: z.array(z.string().min(1).max(200)).max(8).default([]),
});
export type DemoProfile = z.infer<typeof DemoProfile>;
export const DemoManifest = z.array(DemoProfile);
