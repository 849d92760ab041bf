import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { root } from "./root.mjs";

/** What node-llama-cpp finds beside itself it goes on finding there, though its code is in `dist/` then. */
const keepPlace = {
  name: "keep-place",
  setup({ onLoad }) {
    onLoad({ filter: /node_modules[\\/]node-llama-cpp[\\/]dist[\\/].*\.js$/ }, ({ path }) => {
      const place = JSON.stringify(`../${relative(root, path).split(sep).join("/")}`);
      const contents = readFileSync(path, "utf8").replaceAll(
        "import.meta.url",
        `new URL(${place}, import.meta.url).href`,
      );
      return { contents, loader: "js" };
    });
  },
};

/**
 * Options of esbuild that take node-llama-cpp into a bundle: one file is read in half the time of its hundreds, which
 * is what a runner that starts while somebody waits is made of. The native binaries stay in their packages, and so does
 * what only its builds and downloads need.
 */
export const withLibrary = {
  packages: "bundle",
  external: ["@node-llama-cpp/*", "electron", "octokit", "ipull", "simple-git", "cmake-js"],
  plugins: [keepPlace],
};
