"use client";

import { DownloadsSection } from "@/components/admin/models/downloads-section";
import { FirstModelBanner } from "@/components/admin/models/first-model-banner";
import { PoolSection } from "@/components/admin/models/pool-section";
import { useDownloads } from "@/components/admin/models/use-downloads";
import { usePool } from "@/components/admin/models/use-pool";
import { Page } from "@/components/layout/page";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";

/** The local engine's memory, and models to fetch. */
export function ModelsPanel() {
  const pool = usePool();
  const downloads = useDownloads();
  const onlyDemos = pool.data !== null && pool.data.models.every(({ demo }) => demo);
  const first = downloads.items?.find(({ recommended, state }) => recommended && state !== "installed");
  return (
    <Page
      title="Models"
      lead="What the local engine holds in memory, who is using it, and what waits."
      actions={
        <Button
          onClick={() => {
            pool.refresh();
            downloads.refresh();
          }}
        >
          Look again
        </Button>
      }
    >
      {onlyDemos && first ? <FirstModelBanner model={first} commands={downloads.commands} /> : null}
      {pool.failure ? (
        <Banner kind="wait" title="The local engine does not answer">
          {pool.failure.problem?.detail ?? "The server did not answer."} This page asks again by itself.
        </Banner>
      ) : null}
      {pool.data ? (
        <PoolSection pool={pool.data} commands={pool.commands} />
      ) : pool.failure ? null : (
        <div className="grid gap-3">
          <span className="sr-only">Loading the models</span>
          <Skeleton className="h-28 w-full" />
          <Skeleton className="h-40 w-full" />
        </div>
      )}
      <DownloadsSection downloads={downloads} />
    </Page>
  );
}
