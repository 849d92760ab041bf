import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";

/** What node-llama-cpp finds beside itself it goes on finding there, though its code runs in `home` then. */
const keepPlace = (home) => ({
  name: "keep-place",
  setup({ onLoad }) {
    onLoad({ filter: /node_modules[\\/]node-llama-cpp[\\/]dist[\\/].*\.js$/ }, ({ path }) => {
      const place = JSON.stringify(relative(home, path).split(sep).join("/"));
      const contents = readFileSync(path, "utf8").replaceAll(
        "import.meta.url",
        `new URL(${place}, import.meta.url).href`,
      );
      return { contents, loader: "js" };
    });
  },
});

/**
 * Options of esbuild that take node-llama-cpp into a bundle: one file is read in half the time of its hundreds, which
 * is what a runner that starts while somebody waits is made of. The native binaries stay in their packages, and so does
 * what only its builds and downloads need.
 * @param {string} home the folder that the bundle will run in
 */
export const withLibrary = (home) => ({
  packages: "bundle",
  external: ["@node-llama-cpp/*", "electron", "octokit", "ipull", "simple-git", "cmake-js"],
  plugins: [keepPlace(home)],
});
