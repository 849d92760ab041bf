"use client";

import { isUnderWay, type DownloadCommands } from "@/components/admin/models/use-downloads";
import { fileSize } from "@/components/models/words";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ProgressBar } from "@/components/ui/progress-bar";
import type { ModelDownload } from "@/lib/contract/model-downloads";

/** While the site has only its demos: the first real model is one click away. */
export function FirstModelBanner({ model, commands }: { model: ModelDownload; commands: DownloadCommands }) {
  const share = model.totalBytes > 0 ? model.receivedBytes / model.totalBytes : 0;
  if (isUnderWay(model))
    return (
      <Banner kind="info" title={`${model.displayName} is on its way`}>
        It appears below as soon as it is whole and checked.
        <ProgressBar label={`Downloading ${model.displayName}`} value={share} className="mt-2 max-w-72" />
      </Banner>
    );
  return (
    <Banner
      kind="info"
      title="This site has only its tiny demo models"
      action={
        <Button variant="primary" onClick={() => commands.start(model)}>
          Get {model.displayName}, {fileSize(model.sizeBytes - model.receivedBytes)}
        </Button>
      }
    >
      {model.error ??
        `A good first one is ${model.displayName} (${model.licence.name}). Larger ones are below.`}
    </Banner>
  );
}
