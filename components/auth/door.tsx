import type { ReactNode } from "react";
import { Brand } from "@/components/layout/brand";
import { Yard } from "@/components/auth/yard";

/** The frame of the pages before sign-in: a form at the left, the yard at the right from tablets up. */
export function Door({
  title,
  lead,
  children,
  foot,
}: {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  foot?: ReactNode;
}) {
  return (
    <div className="grid min-h-dvh grid-cols-[minmax(0,1fr)] md:grid-cols-[minmax(0,1.25fr)_minmax(0,1fr)] lg:grid-cols-2">
      <div className="flex min-h-dvh min-w-0 flex-col p-5 md:px-10 md:py-7">
        <Brand href="/sign-in" />
        <main className="m-auto grid w-full max-w-[348px] gap-4 py-10">
          <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
          {lead ? <div className="-mt-2 text-text-2">{lead}</div> : null}
          {children}
        </main>
        {foot ? <footer className="text-sm text-text-3">{foot}</footer> : null}
      </div>
      <aside
        aria-label="About Switchyard"
        className="relative overflow-hidden border-l border-line bg-sunken max-md:hidden"
      >
        <Yard />
        <div className="absolute right-5 bottom-8 left-7 lg:left-10">
          <p className="text-lg font-medium">Change the model, keep the conversation.</p>
          <p className="mt-0.5 text-sm text-text-2">Every answer says which model gave it.</p>
        </div>
      </aside>
    </div>
  );
}
