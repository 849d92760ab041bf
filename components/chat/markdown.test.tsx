import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Markdown } from "@/components/chat/markdown";

const html = (text: string, growing = false) =>
  renderToStaticMarkup(<Markdown text={text} growing={growing} />);

test("raw HTML is text, never markup", () => {
  const out = html('Hi <script>alert(1)</script><img src=x onerror="alert(1)"> <b>bold</b>');
  expect(out).not.toMatch(/<script|<img|<b>/);
});

test("no picture is fetched: it is offered as a link", () => {
  const out = html("![a cat](https://tracker.example/cat.png)");
  expect(out).not.toContain("<img");
  expect(out).toContain('href="https://tracker.example/cat.png"');
  expect(out).toContain("Picture: a cat");
});

test("links open elsewhere and tell nothing of this page", () => {
  const out = html("[site](https://example.org)");
  expect(out).toContain('target="_blank"');
  expect(out).toContain('rel="noopener noreferrer nofollow"');
});

test.each(["[x](javascript:alert(1))", "[x](data:text/html,hi)", "[x](/admin/users)", "[x](//host/path)"])(
  "%s is no link",
  (text) => {
    expect(html(text)).not.toContain("<a");
  },
);

test("a code block names its language and keeps its text", () => {
  const out = html("```bash\nrm -rf <dir>\n```");
  expect(out).toContain(">bash<");
  expect(out).toContain("rm -rf &lt;dir&gt;");
});

test("while it grows, what is unfinished looks finished", () => {
  expect(html("This is **bo", true)).toContain("<strong");
  expect(html("Call `fn", true)).toMatch(/<code[^>]*>fn<\/code>/);
  expect(html("This is **bo")).toContain("**bo");
});

test("tables stand in a frame that scrolls", () => {
  expect(html("| a |\n|---|\n| 1 |\n")).toMatch(/overflow-x-auto[^>]*><table/);
});
