import { median } from "@/scripts/bench/statistics";
import type { Row } from "@/scripts/bench/table";
import { freePort } from "@/tests/e2e/harness/free-port";
import { Site } from "@/tests/e2e/harness/site";

const starts = 3;

async function startOnce(site: Site): Promise<{ readyMs: number; pageMs: number }> {
  const begun = performance.now();
  await site.start();
  const readyMs = performance.now() - begun;
  const response = await fetch(`${site.origin}/sign-in`);
  await response.text();
  if (!response.ok) throw new Error(`the first page answered ${response.status}`);
  return { readyMs, pageMs: performance.now() - begun };
}

/** The built site from the spawn of its process, with an empty database and with one that is there. */
export async function measureStart(): Promise<Row[]> {
  const first: { readyMs: number; pageMs: number }[] = [];
  const later: typeof first = [];
  for (let n = 0; n < starts; n++) {
    const site = new Site(await freePort(), {});
    try {
      first.push(await startOnce(site));
      await site.stop();
      later.push(await startOnce(site));
    } finally {
      await site.dispose();
    }
  }
  const row = (what: string, all: typeof first): Row => ({
    what,
    measured: `${median(all.map(({ readyMs }) => readyMs)).toFixed(0)} ms ready, ${median(all.map(({ pageMs }) => pageMs)).toFixed(0)} ms first page`,
  });
  return [
    row(`empty database, median of ${starts}`, first),
    row(`existing database, median of ${starts}`, later),
  ];
}
