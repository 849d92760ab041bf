import type { SidecarEvent } from "@/lib/contract/sidecar";

export type Watcher = (event: SidecarEvent) => void;

/** Those who want to hear of every change of status, progress and queue. */
export class Watchers {
  readonly #watchers = new Set<Watcher>();

  /** From now on; returns what ends it. */
  watch(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  publish(event: SidecarEvent): void {
    for (const watcher of this.#watchers) watcher(event);
  }

  /** Resolves as soon as it is so; that is looked at with every change. */
  async until(isSo: () => boolean): Promise<void> {
    if (isSo()) return;
    await new Promise<void>((resolve) => {
      const stop = this.watch(() => {
        if (!isSo()) return;
        stop();
        resolve();
      });
    });
  }
}
