import type { Page } from "playwright/test";
import { ChatPage } from "@/tests/e2e/harness/chat-page";
import { expect, test } from "@/tests/e2e/harness/fixtures";
import { newAccount } from "@/tests/e2e/harness/http-fixtures";
import { alpha, beta } from "@/tests/e2e/harness/models";
import { admin } from "@/tests/e2e/harness/site";

/** Notes what the page asks this site's API from now on: "DELETE /api/models/warm-up". */
function noteRequests(page: Page): string[] {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  return asked;
}

// Errors in the console fail it: the browser writes down each request that is refused.
test("with the tier selector off a chat opens without it, asks for no tiers, and has it as soon as it is on", async ({
  open,
  ownSite,
}) => {
  const site = await ownSite();
  const boss = await site.signedIn();
  const path = "/api/admin/flags/tier-selector";
  const put = async (enabled: boolean) => {
    const flag = await boss.get<object>(path);
    expect((await boss.send("PUT", path, { ...flag, enabled })).status).toBe(200);
  };
  await put(false);
  const chat = new ChatPage(await open({ on: site, as: admin, path: "/admin/users" }));
  const { page } = chat;
  const asked = noteRequests(page);
  await page.goto("/");
  await expect(chat.active).toContainText(/· \w/);
  // What the bar shows was read anew by then.
  await chat.active.click();
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator("#modelTierSelect")).toHaveCount(0);
  expect(asked).toContain("GET /api/models");
  expect(asked).not.toContain("GET /api/models/tiers");

  await put(true);
  await expect(page.locator("#modelTierSelect")).toBeVisible();
});

test("a picker that is closed without a choice takes back what is loaded ahead for it", async ({
  open,
  site,
}) => {
  const account = await site.createUser(newAccount("Petra Picker"));
  await site.select(account, alpha);
  const chat = new ChatPage(await open({ as: account }));
  const { page } = chat;
  await expect(chat.active).toContainText(/alpha/i);
  const asked = noteRequests(page);
  const takenBack = () => asked.filter((request) => request === "DELETE /api/models/warm-up").length;

  await chat.active.click();
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect.poll(takenBack).toBe(1);
  // Opened by keys it counts the same.
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect.poll(takenBack).toBe(2);

  await chat.switchTo(beta.replace(".gguf", ""));
  expect(takenBack()).toBe(2);
});

test.describe("a chat that does not fit", () => {
  // The browser writes down that the switch was refused.
  test.use({ allowedConsoleErrors: [/status of 409 .*\/api\/models\/switch/] });

  test("to keep what is active leaves a line that names it, until the next message", async ({
    open,
    site,
  }) => {
    const account = await site.createUser(newAccount("Kim Stays"));
    await site.select(account, alpha);
    const chat = new ChatPage(await open({ as: account }));
    const { page } = chat;
    await expect(chat.active).toContainText(/alpha/i);
    const active = await chat.active.innerText();
    await page.route("**/api/models/switch", (route) =>
      route.fulfill({
        status: 409,
        contentType: "application/problem+json",
        body: JSON.stringify({
          type: "urn:switchyard:problem:incompatible_conversation",
          title: "The conversation does not fit",
          status: 409,
          detail: "This chat is too long for beta.",
          code: "incompatible_conversation",
          requestId: "test",
          reasons: [{ kind: "context_window", needed: 11_200, available: 8192 }],
          choices: ["trim", "summarize", "new_chat", "keep"],
        }),
      }),
    );
    await chat.choose("beta");
    await expect(page.getByText("It needs 11,200 tokens; 8,192 fit. Nothing has changed yet.")).toBeVisible();
    await page.getByRole("button", { name: "Keep Standard", exact: true }).click();
    const line = page.getByText(/Standard, .*alpha.*, is still active\. Nothing was changed/i);
    await expect(line).toBeVisible();
    await expect(chat.active).toHaveText(active);
    await expect(chat.message).toBeFocused();
    await chat.ask("Then go on here");
    await expect(line).toBeHidden();
  });
});
