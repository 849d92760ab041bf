import { ChatPage } from "@/tests/e2e/harness/chat-page";
import { expect, test } from "@/tests/e2e/harness/fixtures";
import { newAccount } from "@/tests/e2e/harness/http-fixtures";
import { alpha, endless, slow } from "@/tests/e2e/harness/models";
import { admin } from "@/tests/e2e/harness/site";

test("the printed link makes the first admin, who is then in the chat", async ({ open, ownSite }) => {
  const site = await ownSite({ withAdmin: false });
  const page = await open({ on: site, path: `/setup?token=${site.setupToken}` });
  await page.getByLabel("Name").fill(admin.name);
  await page.getByLabel("Email").fill(admin.email);
  await page.getByLabel("Password", { exact: true }).fill(admin.password);
  await page.getByRole("button", { name: "Create admin account" }).click();
  await expect(page.getByRole("textbox", { name: "Message" })).toBeVisible();
  await expect(page.getByText(admin.name)).toBeVisible();
});

test("an invited person signs up by the link, signs out and in again", async ({ open, site }) => {
  const account = newAccount("Ines Invited");
  const boss = await site.signedIn();
  const { inviteUrl } = await boss.post<{ inviteUrl: string }>(
    "/api/admin/users",
    { name: account.name, email: account.email },
    201,
  );
  const page = await open({ path: inviteUrl });
  await page.getByLabel("Name").fill(account.name);
  const email = page.getByLabel("Email");
  if (await email.isEditable()) await email.fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("textbox", { name: "Message" })).toBeVisible();

  await page.getByRole("button", { name: /account menu/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in/);
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: /^Sign in/ }).click();
  await expect(page.getByRole("textbox", { name: "Message" })).toBeVisible();
});

test("an admin opens registration, and anybody can make an account", async ({ open, ownSite }) => {
  const site = await ownSite();
  await (await site.signedIn()).patch("/api/admin/settings", { registration: "open" });
  const account = newAccount("Olga Open");
  const page = await open({ on: site, path: "/sign-in" });
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByLabel("Name").fill(account.name);
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("textbox", { name: "Message" })).toBeVisible();
});

test("chat, switch to another model with progress, an answer from it, reload, and nobody else is touched", async ({
  open,
  site,
}) => {
  const account = await site.createUser(newAccount());
  const other = await site.createUser(newAccount("Otto Other"));
  await site.select(account, alpha);
  const chat = new ChatPage(await open({ as: account }));
  const otherChat = new ChatPage(await open({ as: other }));
  await expect(otherChat.active).toContainText(/· \w/);
  const otherActive = await otherChat.active.innerText();

  const first = await chat.ask("Hello there");
  await expect(first).toHaveAccessibleName(/alpha/i);
  await expect(chat.page).toHaveURL(/\/chat\/[0-9a-f-]{36}$/);

  const whileLoading = await chat.watchActiveWhileLoading("Loading heavy");
  await chat.switchTo("heavy");
  const shown = await whileLoading();
  expect(shown.length, "a progress bar was there").toBeGreaterThan(0);
  expect(shown[0], "what is active is shown, not what was clicked").toMatch(/alpha/i);
  const second = await chat.ask("And now?");
  await expect(second).toHaveAccessibleName(/heavy/i);

  await chat.page.reload();
  await expect(chat.active).toContainText(/heavy/i);
  await expect(chat.answers).toHaveCount(2);
  await expect(chat.answers.first()).toHaveAccessibleName(/alpha/i);
  await expect(chat.answers.last()).toHaveAccessibleName(/heavy/i);
  await chat.page.goto("/");
  await expect(chat.active, "a new chat begins with the last choice").toContainText(/heavy/i);

  await otherChat.page.reload();
  await expect(otherChat.active).toHaveText(otherActive);
});

test("a switch during an answer: it finishes on its model, the next message goes to the new one", async ({
  open,
  site,
}) => {
  const account = await site.createUser(newAccount());
  await site.select(account, slow);
  const chat = new ChatPage(await open({ as: account }));
  const running = await chat.beginAsking("Tell me a long story");
  const begun = (await running.innerText()).length;
  await chat.switchTo("beta");
  await expect(chat.page.getByRole("button", { name: "Send" })).toBeVisible({ timeout: 120_000 });
  await expect(running).toHaveAccessibleName(/slow/i);
  expect((await running.innerText()).length).toBeGreaterThan(begun);
  await expect(running).not.toContainText(/Interrupted|Stopped/);
  await expect(await chat.ask("And now?")).toHaveAccessibleName(/beta/i);
});

test("stop keeps what is there; undo puts the former model back", async ({ open, site }) => {
  const account = await site.createUser(newAccount());
  await site.select(account, endless);
  const chat = new ChatPage(await open({ as: account }));
  const running = await chat.beginAsking("Tell me a long story");
  await chat.stopButton.click();
  await expect(running).toContainText(/Stopped by you after \d+ words?\./);
  await chat.switchTo("beta");
  await chat.page.getByRole("button", { name: "Undo" }).click();
  await expect(chat.active).toContainText(/endless/i);
});

test("a second tab opened in mid-answer shows it as it is written, and can stop it for both", async ({
  open,
  site,
}) => {
  const account = await site.createUser(newAccount());
  await site.select(account, endless);
  const one = new ChatPage(await open({ as: account }));
  const running = await one.beginAsking("Tell me a long story");
  await expect(one.page).toHaveURL(/\/chat\/[0-9a-f-]{36}$/);
  const two = new ChatPage(await one.page.context().newPage());
  await two.page.goto(one.page.url());
  await expect(two.answers.first().locator("p").first()).toHaveText(/\w+ \w+/);
  await two.stopButton.click();
  await expect(two.answers.first()).toContainText(/Stopped by you/);
  await expect(running).toContainText(/Stopped by you/);
});

test("a switch in one tab shows in the other one without a reload", async ({ open, site }) => {
  const account = await site.createUser(newAccount());
  const one = new ChatPage(await open({ as: account }));
  const two = new ChatPage(await one.page.context().newPage());
  await two.page.goto(new URL("/", one.page.url()).href);
  await expect(two.active).toContainText(/\w/);
  await one.switchTo("beta");
  await expect(two.active).toContainText(/beta/i);
});
