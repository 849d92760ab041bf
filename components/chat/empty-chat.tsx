"use client";

import { StarterChips, type StarterChipsProps } from "@/components/chat/starter-chips";
import { selectionNames } from "@/components/models/model-row";
import { useModels } from "@/lib/client/models";
import { findModel } from "@/lib/client/models-lookup";

/** A chat without messages: who will answer, and where the words go. */
export function EmptyChat({ draft, onFill }: Omit<StarterChipsProps, "starters">) {
  const models = useModels();
  const names = selectionNames(models);
  const found = models.selection && findModel(models, models.selection);
  return (
    <div className="m-auto grid max-w-[52ch] gap-1.5 py-10 text-center">
      <h2 className="text-xl font-semibold tracking-tight text-balance">What would you like to know?</h2>
      <p className="min-h-5 text-text-2">
        {names && found ? (
          <>
            {found.model.displayName}
            {found.model.demo ? ", a tiny demo model," : ""} answers
            {found.provider.remote
              ? `. What you write is sent to ${found.provider.label}.`
              : "; what you write stays on this server."}{" "}
            You can change the model at any time, also in the middle of a chat.
          </>
        ) : models.loading ? null : (
          "There is no model yet. An admin can add one; your text stays in the field."
        )}
      </p>
      <StarterChips starters={found?.model.starters ?? []} draft={draft} onFill={onFill} />
    </div>
  );
}
