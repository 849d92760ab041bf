import { expect, test } from "playwright/test";
import { admin, startSite } from "@/tests/e2e/harness/site";

test("the printed link makes exactly one admin, even when two browsers race for it", async () => {
  const site = await startSite({ withAdmin: false });
  try {
    const token = site.setupToken;
    expect(token).toBeTruthy();
    const wrong = await site.client().send("POST", "/api/setup", { token: "no-such-token", ...admin });
    expect(wrong).toMatchObject({ status: 403, body: { code: "forbidden" } });

    const racers = await Promise.all(
      [1, 2, 3].map((n) =>
        site.client().send("POST", "/api/setup", { token, ...admin, email: `admin${n}@example.org` }),
      ),
    );
    expect(racers.map(({ status }) => status).sort()).toEqual([201, 410, 410]);
    const late = await site.client().send("POST", "/api/setup", { token, ...admin });
    expect(late).toMatchObject({ status: 410, body: { code: "setup_done" } });

    await site.restart();
    expect(site.setupToken, "no link is printed once an admin exists").toBeNull();
  } finally {
    await site.dispose();
  }
});
