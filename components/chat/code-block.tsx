"use client";

import { Check, Copy } from "lucide-react";
import { useRef, useState, type ReactNode } from "react";
import { useCopy } from "@/components/chat/use-copy";
import { buttonClass } from "@/components/ui/button-class";

/** highlight.js names its tokens; the look has four colours for them. */
const tokenColours = [
  "[&_:is(.hljs-keyword,.hljs-built_in,.hljs-type,.hljs-literal,.hljs-selector-tag,.hljs-name,.hljs-section,.hljs-meta,.hljs-title)]:text-code-key",
  "[&_:is(.hljs-string,.hljs-regexp,.hljs-addition,.hljs-symbol,.hljs-template-tag,.hljs-code)]:text-code-str",
  "[&_:is(.hljs-number,.hljs-attr,.hljs-attribute,.hljs-variable,.hljs-params_number,.hljs-bullet,.hljs-link,.hljs-property)]:text-code-num",
  "[&_:is(.hljs-comment,.hljs-quote,.hljs-deletion,.hljs-doctag)]:text-code-com",
].join(" ");

const headButton = `${buttonClass({ variant: "quiet", size: "sm" })} min-h-6.5! px-2! text-xs! font-normal! max-md:min-h-9!`;

/** Scrolls sideways inside; Wrap for those who would rather read on. */
export function CodeBlock({ language, children }: { language: string | null; children: ReactNode }) {
  const code = useRef<HTMLPreElement>(null);
  const [wrap, setWrap] = useState(false);
  const { state, copy } = useCopy();
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-sunken">
      <div className="flex min-h-8.5 items-center gap-1 border-b border-line pr-1.25 pl-3.5 text-xs text-text-3">
        <span className="min-w-0 truncate">{language ?? "text"}</span>
        <button
          type="button"
          aria-pressed={wrap}
          className={`${headButton} ml-auto`}
          onClick={() => setWrap(!wrap)}
        >
          Wrap
        </button>
        <button
          type="button"
          className={headButton}
          // Without the line break that Markdown puts at the end.
          onClick={() => copy((code.current?.textContent ?? "").replace(/\n$/, ""))}
        >
          {state === "copied" ? (
            <Check aria-hidden className="size-3.5!" />
          ) : (
            <Copy aria-hidden className="size-3.5!" />
          )}
          <span aria-live="polite">
            {state === "copied" ? "Copied" : state === "refused" ? "Not allowed" : "Copy"}
          </span>
        </button>
      </div>
      <pre
        ref={code}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
        className={`overflow-x-auto rounded-b-lg px-3.5 py-3 font-mono text-sm leading-[1.4375rem] -outline-offset-2! [tab-size:2] ${wrap ? "wrap-anywhere whitespace-pre-wrap" : ""} ${tokenColours}`}
      >
        {children}
      </pre>
    </div>
  );
}
