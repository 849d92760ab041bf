import { expect, test } from "vitest";
import { preferenceKeys, preferencesScript } from "@/components/layout/preferences";

/** Runs the inline script as the browser would, before the first paint. */
function dataAfter(stored: Record<string, string>, getItem = (key: string) => stored[key] ?? null) {
  const dataset: Record<string, string> = {};
  // oxlint-disable-next-line typescript/no-implied-eval, no-new-func -- it is a script: running it is the test
  new Function("document", "localStorage", preferencesScript)({ documentElement: { dataset } }, { getItem });
  return dataset;
}

test("what was chosen stands on <html> before anything is drawn", () => {
  const { theme, sidebar, shortcuts } = preferenceKeys;
  expect(dataAfter({ [theme]: "dark", [sidebar]: "hidden", [shortcuts]: "off" })).toEqual({
    theme: "dark",
    sidebar: "hidden",
    shortcuts: "off",
  });
});

test("without a choice, or with rubbish, the system decides", () => {
  expect(dataAfter({})).toEqual({});
  expect(dataAfter({ [preferenceKeys.theme]: "purple", [preferenceKeys.sidebar]: "x" })).toEqual({});
});

test("a browser that refuses storage still draws the page", () => {
  expect(
    dataAfter({}, () => {
      throw new Error("SecurityError");
    }),
  ).toEqual({});
});

test("the script can not end its own element early", () => {
  expect(preferencesScript).not.toMatch(/<\/?script|<!--/i);
});
