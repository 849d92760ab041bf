// `npm start`: from a bare clone to a running site. `--dev`: the same from sources, with reloading.
import "./lib/check-node.mjs";

const { runMain } = await import("./lib/sentence.mjs");
const { startSite } = await import("./lib/start-site.mjs");
await runMain(() => startSite({ dev: process.argv.includes("--dev") }));
