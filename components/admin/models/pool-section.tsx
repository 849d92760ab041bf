"use client";

import { DrainPanel } from "@/components/admin/models/drain-panel";
import { MemoryLedger } from "@/components/admin/models/memory-ledger";
import { PoolRow } from "@/components/admin/models/pool-row";
import type { PoolCommands } from "@/components/admin/models/use-pool";
import { EmptyState } from "@/components/ui/empty-state";
import { HeadCell, SpokenHeadCell, Table, TableBody, TableHead } from "@/components/ui/table";
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
        <Table label="Local models">
          <TableHead>
            <tr>
              <HeadCell>Model</HeadCell>
              <HeadCell>State</HeadCell>
              <HeadCell>Answers</HeadCell>
              <HeadCell className="text-right!">Memory</HeadCell>
              <HeadCell>Tier</HeadCell>
              <HeadCell className="md:max-lg:hidden">Last used</HeadCell>
              <SpokenHeadCell>Actions</SpokenHeadCell>
            </tr>
          </TableHead>
          <TableBody>
            {pool.models.map((model) => (
              <PoolRow
                key={model.model}
                model={model}
                waiting={waitingFor(model.model)}
                commands={commands}
              />
            ))}
          </TableBody>
        </Table>
      ) : (
        <EmptyState title="No model files yet">
          Get one below, or copy a GGUF file into the models folder: it appears here by itself.
        </EmptyState>
      )}
    </>
  );
}
