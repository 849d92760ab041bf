import { printTable, type Row } from "@/scripts/bench/table";

const sections: Record<string, { title: string; run: () => Promise<Row[]> }> = {
  start: {
    title: "Start",
    run: async () => (await import("@/scripts/bench/start")).measureStart(),
  },
  switch: {
    title: "Switch through the site, both models loaded",
    run: async () => (await import("@/scripts/bench/switch")).measureSwitch(),
  },
  crowd: {
    title: "Many switches through the site (three to five minutes)",
    run: async () => (await import("@/scripts/bench/switch-crowd")).measureSwitchCrowd(),
  },
  load: {
    title: "Load → first token through the sidecar, file in the page cache",
    run: async () => (await import("@/scripts/bench/load")).measureLoad(),
  },
  tokens: {
    title: "Tokens/s through the sidecar",
    run: async () => (await import("@/scripts/bench/tokens")).measureTokens(),
  },
  gaps: {
    title: "What one stream feels of a long prompt and of a load",
    run: async () => (await import("@/scripts/bench/gaps")).measureGaps(),
  },
  busy: {
    title: "Beside another busy process",
    run: async () => (await import("@/scripts/bench/busy")).measureBusy(),
  },
  kv: {
    title: "A conversation that comes back",
    run: async () => (await import("@/scripts/bench/kv")).measureKv(),
  },
  memory: {
    title: "Memory of the sidecar's whole process tree (Pss)",
    run: async () => (await import("@/scripts/bench/memory")).measureMemory(),
  },
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !sections[name]);
if (unknown.length > 0) {
  console.error(`There is no section ${unknown.join(", ")}. There are: ${Object.keys(sections).join(", ")}.`);
  process.exit(1);
}
let missed = 0;
for (const [name, { title, run }] of Object.entries(sections)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(`\n${title}`);
  const rows = await run();
  missed += printTable(rows);
}
console.log(
  missed === 0 ? "\nEvery goal was met." : `\n${missed} ${missed === 1 ? "goal was" : "goals were"} missed.`,
);
process.exit(0);
