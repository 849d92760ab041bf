import type { ReactNode } from "react";

const widths = { page: "max-w-[calc(var(--page)+4rem)]", reading: "max-w-[calc(var(--column)+4rem)]" };

/** A page inside the shell: a title with one sentence of purpose, then sections. */
export function Page({
  title,
  width = "page",
  lead,
  actions,
  children,
}: {
  title: string;
  /** `reading` for forms and facts, `page` for tables. */
  width?: keyof typeof widths;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div
      className={`mx-auto grid w-full ${widths[width]} grid-cols-[minmax(0,1fr)] content-start gap-6 px-4 pt-5 pb-12 md:gap-7 md:px-6 md:pt-6 md:pb-16 lg:px-8`}
    >
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-0 flex-[1_1_240px]">
          <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
          {lead ? <p className="mt-0.5 max-w-[68ch] text-text-2">{lead}</p> : null}
        </div>
        {actions}
      </div>
      {children}
    </div>
  );
}

export function Section({
  id,
  title,
  lead,
  actions,
  children,
}: {
  id?: string;
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section id={id} aria-label={title} className="grid scroll-mt-20 grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="text-read font-semibold">{title}</h2>
        {lead ? <p className="text-sm text-text-3">{lead}</p> : null}
        {actions ? <div className="ml-auto">{actions}</div> : null}
      </div>
      {children}
    </section>
  );
}

/** Rows with hairlines between them. */
export function Card({ children, className = "" }: { children: ReactNode; className?: string }) {
  return (
    <div className={`min-w-0 divide-y divide-line rounded-lg border border-line bg-surface ${className}`}>
      {children}
    </div>
  );
}

/** A name at the left, what it is or how to change it at the right; below each other where space is short. */
export function CardRow({ children, className = "" }: { children: ReactNode; className?: string }) {
  return (
    <div className={`flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3 ${className}`}>
      {children}
    </div>
  );
}
