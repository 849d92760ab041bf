"use client";

import { useRouter } from "next/navigation";
import { selectionNames } from "@/components/models/model-row";
import { plainNumber } from "@/components/models/words";
import { Button } from "@/components/ui/button";
import { Dot } from "@/components/ui/state";
import { useModels } from "@/lib/client/models";
import { modelName } from "@/lib/client/models-lookup";
import type { SwitchNotice } from "@/lib/client/models-state";

/** The chat does not fit the model that was asked for: said before anything changes, with the ways out. */
export function MisfitBlock({ notice }: { notice: Extract<SwitchNotice, { kind: "misfit" }> }) {
  const models = useModels();
  const router = useRouter();
  const { goal, problem } = notice;
  const name = modelName(models, goal);
  const names = selectionNames(models);
  const window = problem.reasons?.find(({ kind }) => kind === "context_window");
  const choices = problem.choices ?? [];
  return (
    <div className="mb-2 flex items-start gap-2.5 rounded-lg bg-wait-soft px-3.5 py-3">
      <Dot kind="wait" className="mt-1.5" />
      <div className="min-w-0">
        <p className="max-w-[60ch]">
          <b className="font-medium">
            {window ? `This chat is too long for ${name}.` : `This chat does not fit ${name}.`}
          </b>{" "}
          {window
            ? `It needs ${plainNumber(window.needed)} tokens; ${plainNumber(window.available)} fit.`
            : problem.detail}{" "}
          Nothing has changed yet.
        </p>
        <div className="mt-2.5 flex flex-wrap gap-2">
          {choices.includes("trim") ? (
            <Button size="sm" onClick={() => models.ask(goal, { onMisfit: "trim" })}>
              Leave out the oldest messages
            </Button>
          ) : null}
          {choices.includes("summarize") ? (
            <Button size="sm" onClick={() => models.ask(goal, { onMisfit: "summarize" })}>
              Summarise them
            </Button>
          ) : null}
          {choices.includes("new_chat") ? (
            <Button size="sm" onClick={() => router.push("/")}>
              New chat
            </Button>
          ) : null}
          <Button size="sm" variant="quiet" onClick={models.clearNotice}>
            Keep {names?.tier}
          </Button>
        </div>
      </div>
    </div>
  );
}
