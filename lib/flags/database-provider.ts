import {
  FlagNotFoundError,
  StandardResolutionReasons,
  TypeMismatchError,
  type EvaluationContext,
  type JsonValue,
  type Provider,
  type ResolutionDetails,
} from "@openfeature/server-sdk";
import { z } from "zod";
import { readSiteRules } from "@/lib/db/site-rules";
import { evaluateFlag } from "@/lib/flags/evaluate";

const Ids = z.array(z.string()).catch([]);

/** OpenFeature's view of the table FeatureFlag: booleans only, asked anew each time, so that a flag that is switched off is off at once. */
export class DatabaseFlagProvider implements Provider {
  readonly metadata = { name: "switchyard-database" } as const;
  readonly runsOn = "server";

  async resolveBooleanEvaluation(
    key: string,
    _defaultValue: boolean,
    { targetingKey = "", accountTier }: EvaluationContext,
  ): Promise<ResolutionDetails<boolean>> {
    const { flags } = await readSiteRules();
    const row = flags.find((flag) => flag.key === key);
    if (!row) throw new FlagNotFoundError(`there is no flag ${key}`);
    const flag = { ...row, tiers: Ids.parse(row.tiers), userIds: Ids.parse(row.userIds) };
    const tier = typeof accountTier === "string" ? accountTier : undefined;
    const { value, variant } = evaluateFlag(flag, { id: targetingKey, accountTier: tier });
    return { value, variant, reason: reasons[variant] };
  }

  resolveStringEvaluation = (): Promise<ResolutionDetails<string>> => onlyBooleans();
  resolveNumberEvaluation = (): Promise<ResolutionDetails<number>> => onlyBooleans();
  resolveObjectEvaluation = <T extends JsonValue>(): Promise<ResolutionDetails<T>> => onlyBooleans();
}

const reasons = {
  off: StandardResolutionReasons.DISABLED,
  user: StandardResolutionReasons.TARGETING_MATCH,
  tier: StandardResolutionReasons.TARGETING_MATCH,
  percentage: StandardResolutionReasons.SPLIT,
  outside: StandardResolutionReasons.SPLIT,
} as const;

async function onlyBooleans(): Promise<never> {
  throw new TypeMismatchError("flags of this site are on or off");
}
