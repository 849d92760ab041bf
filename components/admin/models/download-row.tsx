"use client";

import type { ReactNode } from "react";
import { isUnderWay, type DownloadCommands } from "@/components/admin/models/use-downloads";
import { fileSize } from "@/components/models/words";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ProgressBar } from "@/components/ui/progress-bar";
import { State } from "@/components/ui/state";
import { Cell, Row, RowHead } from "@/components/ui/table";
import type { ModelDownload } from "@/lib/contract/model-downloads";

const percent = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 0 });

export function DownloadRow({ model, commands }: { model: ModelDownload; commands: DownloadCommands }) {
  const { displayName, licence, recommended } = model;
  return (
    <Row>
      <RowHead className="md:min-w-64">
        <span className="flex flex-wrap items-center gap-1.5">
          <span className="font-medium">{displayName}</span>
          {recommended ? <Badge tone="accent">good first one</Badge> : null}
        </span>
        <span className="block max-w-[56ch] text-xs text-text-3">
          {model.description} {model.publisher}, {model.quantization}
          {model.sha256 === null ? "; checksum from the publisher's server" : ""}.
        </span>
      </RowHead>
      <Cell label="File" className="tabular-nums md:text-right md:whitespace-nowrap">
        {fileSize(model.sizeBytes)}
      </Cell>
      <Cell label="Needs in memory" className="tabular-nums md:text-right md:whitespace-nowrap">
        about {fileSize(model.memoryBytes)}
      </Cell>
      <Cell label="Licence">
        <a
          href={licence.url}
          target="_blank"
          rel="noreferrer"
          className="text-accent underline underline-offset-2"
        >
          {licence.name}
        </a>
      </Cell>
      <Cell label="State" className="md:min-w-44">
        <DownloadProgress model={model} />
      </Cell>
      <Cell className="max-md:justify-end!">
        <span className="flex flex-wrap items-center justify-end gap-1.5">
          <DownloadVerbs model={model} commands={commands} />
        </span>
      </Cell>
    </Row>
  );
}

function DownloadProgress({ model }: { model: ModelDownload }) {
  const { state, receivedBytes, totalBytes, displayName, source, error } = model;
  const share = totalBytes > 0 ? Math.min(1, receivedBytes / totalBytes) : 0;
  const part = `${fileSize(receivedBytes)} of ${fileSize(totalBytes)} are here`;
  switch (state) {
    case "available":
      return <State kind="off">not here</State>;
    case "installed":
      return <State kind="ready">in the models folder</State>;
    case "partial":
      return <State kind="wait">{part}</State>;
    case "failed":
      return (
        <span className="grid">
          <State kind="fail">did not come</State>
          <span className="max-w-[44ch] text-xs text-text-2">{error}</span>
          {receivedBytes > 0 ? <span className="text-xs text-text-3">{part}, and kept.</span> : null}
        </span>
      );
    case "downloading":
    case "verifying":
      return (
        <span className="grid max-w-56 gap-1 max-md:w-40">
          <State kind="busy">
            {state === "verifying" ? "checking" : "downloading"}, {percent.format(Math.min(share, 0.99))}
          </State>
          <ProgressBar label={`Downloading ${displayName}`} value={share} />
          {source ? <span className="text-xs wrap-anywhere text-text-3">from {source}</span> : null}
        </span>
      );
    default:
      return state satisfies never;
  }
}

function DownloadVerbs({ model, commands }: { model: ModelDownload; commands: DownloadCommands }) {
  const { state, receivedBytes, totalBytes, recommended } = model;
  const name = <span className="sr-only"> {model.displayName}</span>;
  const verbs: ReactNode[] = [];
  if (isUnderWay(model))
    verbs.push(
      <Button key="stop" size="sm" onClick={() => commands.stop(model)}>
        Stop, keep the part<span className="sr-only"> of {model.displayName}</span>
      </Button>,
    );
  else if (state !== "installed") {
    const kept = receivedBytes > 0;
    if (kept)
      verbs.push(
        <Button key="discard" size="sm" variant="quiet" onClick={() => commands.discard(model)}>
          Remove the part{name}
        </Button>,
      );
    verbs.push(
      <Button
        key="start"
        size="sm"
        variant={recommended ? "primary" : "secondary"}
        onClick={() => commands.start(model)}
      >
        {kept
          ? `Go on, ${fileSize(totalBytes - receivedBytes)} left`
          : state === "failed"
            ? "Try again"
            : "Download"}
        {name}
      </Button>,
    );
  }
  return verbs;
}
