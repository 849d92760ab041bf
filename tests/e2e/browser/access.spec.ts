import { ChatPage } from "@/tests/e2e/harness/chat-page";
import { expect, test } from "@/tests/e2e/harness/fixtures";
import { newAccount } from "@/tests/e2e/harness/http-fixtures";

/** Names of the focused elements, one for each press of Tab. */
async function tabThrough(chat: ChatPage, presses: number): Promise<string[]> {
  const names: string[] = [];
  for (let n = 0; n < presses; n++) {
    await chat.page.keyboard.press("Tab");
    names.push(
      await chat.page.evaluate(() => {
        const element = document.activeElement;
        return (
          element?.id ||
          element?.getAttribute("aria-label") ||
          element?.textContent?.trim().slice(0, 40) ||
          ""
        );
      }),
    );
  }
  return names;
}

test("everything that can be operated has a name, and the page has its landmarks", async ({ open, site }) => {
  const account = await site.createUser(newAccount());
  const chat = new ChatPage(await open({ as: account }));
  await chat.ask("Hello there");
  await expect(chat.page.getByRole("main")).toHaveCount(1);
  await expect(chat.page.getByRole("navigation").first()).toBeVisible();
  await expect(chat.page).toHaveTitle(/\S/);
  expect(await chat.page.getAttribute("html", "lang")).toBe("en");
  for (const role of ["button", "link", "textbox", "combobox", "radio", "checkbox"] as const)
    for (const element of await chat.page.getByRole(role).all())
      await expect(
        element,
        `${role}: ${await element.evaluate((node) => node.outerHTML.slice(0, 200))}`,
      ).toHaveAccessibleName(/\S/);
  const ids = await chat.page.evaluate(() => [...document.querySelectorAll("[id]")].map(({ id }) => id));
  expect(
    ids.filter((id, index) => ids.indexOf(id) !== index),
    "an id stands once",
  ).toEqual([]);
  await expect(chat.page.locator("#modelTierSelect.model-tier-selector")).toHaveCount(1);
  await expect(chat.page.locator("#activeModelDisplay.model-status")).toHaveCount(1);
});

test("with the keyboard alone: choose a model, and the focus is back in the message field", async ({
  open,
  site,
}) => {
  const account = await site.createUser(newAccount());
  const chat = new ChatPage(await open({ as: account }));
  await expect(chat.message).toBeFocused();
  const order = await tabThrough(chat, 6);
  expect(order).toContain("activeModelDisplay");
  await chat.active.focus();
  await chat.page.keyboard.press("Enter");
  await chat.page.keyboard.type("beta");
  await expect(chat.page.getByRole("option", { name: /beta/i })).toBeVisible();
  await chat.page.keyboard.press("Enter");
  await chat.switched("beta");
  await expect(chat.message).toBeFocused();
});

test("a screen reader hears of the switch and of the end of an answer", async ({ open, site }) => {
  const account = await site.createUser(newAccount());
  const chat = new ChatPage(await open({ as: account }));
  const live = chat.page.locator("[aria-live=polite]");
  await chat.choose("beta");
  await expect(live.filter({ hasText: /beta/i }).first()).toBeAttached();
  await chat.ask("Hello there");
  await expect(live.filter({ hasText: /^Answer finished/ }).first()).toBeAttached();
});
