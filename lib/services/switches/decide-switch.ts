import { problem } from "@/lib/errors";
import { isEnabled } from "@/lib/flags/is-enabled";
import { namedProfile, readFreshWorld, resolveModelIn } from "@/lib/services/models/resolve-model";
import { effectiveSelectionIn } from "@/lib/services/selections/get-effective-selection";
import { elapsedMs, type Attempt, type SwitchRequest } from "@/lib/services/switches/attempt";
import { findMisfits, misfit, type FitTarget } from "@/lib/services/switches/check-fit";
import { commitSwitch } from "@/lib/services/switches/commit-switch";
import { keepSelection } from "@/lib/services/switches/keep-selection";
import type { Answer, RunningSwitch } from "@/lib/services/switches/running-switches";
import { moveToNewChat, type MisfitPlan } from "@/lib/services/switches/settle-misfit";
import { startWarming } from "@/lib/services/switches/start-warming";
import { summaryWriter } from "@/lib/services/switches/summary-writer";
import { takeLoadLimit } from "@/lib/services/switches/switch-limit";
import { committedAnswer, tellCommitted } from "@/lib/services/switches/tell-committed";
import { isWarmingUp } from "@/lib/services/switches/warm-up";

/** An attempt's way to its answer, or to the load that it then waits for. Fills in what it learns, so that a refusal can tell of it. */
export async function decideSwitch(
  attempt: Attempt,
  request: SwitchRequest,
): Promise<Answer | RunningSwitch> {
  const { ctx } = attempt;
  const { undoes = null, conversationId, ifVersion, ...asked } = await request.find();
  attempt.undoes = undoes;
  attempt.conversationId = conversationId ?? attempt.conversationId;
  attempt.ifVersion = ifVersion ?? attempt.ifVersion;

  // Models can be switched whether or not the tier selector is on; the trail keeps what this user saw.
  const [world] = await Promise.all([
    readFreshWorld(ctx, asked),
    ctx.flags?.["tier-selector"] ? null : isEnabled(ctx, "tier-selector"),
  ]);
  const effective = await effectiveSelectionIn(world, ctx, attempt.conversationId ?? undefined);
  if (effective) {
    const { fallbackFrom: _locked, ...from } = effective;
    attempt.from = from;
  }
  const { provider: providerId, model: name, profileId = null } = asked;
  const tier = namedProfile(world, asked)?.tierId ?? "standard";
  attempt.to = { provider: providerId, model: name, profileId, tier };
  attempt.rule = world.entitlements.rules.get(tier) ?? "none";
  const { provider, model, profile, listed } = resolveModelIn(ctx, world, asked);
  attempt.to = { provider: provider.id, model, profileId: profile.id, tier: profile.tierId };
  attempt.rule = world.entitlements.rules.get(profile.tierId) ?? "none";
  attempt.authorizedMs = elapsedMs(attempt);

  if (attempt.ifVersion !== undefined && attempt.ifVersion !== (attempt.from?.version ?? 0))
    throw problem(
      "selection_changed",
      "The model was changed elsewhere in the meantime. Look at what is active now, and choose again.",
      { current: attempt.from },
    );
  const target: FitTarget = { provider, model, listed, systemPrompt: profile.systemPrompt };
  const reasons = attempt.conversationId === null ? [] : await findMisfits(attempt.conversationId, target);
  if (reasons.length && attempt.onMisfit === null) throw misfit(attempt, target, reasons);
  if (reasons.length && attempt.onMisfit === "keep") return keepSelection(attempt);
  if (reasons.length && attempt.onMisfit === "new_chat") moveToNewChat(attempt);
  const isTooLong = reasons.some(({ kind }) => kind === "context_window");
  const writesSummary = isTooLong && attempt.onMisfit === "summarize";
  const from = attempt.from;
  const plan: MisfitPlan = {
    target,
    writer: () => (from ? summaryWriter(ctx, world, from) : null),
  };

  if (!writesSummary && (listed.status === "ready" || listed.status === "remote")) {
    const committed = await commitSwitch(attempt);
    tellCommitted(attempt, committed);
    return committedAnswer(attempt, committed);
  }
  // A summary costs as much as a load.
  if (writesSummary || (listed.status !== "loading" && !isWarmingUp(ctx.actor.id, provider.id, model)))
    await takeLoadLimit(ctx, attempt.label);
  const wait = { etaMs: listed.etaMs ?? null, etaP90Ms: listed.etaP90Ms ?? null };
  return startWarming(attempt, { provider, wait, plan, reasons });
}
