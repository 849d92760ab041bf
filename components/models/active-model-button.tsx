"use client";

import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { ActiveModel, activeModelTextId } from "@/components/models/active-model";
import { Skeleton } from "@/components/ui/skeleton";
import { useModels } from "@/lib/client/models";

/**
 * Opens the picker; says what is active until the commit of something else.
 * @param children what the server drew, until the browser has read the models itself
 */
export function ActiveModelButton({
  offline,
  children,
  ...button
}: ComponentProps<"button"> & { offline: boolean }) {
  const models = useModels();
  const { selection, loading, failed, providers } = models;
  const unread = loading && providers.length === 0;
  return (
    <button
      {...button}
      type="button"
      id="activeModelDisplay"
      // A combobox is not named by its content.
      aria-labelledby={activeModelTextId}
      className="model-status flex min-h-control min-w-0 items-center gap-2 rounded-md border border-transparent px-2.5 pr-2 text-left text-text-2 hover:bg-hover aria-expanded:bg-hover max-md:flex-1 max-md:border-line max-md:bg-surface"
    >
      {unread && children ? (
        children
      ) : selection && !unread ? (
        <ActiveModel state={models} offline={offline} />
      ) : loading ? (
        <>
          <Skeleton className="w-40" />
          <span id={activeModelTextId} className="sr-only">
            Loading the models
          </span>
        </>
      ) : (
        <span id={activeModelTextId}>{failed ? "The models could not be loaded" : "No model yet"}</span>
      )}
      <ChevronDown aria-hidden className="flex-none text-text-3 max-md:ml-auto" />
    </button>
  );
}
