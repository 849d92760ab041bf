"use client";

import { memo, useMemo } from "react";
import { Answer } from "@/components/chat/answer";
import { AnswerWait } from "@/components/chat/answer-wait";
import { isAnswer, isSummary } from "@/components/chat/message-types";
import { Question } from "@/components/chat/question";
import { RouteLine, SwitchLine } from "@/components/chat/route-line";
import { SummaryLine } from "@/components/chat/summary-line";
import { deriveTurns, type Route, type Turn } from "@/components/chat/transcript";
import type { ShownSession } from "@/components/chat/use-chat-session";
import { modelName } from "@/lib/client/models-lookup";
import type { ModelsState } from "@/lib/client/models-state";
import type { ChatDataParts } from "@/lib/contract/chat";
import type { ModelRef } from "@/lib/contract/selection";

export type TranscriptViewProps = {
  session: Pick<ShownSession, "messages" | "busy" | "wait">;
  models: ModelsState;
  onAgain: (messageId: string, model?: ModelRef) => void;
  onContinue: (model: ModelRef) => void;
};

/** All turns, oldest first. */
export function TranscriptView({ session, models, onAgain, onContinue }: TranscriptViewProps) {
  const { messages, busy, wait } = session;
  const { selection } = models;
  const turns = useMemo(() => {
    const active: Route | null = selection && {
      provider: selection.provider,
      model: selection.model,
      tier: selection.tier,
      name: modelName(models, selection),
    };
    return deriveTurns(messages, active, (ref) => modelName(models, ref));
  }, [messages, models, selection]);
  const last = turns.at(-1);
  const unanswered = busy && last && !isAnswer(last.message) && !isSummary(last.message) ? last : null;
  // A summary after the last answer does not keep it from being asked for again.
  const lastSaid = turns.findLast(({ message }) => !isSummary(message));
  return (
    <>
      {turns.map((turn) => {
        const newest = turn === last;
        return (
          <TurnView
            key={turn.message.id}
            turn={newest && unanswered ? { ...turn, last: false } : turn}
            models={models}
            live={busy && newest && isAnswer(turn.message)}
            wait={newest ? wait : null}
            canAskAgain={!busy && turn === lastSaid}
            onAgain={onAgain}
            onContinue={onContinue}
          />
        );
      })}
      {unanswered && selection ? (
        <div className="relative pb-7 max-md:pb-6">
          <RouteLine turn={{ track: unanswered.track, first: false, last: true }} node="live" />
          <p className="mb-1.5 text-sm font-semibold">{modelName(models, selection)}</p>
          <AnswerWait wait={wait} name={modelName(models, selection)} />
        </div>
      ) : null}
    </>
  );
}

type TurnViewProps = Pick<TranscriptViewProps, "models" | "onAgain" | "onContinue"> & {
  turn: Turn;
  live: boolean;
  wait: ChatDataParts["queue"] | null;
  canAskAgain: boolean;
};

/** Drawn again only when something of it changed: a long chat has hundreds, and a stream draws twenty times a second. */
const TurnView = memo(function TurnView({
  turn,
  models,
  live,
  wait,
  canAskAgain,
  onAgain,
  onContinue,
}: TurnViewProps) {
  const { message, line, track } = turn;
  return (
    <>
      {line ? <SwitchLine route={line} track={track} models={models} /> : null}
      {isAnswer(message) ? (
        <Answer
          turn={turn}
          models={models}
          live={live}
          wait={wait}
          canAskAgain={canAskAgain}
          onAgain={(model) => onAgain(message.id, model)}
          onContinue={onContinue}
        />
      ) : isSummary(message) ? (
        <SummaryLine turn={turn} />
      ) : (
        <Question turn={turn} />
      )}
    </>
  );
}, sameTurn);

function sameTurn(a: TurnViewProps, b: TurnViewProps): boolean {
  return (
    a.turn.message === b.turn.message &&
    a.turn.track === b.turn.track &&
    a.turn.first === b.turn.first &&
    a.turn.last === b.turn.last &&
    a.turn.line?.name === b.turn.line?.name &&
    a.turn.line?.tier === b.turn.line?.tier &&
    a.live === b.live &&
    a.wait === b.wait &&
    a.canAskAgain === b.canAskAgain &&
    a.models === b.models &&
    a.onAgain === b.onAgain &&
    a.onContinue === b.onContinue
  );
}
