"use client";

import { memo, useMemo, type ReactNode } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import remend from "remend";
import { CodeBlock } from "@/components/chat/code-block";
import { useHighlighter } from "@/components/chat/highlighter";
import { splitBlocks } from "@/components/chat/markdown-blocks";

export type MarkdownProps = {
  text: string;
  /** Still being written: what is unfinished is closed for the eye. */
  growing?: boolean;
};

/** An answer's Markdown. Raw HTML is not drawn and no picture is fetched; each block is drawn once. */
export const Markdown = memo(function Markdown({ text, growing = false }: MarkdownProps) {
  const blocks = useMemo(() => splitBlocks(text), [text]);
  return (
    <div className="text-read wrap-break-word [&>*+*]:mt-3">
      {blocks.map((block, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- blocks only ever grow at the end
        <Block key={index} text={growing && index === blocks.length - 1 ? mended(block) : block} />
      ))}
    </div>
  );
});

function mended(block: string): string {
  return remend(block, { linkMode: "text-only", images: false });
}

/** A fence this long is coloured when it is complete in one go, not at every word. */
const longestColoured = 20_000;
const remarkPlugins = [remarkGfm];

const Block = memo(function Block({ text }: { text: string }) {
  const rehypePlugins = useHighlighter(text.length < longestColoured && /```|~~~/.test(text));
  return (
    <div className="empty:hidden [&>*+*]:mt-3">
      <ReactMarkdown remarkPlugins={remarkPlugins} rehypePlugins={rehypePlugins} components={components}>
        {text}
      </ReactMarkdown>
    </div>
  );
});

function heading(size: string) {
  return function Heading({ children }: { children?: ReactNode }) {
    // The page has its own h1; an answer's headings stand below it.
    return <h3 className={`mt-5! font-semibold first:mt-0! ${size}`}>{children}</h3>;
  };
}

const components: Components = {
  h1: heading("text-lg"),
  h2: heading("text-lg"),
  h3: heading("text-read leading-lg"),
  h4: heading("text-read leading-lg"),
  h5: heading("text-base"),
  h6: heading("text-base"),
  ul: ({ children, className }) => (
    <ul
      className={
        className?.includes("contains-task-list")
          ? "grid gap-1 pl-1"
          : "grid list-disc gap-1 pl-5.5 marker:text-text-3"
      }
    >
      {children}
    </ul>
  ),
  ol: ({ children, start }) => (
    <ol start={start} className="grid list-decimal gap-1 pl-5.5 marker:text-text-3">
      {children}
    </ol>
  ),
  li: ({ children }) => <li className="[&>*+*]:mt-1.5">{children}</li>,
  blockquote: ({ children }) => (
    <blockquote className="border-l-2 border-line-2 pl-4 text-text-2 [&>*+*]:mt-3">{children}</blockquote>
  ),
  hr: () => <hr className="my-5! border-line" />,
  strong: ({ children }) => <strong className="font-semibold">{children}</strong>,
  a: ({ href, children }) =>
    href && /^(https?:|mailto:)/i.test(href) ? (
      <a
        href={href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="text-accent underline decoration-1 underline-offset-3 hover:text-accent-hover"
      >
        {children}
      </a>
    ) : (
      // Footnotes, and paths that a model made up.
      <span>{children}</span>
    ),
  // A picture would tell its host who reads this and when: it is offered as a link.
  img: ({ src, alt }) =>
    typeof src === "string" && /^https?:/i.test(src) ? (
      <a
        href={src}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="text-accent underline decoration-1 underline-offset-3 hover:text-accent-hover"
      >
        Picture{alt ? `: ${alt}` : ""}
      </a>
    ) : (
      <span>{alt}</span>
    ),
  table: ({ children }) => (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div tabIndex={0} className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full border-collapse text-base [&_tr:last-child>td]:border-b-0">{children}</table>
    </div>
  ),
  th: ({ children, style }) => (
    <th
      style={style}
      className="border-b border-line px-3.5 py-2 text-left text-sm font-medium whitespace-nowrap text-text-3"
    >
      {children}
    </th>
  ),
  td: ({ children, style }) => (
    <td style={style} className="min-w-24 border-b border-line px-3.5 py-2 align-top">
      {children}
    </td>
  ),
  input: ({ checked }) => (
    <input
      type="checkbox"
      checked={checked ?? false}
      readOnly
      disabled
      aria-label={checked ? "done" : "open"}
      className="mr-2 size-3.5 align-[-1px] accent-ink"
    />
  ),
  pre: ({ children, node }) => {
    const code = node?.children[0];
    const names = code?.type === "element" ? code.properties.className : undefined;
    const language = Array.isArray(names)
      ? names.map(String).find((name) => name.startsWith("language-"))
      : undefined;
    return <CodeBlock language={language?.slice("language-".length) ?? null}>{children}</CodeBlock>;
  },
  code: ({ children, className, node }) => {
    // Inside a fence the block around it has the looks.
    const inline = !className && node?.position?.start.line === node?.position?.end.line;
    return (
      <code
        className={
          inline
            ? "rounded-sm bg-sunken px-1.25 py-px font-mono text-[0.86em] wrap-anywhere in-[pre]:bg-transparent in-[pre]:p-0 in-[pre]:text-[1em]"
            : className
        }
      >
        {children}
      </code>
    );
  },
};
