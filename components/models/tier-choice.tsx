"use client";

import { Lock } from "lucide-react";
import { tierGoal } from "@/components/models/goals";
import { useTierActions } from "@/components/models/tier-actions";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Select } from "@/components/ui/select";
import { useModels } from "@/lib/client/models";
import type { TiersAnswer } from "@/lib/contract/models";

/** More segments than this do not fit beside the name. */
const mostSegments = 4;
const look = "model-tier-selector max-md:w-full";

/**
 * The client part of the tier selector. Chosen is what is active; what was asked for carries a line until it is. Absent
 * while the flag is off.
 * @param drawn what the server knew, until the browser has asked itself
 */
export function TierChoice({ drawn }: { drawn: TiersAnswer | null }) {
  const { tiers: read, tiersRead, selection, running, ask } = useModels();
  const { onLocked, onAsked } = useTierActions();
  const tiers = tiersRead ? read : drawn;
  if (!tiers || tiers.tiers.length === 0) return null;
  const list = tiers.tiers.toSorted((a, b) => a.order - b.order);
  const active = selection?.tier ?? tiers.currentTier;

  const choose = (id: string) => {
    const tier = list.find((candidate) => candidate.id === id);
    if (!tier) return;
    const goal = tierGoal(tier);
    if (!tier.access.allowed || !goal || !tier.available) return onLocked(tier.id);
    // The active tier is asked for again only to call off what is loading.
    if (id !== active || running) ask(goal);
    onAsked();
  };

  if (list.length > mostSegments)
    return (
      <Select
        id="modelTierSelect"
        className={look}
        label="Tier"
        side="top"
        size="sm"
        value={active}
        onChoose={choose}
        options={list.map(({ id, displayName, access, available }) => ({
          value: id,
          label: displayName,
          note: !access.allowed ? "locked" : available ? undefined : "not available now",
        }))}
      />
    );

  return (
    <SegmentedControl
      id="modelTierSelect"
      className={look}
      label="Tier"
      activation="space"
      value={active}
      onChoose={choose}
      onLocked={choose}
      pending={
        running && running.goal.tier !== active
          ? { value: running.goal.tier, progress: running.queuePosition ? 0 : running.progress }
          : null
      }
      segments={list.map(({ id, displayName, access, available, profiles }) => ({
        value: id,
        label: displayName,
        ...(!access.allowed && {
          locked: "locked, not part of your account",
          opens: true,
          icon: <Lock aria-hidden className="order-1 size-3!" />,
        }),
        ...(access.allowed &&
          !available && { locked: profiles.length === 0 ? "has no model yet" : "not available now" }),
      }))}
    />
  );
}
