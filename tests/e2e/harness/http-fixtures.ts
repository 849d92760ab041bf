import { randomUUID } from "node:crypto";
import { test as base, expect } from "playwright/test";
import type { HttpClient } from "@/tests/e2e/harness/http-client";
import { startSite, type Account, type Site, type SiteOptions } from "@/tests/e2e/harness/site";

interface Fixtures {
  /** A client signed in as a new user of the worker's site. */
  user: HttpClient;
  account: Account;
  /** A site of the test's own, for what stops or breaks it. */
  ownSite: (options?: SiteOptions & { withAdmin?: boolean }) => Promise<Site>;
}

/** Somebody who is in no other test. */
export function newAccount(name = "Uma User"): Account {
  return { name, email: `${randomUUID()}@example.org`, password: `a password ${randomUUID()}` };
}

export const test = base.extend<Fixtures, { site: Site }>({
  site: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
    async ({}, use) => {
      const site = await startSite();
      await use(site);
      await site.dispose();
    },
    { scope: "worker" },
  ],
  account: async ({ site }, use) => use(await site.createUser(newAccount())),
  user: async ({ site, account }, use) => use(await site.signedIn(account)),
  // eslint-disable-next-line no-empty-pattern -- as above
  ownSite: async ({}, use, testInfo) => {
    const sites: Site[] = [];
    await use(async (options) => {
      const site = await startSite(options);
      sites.push(site);
      return site;
    });
    for (const site of sites) {
      if (testInfo.status !== testInfo.expectedStatus)
        await testInfo.attach("site's output", { body: site.output, contentType: "text/plain" });
      await site.dispose();
    }
  },
});

export { expect };
