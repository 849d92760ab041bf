"use client";

import { Undo2 } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from "react";
import { announcement } from "@/components/models/announcement";
import { MisfitBlock } from "@/components/models/misfit-block";
import { selectionNames } from "@/components/models/model-row";
import { loadShare, ordinal, shortTime, waitTime } from "@/components/models/words";
import { Button } from "@/components/ui/button";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Dot, type DotKind } from "@/components/ui/state";
import { useModels, type Models } from "@/lib/client/models";
import { findModel, modelName, tierName } from "@/lib/client/models-lookup";
import type { RunningSwitch, SwitchNotice } from "@/lib/client/models-state";

/** A switch that is through sooner shows no load. */
const quickMs = 300;
/** Places in the line are told at most this often. */
const placePauseMs = 10_000;

/** One line above the composer, one thing at a time: everything about a running switch is said here. */
export function SwitchSlot({ offline, onChooseAnother }: { offline: boolean; onChooseAnother: () => void }) {
  const models = useModels();
  const { running, notice } = models;
  const slow = useIsSlow(running);
  return (
    <>
      <div className="empty:hidden">
        {offline ? (
          <Line kind="wait">
            No connection. What you write is kept here; a running answer goes on without you.
          </Line>
        ) : running && slow ? (
          <Warming models={models} running={running} />
        ) : notice?.kind === "misfit" ? (
          <MisfitBlock notice={notice} />
        ) : notice && notice.kind !== "moved" ? (
          <Ended models={models} notice={notice} onChooseAnother={onChooseAnother} />
        ) : running ? null : (
          <EngineDown models={models} onChooseAnother={onChooseAnother} />
        )}
      </div>
      <SwitchAnnouncer slow={slow} />
    </>
  );
}

function Line({
  kind,
  children,
  action,
  bar,
}: {
  kind: DotKind;
  children: ReactNode;
  action?: ReactNode;
  bar?: ReactNode;
}) {
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-2.5 gap-y-1 px-1 py-1 pl-3.5 text-sm text-text-2 transition-opacity duration-base starting:opacity-0">
      <Dot kind={kind} />
      {/* Never wider than what leaves room for the rest of the line. */}
      <span
        className={`min-w-0 flex-1 wrap-anywhere md:flex-initial ${bar ? "md:max-w-[calc(100%-14rem)]" : "md:max-w-[calc(100%-9rem)]"}`}
      >
        {children}
      </span>
      {bar}
      {action ? <span className="ml-auto flex-none">{action}</span> : null}
    </div>
  );
}

function Warming({ models, running }: { models: Models; running: RunningSwitch }) {
  const { goal, progress, queuePosition } = running;
  const names = selectionNames(models);
  const keeps = names ? ` ${names.tier} keeps answering.` : "";
  const name = goal.model === "" ? "the former model" : modelName(models, goal);
  const cancel = (
    <Button variant="link" size="sm" onClick={models.cancel}>
      Cancel
    </Button>
  );
  const inLine = queuePosition !== null && queuePosition > 0;
  const time = waitTime(running, { left: !inLine });
  if (inLine)
    return (
      <Line kind="wait" action={cancel}>
        {ordinal(queuePosition)} in line for <Strong>{name}</Strong>
        {time ? `, ${time}` : ""}.{keeps}
      </Line>
    );
  const known = progress !== null && progress > 0;
  // The model that is active writes it, before the other one is loaded.
  const summarising = running.onMisfit === "summarize" && !known;
  return (
    <Line
      kind="busy"
      action={cancel}
      bar={
        <ProgressBar
          label={summarising ? `Summarising this chat for ${name}` : `Loading ${name}`}
          value={known ? Math.min(progress, 0.99) : null}
          className="max-w-30 min-w-10 flex-1 max-md:order-last max-md:max-w-none max-md:basis-full"
        />
      }
    >
      {summarising ? "Summarising this chat for" : "Loading"} <Strong>{name}</Strong>
      {goal.tier !== "" && goal.tier !== models.selection?.tier ? ` for ${tierName(models, goal.tier)}` : ""}
      {known ? `, ${loadShare(progress)}` : ""}
      {time ? `, ${time}` : known || summarising ? "" : ", usually under a minute"}.{keeps}
    </Line>
  );
}

