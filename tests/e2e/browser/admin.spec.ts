import { randomUUID } from "node:crypto";
import { expect, test } from "@/tests/e2e/harness/fixtures";
import { newAccount } from "@/tests/e2e/harness/http-fixtures";
import { alpha, beta } from "@/tests/e2e/harness/models";
import { admin } from "@/tests/e2e/harness/site";

// The browser writes down that a request was refused; one is, on purpose.
test.use({ allowedConsoleErrors: [/status of 409 .*\/api\/admin\/permissions/] });

test("a change of the matrix says whom it touches before it is saved, and the conflict of two admins is told", async ({
  open,
  site,
}) => {
  const boss = await site.signedIn();
  // A tier of the test's own: what others do on this site is not touched.
  const name = `Lab ${randomUUID().slice(0, 8)}`;
  const { tier } = await boss.post<{ tier: { id: string } }>("/api/admin/tiers", { displayName: name }, 201);
  const account = newAccount(`Lara ${name}`);
  const { user } = await boss.post<{ user: { id: string } }>(
    "/api/admin/users",
    { ...account, accountTier: tier.id },
    201,
  );

  const page = await open({ as: admin, path: "/admin/permissions" });
  const cell = page.getByRole("checkbox", { name: `${name} may use Code` });
  await expect(cell).not.toBeChecked();
  await cell.check();
  const bar = page.getByRole("region", { name: "Changes that are not saved" });
  await expect(bar).toContainText("1 change, not saved");
  await expect(bar).toContainText("1 person gains Code.");
  await bar.getByRole("button", { name: "Who exactly?" }).click();
  await expect(page.getByRole("dialog")).toContainText(account.name);
  await page.getByRole("button", { name: "Back to the matrix" }).click();

  // Meanwhile another admin saves something else.
  const now = await boss.get<{ matrix: Record<string, string[]>; version: number }>("/api/admin/permissions");
  const theirs = { ...now.matrix, [tier.id]: [tier.id, "standard", "pro"] };
  const put = await boss.send("PUT", "/api/admin/permissions", { matrix: theirs, version: now.version });
  expect(put.status).toBe(200);

  await bar.getByRole("button", { name: "Save 1 change" }).click();
  const alert = page.getByRole("alert").filter({ hasText: "Nothing of yours was saved" });
  await expect(alert).toContainText(`${name} may use Pro`);
  await expect(cell).toBeChecked();
  await bar.getByRole("button", { name: "Save 1 change" }).click();
  await expect(bar).toBeHidden();
  const { matrix } = await boss.get<{ matrix: Record<string, string[]> }>("/api/admin/permissions");
  expect(matrix[tier.id]?.toSorted()).toEqual(["code", "pro", "standard", tier.id].toSorted());

  await boss.patch(`/api/admin/users/${user.id}`, { accountTier: "standard" });
  expect((await boss.send("DELETE", `/api/admin/tiers/${tier.id}`)).status).toBe(204);
});

test("a grant is given by searching the person, and ended again", async ({ open, site }) => {
  const name = `Gina Grant ${randomUUID().slice(0, 8)}`;
  const account = await site.createUser(newAccount(name));
  const gina = await site.signedIn(account);
  const mayUsePro = async () => {
    const { tiers } = await gina.get<{ tiers: { id: string; access: { allowed: boolean } }[] }>(
      "/api/models/tiers",
    );
    return tiers.find(({ id }) => id === "pro")?.access.allowed;
  };
  expect(await mayUsePro()).toBe(false);

  const page = await open({ as: admin, path: "/admin/permissions" });
  await page.getByRole("button", { name: "Grant", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Grant a tier to one person" });
  await dialog.getByRole("combobox", { name: "Person" }).fill(name);
  await page.getByRole("option", { name }).click();
  await dialog.getByLabel("Until").fill("2099-12-31");
  await dialog.getByLabel("Why").fill("trial after incident");
  await dialog.getByRole("button", { name: "Grant Pro" }).click();
  const row = page.getByRole("row", { name: new RegExp(name) });
  await expect(row).toContainText("Pro");
  await expect(row).toContainText("until 31 Dec 2099");
  await expect(row).toContainText("trial after incident");
  expect(await mayUsePro()).toBe(true);

  await row.getByRole("button", { name: `End ${name}'s grant of Pro` }).click();
  await page.getByRole("button", { name: "End the grant" }).click();
  await expect(page.getByText(`The grant of Pro for ${name} has ended.`)).toBeVisible();
  await expect(row).toHaveCount(0);
  expect(await mayUsePro()).toBe(false);
});

test("the trail is filtered to one person's switches, opened, and verified", async ({ open, site }) => {
  const account = await site.createUser(newAccount("Wanda Watched"));
  await site.select(account, alpha);
  await site.select(account, beta);

  const page = await open({ as: admin, path: "/admin/audit" });
  await page.getByRole("searchbox", { name: "Who: email or id" }).fill(account.email);
  const rows = page.getByRole("table", { name: "Audit trail" }).getByRole("row", { name: /Wanda Watched/ });
  await expect(rows).toHaveCount(2);
  await expect(page.getByText("1 to 2", { exact: true })).toBeVisible();
  await page.getByRole("searchbox", { name: "Model, tier or target" }).fill(beta);
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("active");
  await rows.getByRole("button", { name: /^Details of row/ }).click();
  const details = page.getByRole("definition");
  await expect(details.filter({ hasText: `llamacpp/${beta}` })).toBeVisible();
  await expect(details.filter({ hasText: "the permission matrix allows it" })).toBeVisible();
  await expect(details.filter({ hasText: /committed after/ })).toBeVisible();

  await page.getByRole("button", { name: "Verify the trail" }).click();
  await expect(page.getByText("The trail is whole.")).toBeVisible();
  await expect(page.getByText(/^\d[\d,]* rows were checked/)).toBeVisible();
});
