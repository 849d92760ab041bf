"use client";

import { DownloadRow } from "@/components/admin/models/download-row";
import type { useDownloads } from "@/components/admin/models/use-downloads";
import { Section } from "@/components/layout/page";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { Table } from "@/components/ui/table";

/** Models that can be fetched from where they are published. */
export function DownloadsSection({ downloads }: { downloads: ReturnType<typeof useDownloads> }) {
  const { items, failure, refresh, commands } = downloads;
  return (
    <Section
      id="get-a-model"
      title="Get a model"
      lead="Fetched from its publisher into the models folder, checked, and listed without a restart."
    >
      {failure ? (
        <Banner
          kind="fail"
          title="The list of downloads could not be read."
          action={
            <Button size="sm" onClick={refresh}>
              Read it again
            </Button>
          }
        >
          {failure.problem?.detail ?? "The server did not answer. Downloads go on by themselves."}
        </Banner>
      ) : null}
      {items ? (
        <Table
          label="Models to download"
          columns={[
            "Model",
            { name: "File", className: "text-right!" },
            { name: "Needs in memory", className: "text-right!" },
            "Licence",
            "State",
            { name: "Actions", spoken: true },
          ]}
        >
          {items.map((model) => (
            <DownloadRow key={model.id} model={model} commands={commands} />
          ))}
        </Table>
      ) : failure ? null : (
        <Skeleton className="h-24 w-full" />
      )}
      <p className="text-sm text-text-3">
        In a terminal: <code className="font-mono text-key">npm run models:pull</code>. Any other GGUF file
        can be copied into the models folder.
      </p>
    </Section>
  );
}
