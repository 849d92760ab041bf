import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { PageProviders } from "@/components/layout/page-providers";
import { preferencesScript } from "@/components/layout/preferences";
import "./globals.css";

/** Every page carries a nonce of its own, so none may be rendered ahead. */
export const dynamic = "force-dynamic";

export const metadata: Metadata = {
  title: { default: "Switchyard", template: "%s · Switchyard" },
  description: "Chat with local and remote models; change the model, keep the conversation.",
  robots: { index: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fafaf8" },
    { media: "(prefers-color-scheme: dark)", color: "#0f1114" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    // The script below sets data-* on <html> before React takes over.
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* Browsers hide the nonce from scripts, so the attribute never matches on the client. */}
        <script
          nonce={nonce}
          suppressHydrationWarning
          dangerouslySetInnerHTML={{ __html: preferencesScript }}
        />
      </head>
      <body>
        <PageProviders nonce={nonce}>{children}</PageProviders>
      </body>
    </html>
  );
}
