import { fileURLToPath } from "node:url";
import { ChatPage } from "@/tests/e2e/harness/chat-page";
import { expect, test } from "@/tests/e2e/harness/fixtures";
import { newAccount } from "@/tests/e2e/harness/http-fixtures";

const folder = fileURLToPath(new URL("../../.artifacts/screenshots", import.meta.url));
const desktop = { viewport: { width: 1440, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

for (const [size, colorScheme, options] of [
  ["desktop", "dark", desktop],
  ["phone", "light", phone],
] as const)
  test(`pictures for people to look at, and nothing wider than the screen: ${size}, ${colorScheme}`, async ({
    open,
    site,
  }) => {
    const account = await site.createUser(newAccount());
    const shot = (page: ChatPage["page"], name: string) =>
      page.screenshot({ path: `${folder}/${name}-${size}-${colorScheme}.png` });
    const fits = async (page: ChatPage["page"]) =>
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);

    const signIn = await open({ path: "/sign-in", colorScheme, ...options });
    await expect(signIn.getByRole("button", { name: /^Sign in/ })).toBeVisible();
    await fits(signIn);
    await shot(signIn, "sign-in");

    const chat = new ChatPage(await open({ as: account, colorScheme, ...options }));
    await expect(chat.active).toContainText(/\w/);
    await shot(chat.page, "empty-chat");
    await chat.ask("Tell me about rivers");
    await fits(chat.page);
    await shot(chat.page, "chat");
    await chat.active.click();
    await expect(chat.page.getByRole("option").first()).toBeVisible();
    await fits(chat.page);
    await shot(chat.page, "picker");
  });
