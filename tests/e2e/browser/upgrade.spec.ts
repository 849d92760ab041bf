import { ChatPage } from "@/tests/e2e/harness/chat-page";
import { expect, test } from "@/tests/e2e/harness/fixtures";
import { newAccount } from "@/tests/e2e/harness/http-fixtures";
import { admin } from "@/tests/e2e/harness/site";

// The bundled demo stands in for a model of Pro: every site has it.
test("a locked tier: ask in the chat, an admin approves in another browser, it unlocks without a reload, switch, undo", async ({
  open,
  site,
}) => {
  const account = await site.createUser(newAccount("Lea Locked"));
  const chat = new ChatPage(await open({ as: account }));
  const { page } = chat;
  const pro = page.locator("#modelTierSelect").getByRole("radio", { name: /^Pro/ });
  await expect(chat.active).toContainText("Currently using: Standard");
  await chat.message.fill("Kept while I ask");
  // Gone after a reload.
  await page.evaluate(() => document.documentElement.setAttribute("data-same-page", ""));

  await pro.click();
  const dialog = page.getByRole("dialog", { name: "Pro is not part of your account" });
  await expect(dialog).toContainText("Your account is Standard; Pro needs a Pro account.");
  await expect(dialog.getByRole("radio", { checked: true })).toHaveCount(1);
  await dialog.getByRole("textbox").fill("The quarterly report");
  await dialog.getByRole("button", { name: "Ask for Pro" }).click();
  await expect(dialog.getByText(/^Asked on .* You will get a notice here\./)).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(chat.message).toHaveValue("Kept while I ask");

  const boss = await open({ as: admin, path: "/admin/upgrade-requests" });
  await boss.getByRole("button", { name: "Approve Lea Locked's request for Pro" }).click();

  await expect(page.getByText("Pro is yours now.").first()).toBeVisible();
  await expect(pro).not.toHaveAccessibleName(/locked/);
  await expect(page.getByRole("button", { name: /Lea Locked.*Pro/ })).toBeVisible();
  await pro.click();
  await expect(chat.active).toContainText("Currently using: Pro");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(chat.active).toContainText("Currently using: Standard");
  await expect(chat.message).toHaveValue("Kept while I ask");
  await expect(page.locator("html[data-same-page]")).toHaveCount(1);
});
