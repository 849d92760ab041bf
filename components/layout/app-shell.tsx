"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Menu as MenuIcon, PanelLeft, X } from "lucide-react";
import { usePathname } from "next/navigation";
import { useMemo, useState, type ReactNode } from "react";
import { AccountMenu } from "@/components/layout/account-menu";
import { Brand } from "@/components/layout/brand";
import { ChatSidebar } from "@/components/layout/chat-sidebar";
import { applySidebar } from "@/components/layout/preferences";
import { NoticeToasts } from "@/components/layout/notice-toasts";
import { ShortcutsDialog } from "@/components/layout/shortcuts-dialog";
import { SidebarContext } from "@/components/layout/sidebar-context";
import { usePreferencesSync } from "@/components/layout/use-preferences-sync";
import { ViewerContext } from "@/components/layout/viewer";
import { useSingleKeys } from "@/components/layout/use-single-keys";
import { IconButton } from "@/components/ui/icon-button";
import type { SessionUser } from "@/lib/contract/account";

export type AppShellProps = {
  user: SessionUser;
  /** Content of the top bar: a title and its commands. */
  header?: ReactNode;
  /** For pages that have their own heading: the bar then shows on phones only, with this. */
  phoneHeader?: ReactNode;
  /** Stands below brand and above account; the chats unless told. */
  sidebar?: { label: string; content: ReactNode; badge?: ReactNode };
  /** Where the skip link leads; the page's content unless told. */
  skip?: { href: string; label: string };
  children: ReactNode;
};

const toContent = { href: "#content", label: "Skip to the content" };

/**
 * The frame of every signed-in page: sidebar (a drawer on phones), top bar, `<main id="content">`.
 * The document scrolls, so children may use `sticky`; main is a flex column of at least the window's height.
 */
export function AppShell({ user, header, phoneHeader, sidebar, skip = toContent, children }: AppShellProps) {
  const pathname = usePathname();
  // The drawer belongs to the page it was opened on, so that going elsewhere closes it.
  const [drawerOpenOn, setDrawerOpenOn] = useState<string | null>(null);
  const [keysOpen, setKeysOpen] = useState(false);
  usePreferencesSync(user.id);
  useSingleKeys({ "?": () => setKeysOpen(true) });

  const label = sidebar?.label ?? "Chats";
  const content = sidebar?.content ?? <ChatSidebar />;
  const beside = useMemo(() => ({ inDrawer: false, close: () => {} }), []);
  const drawer = useMemo(() => ({ inDrawer: true, close: () => setDrawerOpenOn(null) }), []);
  const foot = (
    <div className="border-t border-line px-2.5 py-2">
      <AccountMenu user={user} onShowKeys={() => setKeysOpen(true)} />
    </div>
  );

  return (
    <div className="grid min-h-dvh grid-cols-[minmax(0,1fr)] md:grid-cols-[var(--sidebar)_minmax(0,1fr)] md:sidebar-hidden:grid-cols-[minmax(0,1fr)]">
      <a
        href={skip.href}
        className="fixed top-2 left-2 z-toast -translate-y-16 rounded-md bg-ink px-3 py-2 font-medium text-on-ink no-underline focus:translate-y-0"
      >
        {skip.label}
      </a>

      <aside
        aria-label={label}
        className="sticky top-0 flex h-dvh min-w-0 flex-col border-r border-line bg-sunken max-md:hidden sidebar-hidden:hidden"
      >
        <div className="flex h-topbar flex-none items-center gap-2 pr-2 pl-4">
          <Brand />
          {sidebar?.badge}
          <IconButton label="Hide sidebar" className="ml-auto" onClick={() => applySidebar(false)}>
            <PanelLeft aria-hidden />
          </IconButton>
        </div>
        <SidebarContext value={beside}>{content}</SidebarContext>
        {foot}
      </aside>

      <Dialog.Root
        open={drawerOpenOn === pathname}
        onOpenChange={(open) => setDrawerOpenOn(open ? pathname : null)}
      >
        <Dialog.Portal>
          <Dialog.Backdrop className="fixed inset-0 z-drawer bg-scrim transition-opacity duration-slow data-ending-style:opacity-0 data-starting-style:opacity-0 md:hidden" />
          <Dialog.Popup
            aria-label={label}
            className="fixed inset-y-0 left-0 z-drawer flex w-[min(20rem,calc(100vw-3rem))] flex-col bg-sunken shadow-3 outline-none transition-transform duration-slow ease-out data-ending-style:-translate-x-full data-starting-style:-translate-x-full md:hidden"
          >
            <div className="flex h-topbar flex-none items-center gap-2 pr-2 pl-4">
              <Brand />
              {sidebar?.badge}
              <Dialog.Close
                render={<IconButton label={`Close ${label.toLowerCase()}`} className="ml-auto" />}
              >
                <X aria-hidden />
              </Dialog.Close>
            </div>
            <SidebarContext value={drawer}>{content}</SidebarContext>
            {foot}
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>

      <div className="flex min-h-dvh min-w-0 flex-col">
        <header
          className={`sticky top-0 z-sticky flex h-topbar flex-none items-center gap-2 border-b border-line bg-bg px-2 md:pr-3 md:pl-6 md:sidebar-hidden:pl-2 ${header ? "" : "md:hidden md:sidebar-hidden:flex"}`}
        >
          <IconButton label={label} className="md:hidden" onClick={() => setDrawerOpenOn(pathname)}>
            <MenuIcon aria-hidden />
          </IconButton>
          <IconButton
            label="Show sidebar"
            className="hidden! md:sidebar-hidden:inline-flex!"
            onClick={() => applySidebar(true)}
          >
            <PanelLeft aria-hidden />
          </IconButton>
          {header ?? phoneHeader ?? <Brand />}
        </header>
        <main id="content" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
          <ViewerContext value={user}>{children}</ViewerContext>
        </main>
      </div>
      <NoticeToasts />
      <ShortcutsDialog open={keysOpen} onOpenChange={setKeysOpen} />
    </div>
  );
}
