"use client";

import { Button } from "@/components/ui/button";
import "./globals.css";

/** Stands in for the whole document when the root layout itself fails. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <title>Switchyard</title>
        <main className="mx-auto grid min-h-dvh max-w-[52ch] content-center gap-4 p-5">
          <h1 className="text-2xl font-semibold tracking-tight">The site could not be drawn</h1>
          <p className="text-text-2">
            The server ran into a failure before the page began. What you have sent is saved.
          </p>
          <div>
            <Button variant="primary" onClick={() => window.location.reload()}>
              Draw the page again
            </Button>
          </div>
          {error.digest ? <p className="text-sm text-text-3">For an admin: {error.digest}</p> : null}
        </main>
      </body>
    </html>
  );
}