function Ended({
  models,
  notice,
  onChooseAnother,
}: {
  models: Models;
  notice: Exclude<SwitchNotice, { kind: "misfit" | "moved" }>;
  onChooseAnother: () => void;
}) {
  const names = selectionNames(models);
  const still = names ? ` ${names.tier} is still active.` : "";
  const another = (
    <Button variant="link" size="sm" onClick={onChooseAnother}>
      Choose another
    </Button>
  );
  switch (notice.kind) {
    case "committed": {
      const name = modelName(models, notice.selection);
      const to = notice.byTier ? tierName(models, notice.selection.tier) : name;
      const next = notice.byTier ? ` Your next message goes to ${name}.` : "";
      return (
        <Line
          kind="ready"
          action={
            <Button size="sm" onClick={() => models.undo(notice.switchId)}>
              <Undo2 aria-hidden />
              Undo
            </Button>
          }
        >
          Switched to <Strong>{to}</Strong> in {shortTime(notice.tookMs)}.{next}
        </Line>
      );
    }
    case "elsewhere": {
      const { switchId } = notice;
      return (
        <Line
          kind="cold"
          action={
            switchId === null ? null : (
              <Button variant="link" size="sm" onClick={() => models.undo(switchId)}>
                Undo
              </Button>
            )
          }
        >
          Changed to <Strong>{tierName(models, notice.selection.tier)}</Strong>,{" "}
          {modelName(models, notice.selection)}, in another tab.
        </Line>
      );
    }
    case "kept":
      return (
        <Line kind="ready" action={another}>
          {names ? (
            <>
              <Strong>{names.tier}</Strong>, {names.model}, is still active.{" "}
            </>
          ) : null}
          Nothing was changed.
        </Line>
      );
    case "rolled_back":
      return (
        <Line kind="fail" action={another}>
          <Strong>{modelName(models, notice.goal)}</Strong> did not load
          {notice.problem ? `: ${sentence(notice.problem.detail)}` : "."}
          {still}
        </Line>
      );
    case "refused":
      return (
        <Line kind={notice.problem?.code === "rate_limited" ? "wait" : "fail"} action={another}>
          {notice.problem?.detail ?? "The server did not answer."}
          {still}
        </Line>
      );
    default: {
      const never: never = notice;
      return never;
    }
  }
}

function EngineDown({ models, onChooseAnother }: { models: Models; onChooseAnother: () => void }) {
  const found = models.selection && findModel(models, models.selection);
  if (!found || (found.provider.status !== "down" && found.provider.status !== "off")) return null;
  return (
    <Line
      kind="fail"
      action={
        <Button variant="link" size="sm" onClick={onChooseAnother}>
          Choose another
        </Button>
      }
    >
      <Strong>{found.provider.label}</Strong>{" "}
      {found.provider.status === "off" ? "is switched off." : "does not answer."} {found.model.displayName}{" "}
      can not answer until it is back.
    </Line>
  );
}

function Strong({ children }: { children: ReactNode }) {
  return <b className="font-medium text-text">{children}</b>;
}

/** A detail as the second half of a sentence. */
function sentence(detail: string): string {
  return /[.!?]$/.test(detail) ? detail : `${detail}.`;
}

function useIsSlow(running: RunningSwitch | null): boolean {
  const attempt = running ? `${running.attempt}/${running.switchId ?? ""}` : null;
  const key = running ? running.askedAtMs : null;
  const [slowKey, setSlowKey] = useState<number | null>(null);
  useEffect(() => {
    if (key === null) return;
    const timer = setTimeout(() => setSlowKey(key), quickMs);
    return () => clearTimeout(timer);
  }, [key]);
  return attempt !== null && slowKey === key;
}

/** The polite region for screen readers: a sentence per change, not the line's every percent. */
function SwitchAnnouncer({ slow }: { slow: boolean }) {
  const models = useModels();
  const [said, setSaid] = useState("");
  const before = useRef(models);
  const lastPlaceMs = useRef(-placePauseMs);
  const listen = useEffectEvent(() => {
    // A quick switch is only told by how it ended.
    if (models.running && !slow) return;
    const was = before.current;
    const text = announcement(was, models);
    const place = models.running?.queuePosition ?? 0;
    if (text && place > 0 && was.running?.queuePosition) {
      if (performance.now() - lastPlaceMs.current < placePauseMs) return;
      lastPlaceMs.current = performance.now();
    }
    before.current = models;
    if (text) setSaid(text);
  });
  useEffect(() => listen(), [models.running, models.notice, slow]);
  return (
    <div aria-live="polite" className="sr-only">
      {said}
    </div>
  );
}
