"use client";

import { useState } from "react";
import { usePolled } from "@/components/admin/models/use-polled";
import { useToast } from "@/components/ui/toast";
import { requestJson } from "@/lib/client/request-json";
import { PoolAnswer, type PoolModel } from "@/lib/contract/pool";

const everyMs = 1_500;

export interface PoolCommands {
  load: (model: PoolModel) => void;
  /** Answers that run may finish, unless `force` ends them. Of a model that loads: calls the load off. */
  unload: (model: PoolModel, force?: boolean) => void;
  pin: (model: PoolModel, pinned: boolean) => void;
  /** File names of the models with a command under way. */
  busy: ReadonlySet<string>;
}

/** The pool of local models, and what an admin can do with it. */
export function usePool() {
  const polled = usePolled("/api/admin/models", PoolAnswer, everyMs);
  const toast = useToast();
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());

  const command = async (model: PoolModel, verb: string, body: object, failed: string) => {
    setBusy((before) => new Set(before).add(model.model));
    const answer = requestJson(`/api/admin/models/${verb}`, {
      method: "POST",
      body: { model: model.model, ...body },
    });
    // A load or a drain answers at its end; the state tells of it long before.
    setTimeout(polled.refresh, 200);
    const result = await answer;
    setBusy((before) => new Set([...before].filter((name) => name !== model.model)));
    polled.refresh();
    if (!result.ok && result.problem?.code !== "cancelled")
      toast({
        kind: "fail",
        title: failed,
        text: result.problem?.detail ?? "The server did not answer. The table shows what holds.",
      });
  };

  const commands: PoolCommands = {
    busy,
    load: (model) => void command(model, "load", {}, `${model.displayName} was not loaded.`),
    unload: (model, force = false) =>
      void command(model, "unload", force ? { force } : {}, `${model.displayName} was not unloaded.`),
    pin: (model, pinned) =>
      void command(
        model,
        "pin",
        { pinned },
        `${model.displayName} was not ${pinned ? "pinned" : "released"}.`,
      ),
  };
  return { ...polled, commands };
}
