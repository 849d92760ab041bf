"use client";

import { misfitSentence } from "@/components/models/misfit-words";
import { selectionNames } from "@/components/models/model-row";
import { plainNumber } from "@/components/models/words";
import { Button } from "@/components/ui/button";
import { Dot } from "@/components/ui/state";
import { useModels } from "@/lib/client/models";
import type { SwitchNotice } from "@/lib/client/models-state";

/** The chat does not fit the model that was asked for: said before anything changes, with the ways out. */
export function MisfitBlock({ notice }: { notice: Extract<SwitchNotice, { kind: "misfit" }> }) {
  const models = useModels();
  const { goal, problem } = notice;
  const names = selectionNames(models);
  const window = problem.reasons?.find(({ kind }) => kind === "context_window");
  const choices = problem.choices ?? [];
  return (
    <div className="mb-2 flex items-start gap-2.5 rounded-lg bg-wait-soft px-3.5 py-3">
      <Dot kind="wait" className="mt-1.5" />
      <div className="min-w-0">
        <p className="max-w-[60ch]">
          <b className="font-medium">{misfitSentence(models, notice)}</b>{" "}
          {window
            ? `It needs ${plainNumber(window.needed)} tokens; ${plainNumber(window.available)} fit.`
            : null}{" "}
          Nothing has changed yet.
        </p>
        <div className="mt-2.5 flex flex-wrap gap-2">
          {choices.includes("trim") ? (
            <Button size="sm" onClick={() => models.ask(goal, { onMisfit: "trim" })}>
              {window ? "Leave out the oldest messages" : "Leave them out"}
            </Button>
          ) : null}
          {choices.includes("summarize") ? (
            <Button size="sm" onClick={() => models.ask(goal, { onMisfit: "summarize" })}>
              Summarise them
            </Button>
          ) : null}
          {choices.includes("new_chat") ? (
            <Button size="sm" onClick={() => models.ask(goal, { onMisfit: "new_chat" })}>
              New chat
            </Button>
          ) : null}
          <Button size="sm" variant="quiet" onClick={models.keep}>
            Keep {names?.tier ?? "what is active"}
          </Button>
        </div>
      </div>
    </div>
  );
}
