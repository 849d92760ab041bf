import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("../../app/tokens.css", import.meta.url), "utf8");

/** Value of a colour token in one theme: `light-dark(#day, #night)` or one value for both. */
function colour(name: string, theme: "light" | "dark"): string {
  const both = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css);
  const one = new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(css);
  const value = both ? both[theme === "light" ? 1 : 2] : one?.[1];
  if (!value) throw new Error(`tokens.css has no colour --${name}`);
  return value;
}

/** Relative luminance and contrast of WCAG 2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ["bg", "surface", "raised", "sunken", "hover"];
const texts = [
  ...["text", "text-2", "text-3"].flatMap((text) =>
    [...grounds, "accent-soft"].map((ground) => [text, ground]),
  ),
  ...["accent", "ready", "wait", "fail"].flatMap((text) =>
    ["bg", "surface", "raised", "sunken"].map((ground) => [text, ground]),
  ),
  ...["ready", "wait", "fail"].map((state) => [state, `${state}-soft`]),
  ...["ready-soft", "wait-soft", "fail-soft"].flatMap((ground) => [
    ["text", ground],
    ["text-2", ground],
  ]),
  ["accent", "accent-soft"],
  ["accent", "hover"],
  ["on-ink", "ink"],
  ["on-ink", "ink-hover"],
  ["on-danger", "danger"],
  ["on-danger", "danger-hover"],
  ["text", "chosen"],
  ...["code-key", "code-str", "code-num", "code-com"].map((text) => [text, "sunken"]),
] as [string, string][];
const shapes = ["line-strong", "ready-dot", "wait-dot", "fail-dot", "off-dot", "accent"].flatMap((shape) =>
  ["bg", "surface", "sunken"].map((ground) => [shape, ground]),
) as [string, string][];

test.each(["light", "dark"] as const)("every text can be read in the %s theme: 4.5 to 1", (theme) => {
  const weak = texts.filter(([text, ground]) => contrast(colour(text, theme), colour(ground, theme)) < 4.5);
  expect(weak).toEqual([]);
});

test.each(["light", "dark"] as const)(
  "borders of controls and dots are seen in the %s theme: 3 to 1",
  (theme) => {
    const weak = shapes.filter(
      ([shape, ground]) => contrast(colour(shape, theme), colour(ground, theme)) < 3,
    );
    expect(weak).toEqual([]);
  },
);
