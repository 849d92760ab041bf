"use client";

import { DrainPanel } from "@/components/admin/models/drain-panel";
import { MemoryLedger } from "@/components/admin/models/memory-ledger";
import { PoolRow } from "@/components/admin/models/pool-row";
import type { PoolCommands } from "@/components/admin/models/use-pool";
import { EmptyState } from "@/components/ui/empty-state";
import { Table } from "@/components/ui/table";
import type { PoolAnswer } from "@/lib/contract/pool";

/** What the local engine holds in memory, who uses it, and what waits. */
export function PoolSection({ pool, commands }: { pool: PoolAnswer; commands: PoolCommands }) {
  const waitingFor = (name: string) => pool.queue.filter(({ model }) => model === name).length;
  return (
    <>
      <MemoryLedger pool={pool} />
      {pool.models
        .filter(({ status }) => status === "draining")
        .map((model) => (
          <DrainPanel key={model.model} model={model} onForce={() => commands.unload(model, true)} />
        ))}
      {pool.models.length > 0 ? (
        <Table
          label="Local models"
          columns={[
            "Model",
            "State",
            "Answers",
            { name: "Memory", className: "text-right!" },
            "Tier",
            { name: "Last used", className: "md:max-lg:hidden" },
            { name: "Actions", spoken: true },
          ]}
        >
          {pool.models.map((model) => (
            <PoolRow key={model.model} model={model} waiting={waitingFor(model.model)} commands={commands} />
          ))}
        </Table>
      ) : (
        <EmptyState title="No model files yet">
          Get one below, or copy a GGUF file into the models folder: it appears here by itself.
        </EmptyState>
      )}
    </>
  );
}
