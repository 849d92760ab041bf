import type { ReactNode } from "react";
import { Brand } from "@/components/layout/brand";

/** A page that holds one message and the ways on from it: not found, a failure. */
export function MessagePage({
  title,
  children,
  actions,
  note,
}: {
  title: string;
  children: ReactNode;
  actions: ReactNode;
  note?: ReactNode;
}) {
  return (
    <div className="flex min-h-dvh flex-col p-5 md:p-10">
      <Brand />
      <main className="m-auto grid w-full max-w-[52ch] gap-4 py-10">
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        <div className="text-text-2">{children}</div>
        <div className="flex flex-wrap gap-2">{actions}</div>
        {note ? <p className="text-sm wrap-anywhere text-text-3">{note}</p> : null}
      </main>
    </div>
  );
}
