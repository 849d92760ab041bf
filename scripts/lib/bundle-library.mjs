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
 * What only its builds, its downloads and its pictures in a terminal use: two hundred files, and tables of Unicode, that
 * would be read at every start. A runner has none of these.
 */
const withoutBuilds = {
  name: "without-builds",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(ipull|simple-git|ora|stdout-update|slice-ansi|string-width)$/ }, ({ path }) => ({
      path,
      namespace: "absent",
    }));
    onLoad({ filter: /.*/, namespace: "absent" }, ({ path }) => ({
      contents: `module.exports = new Proxy({}, { get: () => () => { throw new Error("${path} is not part of a runner"); } });`,
      loader: "js",
    }));
  },
};

/**
 * Options of esbuild that take node-llama-cpp into a bundle: one small file is read in a fraction of the time of its
 * hundreds, which is what a runner that starts while somebody waits is made of. The native binaries stay in their packages.
 * @param {string} home the folder that the bundle will run in
 */
export const withLibrary = (home) => ({
  packages: "bundle",
  external: ["@node-llama-cpp/*", "electron", "octokit", "cmake-js"],
  plugins: [keepPlace(home), withoutBuilds],
  minifySyntax: true,
  minifyWhitespace: true,
});
