"use client";

import type { ReactNode } from "react";
import { fallbackReason, isFallback } from "@/components/chat/transcript";
import { plainNumber, shortTime } from "@/components/models/words";
import type { MessageMetadata } from "@/lib/contract/chat";
import { modelName, tierName } from "@/lib/client/models-lookup";
import type { ModelsState } from "@/lib/client/models-state";

/** What was asked for, what answered, how long it took: the same after a reload. */
export function AnswerDetails({
  id,
  metadata,
  models,
}: {
  id: string;
  metadata: MessageMetadata;
  models: ModelsState;
}) {
  const { requested, served, servedTier, reason, timings, usage, requestId } = metadata;
  const fallback = isFallback(metadata);
  const label = (provider: string) => models.providers.find((one) => one.id === provider)?.label ?? provider;
  return (
    <dl
      id={id}
      className="mt-1.5 grid grid-cols-2 gap-x-7 gap-y-2.5 rounded-lg border border-line bg-surface px-3.5 py-3 text-sm md:grid-cols-4"
    >
      {requested ? (
        <Entry term="Asked for" wide>
          {fallback || !servedTier ? null : `${tierName(models, servedTier)}, `}
          <span className="font-mono text-xs">{requested.model}</span>
        </Entry>
      ) : null}
      {served ? (
        <Entry term="Answered by" wide>
          {fallback ? (
            <>
              <span className="font-mono text-xs">{served.model}</span>, {label(served.provider)}
            </>
          ) : (
            `the same model, ${label(served.provider)}`
          )}
        </Entry>
      ) : null}
      {fallback && requested ? (
        <Entry term="Reason" wide>
          {modelName(models, requested)} {fallbackReason(reason)}
        </Entry>
      ) : null}
      {timings?.queueMs === undefined ? null : (
        <Entry term="Waited in line">{shortTime(timings.queueMs)}</Entry>
      )}
      {timings?.loadMs === undefined ? null : (
        <Entry term="Loading">{timings.loadMs < 50 ? "none, was ready" : shortTime(timings.loadMs)}</Entry>
      )}
      {usage?.inputTokens === undefined && usage?.outputTokens === undefined ? null : (
        <Entry term="Tokens">
          {plainNumber(usage.inputTokens ?? 0)} in, {plainNumber(usage.outputTokens ?? 0)} out
        </Entry>
      )}
      {requestId ? (
        <Entry term="Request">
          <span className="font-mono text-xs">{requestId}</span>
        </Entry>
      ) : null}
    </dl>
  );
}

function Entry({ term, wide = false, children }: { term: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={wide ? "col-span-2" : undefined}>
      <dt className="text-xs text-text-3">{term}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}
