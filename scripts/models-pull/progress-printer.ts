import type { DownloadProgress } from "@/lib/services/model-downloads/fetch-model";

const everyMs = 200;

/** One line that renews itself on a terminal; in a log a line for every tenth. */
export function progressPrinter(name: string): {
  show: (progress: DownloadProgress) => void;
  end: () => void;
} {
  const terminal = process.stdout.isTTY;
  let shownMs = 0;
  let shownTenth = "";
  let open = false;
  return {
    show({ phase, receivedBytes, totalBytes, source }) {
      const share = totalBytes > 0 ? Math.min(1, receivedBytes / totalBytes) : 0;
      const tenth = phase === "verifying" ? phase : `${source} ${Math.floor(share * 10)}`;
      if (terminal ? performance.now() - shownMs < everyMs : tenth === shownTenth) return;
      shownMs = performance.now();
      shownTenth = tenth;
      const figures = `${(receivedBytes / 1e6).toFixed(0)} of ${(totalBytes / 1e6).toFixed(0)} MB, ${Math.floor(share * 100)}%`;
      const line =
        phase === "verifying" ? `${name}: checking, ${figures}` : `${name}: ${figures}, from ${source}`;
      process.stdout.write(terminal ? `\r\x1b[2K${line}` : `${line}\n`);
      open = terminal;
    },
    end() {
      if (open) process.stdout.write("\n");
      open = false;
    },
  };
}
