import { ChatPage } from "@/tests/e2e/harness/chat-page";
import { expect, test } from "@/tests/e2e/harness/fixtures";
import { slow } from "@/tests/e2e/harness/models";
import { admin, shortenAnswers } from "@/tests/e2e/harness/site";
import { descendant } from "@/tests/e2e/harness/processes";

for (const [victim, words] of [
  ["runner", "sidecar-runner slow.gguf"],
  ["pool manager", "sidecar-manager"],
] as const)
  test(`kill -9 of the ${victim} in mid-answer: the page says so, keeps the text, and the next message works`, async ({
    open,
    ownSite,
  }) => {
    const site = await ownSite();
    await site.select(admin, slow);
    // It is ended by hand, on a busy machine seconds later.
    await shortenAnswers(await site.signedIn(admin), (model) => (model === slow ? 3_000 : undefined));
    const chat = new ChatPage(await open({ on: site, as: admin }));
    const cut = await chat.beginAsking("Tell me a long story");
    process.kill(descendant(site.pid, words).pid, "SIGKILL");
    await expect(cut).toContainText(/Interrupted\./, { timeout: 30_000 });
    await expect(cut).toContainText(/words? above (is|are) saved/);

    const next = await chat.beginAsking("Go on");
    await expect(next).toHaveAccessibleName(/slow/i);
    await expect(next).not.toContainText("Interrupted.");
    await chat.stopButton.click();
    await expect(next).toContainText(/Stopped by you/);
    await chat.page.reload();
    await expect(chat.answers.first()).toContainText(/Interrupted\./);
  });
