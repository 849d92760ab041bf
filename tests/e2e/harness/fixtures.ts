import { expect, type BrowserContext, type BrowserContextOptions, type Page } from "playwright/test";
import { test as base } from "@/tests/e2e/harness/http-fixtures";
import type { Account, Site } from "@/tests/e2e/harness/site";

interface OpenOptions extends BrowserContextOptions {
  /** Who is signed in there; nobody by default. */
  as?: Account;
  /** Default: the chat. */
  path?: string;
  /** Default: the worker's site. */
  on?: Site;
}

interface Fixtures {
  /** A page of its own browser context. */
  open: (options: OpenOptions) => Promise<Page>;
  /** Console messages that a test expects, as patterns; everything else of level error fails it. */
  allowedConsoleErrors: RegExp[];
}

/** Unexpected console errors and uncaught errors in a page fail the test. Pages close before the test's own sites stop. */
export const test = base.extend<Fixtures>({
  allowedConsoleErrors: [[], { option: true }],
  open: async ({ browser, site, ownSite: _closesAfter, allowedConsoleErrors }, use, testInfo) => {
    const contexts: BrowserContext[] = [];
    const problems: string[] = [];
    await use(async ({ as, path = "/", on = site, ...options }) => {
      const context = await browser.newContext({ baseURL: on.origin, ...options });
      contexts.push(context);
      if (as) await addSession(context, on, as);
      const page = await context.newPage();
      page.on("pageerror", (error) => problems.push(`page error: ${error.stack ?? error.message}`));
      page.on("console", (message) => {
        if (message.type() !== "error") return;
        const text = `${message.text()} (${message.location().url})`;
        if (!allowedConsoleErrors.some((pattern) => pattern.test(text))) problems.push(`console: ${text}`);
      });
      await page.goto(path);
      return page;
    });
    for (const [index, context] of contexts.entries()) {
      const [page] = context.pages();
      if (page && testInfo.status !== testInfo.expectedStatus)
        await testInfo.attach(`page ${index + 1}`, {
          body: await page.screenshot(),
          contentType: "image/png",
        });
      await context.close();
    }
    expect(problems, "errors in the browser").toEqual([]);
  },
});

/** Signs in over HTTP and hands the session's cookies to the browser. */
export async function addSession(context: BrowserContext, site: Site, account: Account): Promise<void> {
  const client = await site.signedIn(account);
  await context.addCookies([...client.cookies].map(([name, value]) => ({ name, value, url: site.origin })));
}

export { expect };
