"use client";

import { useState } from "react";
import { usePolled } from "@/components/admin/models/use-polled";
import { useToast } from "@/components/ui/toast";
import { requestJson } from "@/lib/client/request-json";
import { ModelDownloadsAnswer, type ModelDownload } from "@/lib/contract/model-downloads";

const path = "/api/admin/models/downloads";
const idleMs = 10_000;
const busyMs = 1_000;

export interface DownloadCommands {
  start: (model: ModelDownload) => void;
  /** Keeps the part. */
  stop: (model: ModelDownload) => void;
  /** Removes a kept part. */
  discard: (model: ModelDownload) => void;
}

export function isUnderWay({ state }: ModelDownload): boolean {
  return state === "downloading" || state === "verifying";
}

/** What can be fetched and what is being fetched; looks more often while something is. */
export function useDownloads() {
  const [running, setRunning] = useState(false);
  const polled = usePolled(path, ModelDownloadsAnswer, running ? busyMs : idleMs);
  const toast = useToast();
  const items = polled.data?.items ?? null;
  const anyRuns = items?.some(isUnderWay) ?? false;
  if (items && anyRuns !== running) setRunning(anyRuns);

  const command = async (run: ReturnType<typeof requestJson>, failed: string) => {
    const result = await run;
    polled.refresh();
    if (!result.ok)
      toast({
        kind: "fail",
        title: failed,
        text: result.problem?.detail ?? "The server did not answer. The list shows what holds.",
      });
  };
  const own = (id: string) => `${path}/${encodeURIComponent(id)}`;
  const commands: DownloadCommands = {
    start: ({ id, displayName }) =>
      void command(
        requestJson(path, { method: "POST", body: { id } }),
        `${displayName} is not being downloaded.`,
      ),
    stop: ({ id, displayName }) =>
      void command(
        requestJson(own(id), { method: "DELETE" }),
        `The download of ${displayName} was not stopped.`,
      ),
    discard: ({ id, displayName }) =>
      void command(
        requestJson(`${own(id)}?discard=true`, { method: "DELETE" }),
        `The part of ${displayName} was not removed.`,
      ),
  };
  return { ...polled, items, commands };
}
