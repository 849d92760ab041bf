import { ChatPage } from "@/tests/e2e/harness/chat-page";
import { expect, test } from "@/tests/e2e/harness/fixtures";
import { endless } from "@/tests/e2e/harness/models";
import { admin } from "@/tests/e2e/harness/site";
import { descendant } from "@/tests/e2e/harness/processes";

for (const [victim, words] of [
  ["runner", `sidecar-runner ${endless}`],
  ["pool manager", "sidecar-manager"],
] as const)
  test(`kill -9 of the ${victim} in mid-answer: the page says so, keeps the text, and the next message works`, async ({
    open,
    ownSite,
  }) => {
    const site = await ownSite();
    await site.select(admin, endless);
    const chat = new ChatPage(await open({ on: site, as: admin }));
    const cut = await chat.beginAsking("Tell me a long story");
    process.kill(descendant(site.pid, words).pid, "SIGKILL");
    await expect(cut).toContainText(/Interrupted\./);
    await expect(cut).toContainText(/words? above (is|are) saved/);

    const next = await chat.beginAsking("Go on");
    await expect(next).toHaveAccessibleName(/endless/i);
    await expect(next).not.toContainText("Interrupted.");
    await chat.stopButton.click();
    await expect(next).toContainText(/Stopped by you/);
    await chat.page.reload();
    await expect(chat.answers.first()).toContainText(/Interrupted\./);
  });
