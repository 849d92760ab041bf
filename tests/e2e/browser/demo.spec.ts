import { readFileSync } from "node:fs";
import { ChatPage } from "@/tests/e2e/harness/chat-page";
import { expect, test } from "@/tests/e2e/harness/fixtures";
import { admin } from "@/tests/e2e/harness/site";

interface Known {
  intents: Record<string, string[]>;
  starters: Record<string, string>;
}
const known = JSON.parse(readFileSync("models/train/eval/answers.json", "utf8")) as Record<string, Known>;

/** What the model was taught to say to one of its starters. */
const taught = (model: string, starter: string) =>
  known[model]?.intents[known[model].starters[starter] ?? ""] ?? [];

test("a fresh site without models: every starter of the demos is answered, also after a switch in mid-conversation", async ({
  open,
  ownSite,
}) => {
  const site = await ownSite({ writeModels: () => {} });
  const chat = new ChatPage(await open({ on: site, as: admin }));
  await expect(chat.active).toContainText("Spark");
  await expect(chat.page.getByText("Spark is a tiny demo model.")).toBeVisible();
  await expect(chat.page.getByRole("link", { name: "Get a real model" })).toBeVisible();

  const starters = Object.keys(known["spark"]?.starters ?? {});
  expect(starters).toHaveLength(4);
  await chat.page.getByRole("button", { name: starters[0] ?? "" }).click();
  await expect(chat.message).toHaveValue(starters[0] ?? "");
  for (const starter of starters) {
    const answer = await chat.ask(starter);
    await expect(answer).toContainText(new RegExp(taught("spark", starter).map(escape).join("|")));
  }

  await chat.switchTo("Spark Code");
  const [code = ""] = Object.keys(known["spark-code"]?.starters ?? {});
  const answer = await chat.ask(code);
  await expect(answer).toHaveAccessibleName(/Spark Code/);
  await expect(answer.locator("code")).toContainText("def ");
  await expect(chat.page.getByText("Spark Code is a tiny demo model.")).toBeVisible();
});

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
