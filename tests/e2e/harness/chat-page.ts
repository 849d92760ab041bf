import type { Locator, Page } from "playwright/test";
import { expect } from "@/tests/e2e/harness/fixtures";

/** The chat as a person meets it: by names and roles. */
export class ChatPage {
  readonly page: Page;
  readonly message: Locator;
  readonly active: Locator;
  readonly answers: Locator;
  readonly stopButton: Locator;

  constructor(page: Page) {
    this.page = page;
    this.message = page.getByRole("textbox", { name: "Message" });
    this.active = page.locator("#activeModelDisplay");
    this.answers = page.getByRole("article", { name: /^Answer/ });
    this.stopButton = page.getByRole("button", { name: "Stop the answer" });
  }

  async send(text: string): Promise<void> {
    await this.message.fill(text);
    await this.message.press("Enter");
  }

  /** Sends and waits until the answer has ended. */
  async ask(text: string): Promise<Locator> {
    const before = await this.answers.count();
    await this.send(text);
    await expect(this.answers).toHaveCount(before + 1);
    await expect(this.page.getByRole("button", { name: "Send" })).toBeVisible({ timeout: 120_000 });
    return this.answers.nth(before);
  }

  /** Sends and returns as soon as the answer has words, while it is still being written. */
  async beginAsking(text: string): Promise<Locator> {
    const before = await this.answers.count();
    await this.send(text);
    const answer = this.answers.nth(before);
    await expect(answer.locator("p").first()).toHaveText(/\w+ \w+/, { timeout: 60_000 });
    await expect(this.stopButton).toBeVisible();
    return answer;
  }

  /** Opens the picker and chooses by typing, as with a keyboard. */
  async choose(model: string): Promise<void> {
    await this.active.click();
    await this.page.getByRole("combobox", { name: "Search models" }).fill(model);
    await this.page.getByRole("option", { name: new RegExp(model, "i") }).click();
  }

  /**
   * From now on notes what is said to be active at each change of the page with a progress bar of that name on it.
   * @returns what tells the notes
   */
  async watchActiveWhileLoading(name: string): Promise<() => Promise<string[]>> {
    const notes = await this.page.evaluateHandle((label) => {
      const seen: string[] = [];
      new MutationObserver(() => {
        const bars = [...document.querySelectorAll("[role=progressbar]")];
        if (bars.some((bar) => bar.getAttribute("aria-label")?.toLowerCase() === label.toLowerCase()))
          seen.push(document.querySelector("#activeModelDisplay")?.textContent ?? "");
      }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
      return seen;
    }, name);
    return () => notes.jsonValue();
  }

  /** Chooses, and waits until the line above the composer says that the switch is through. */
  async switchTo(model: string): Promise<void> {
    await this.choose(model);
    await this.switched(model);
  }

  async switched(model: string): Promise<void> {
    const line = this.page.getByText(new RegExp(`Switched to ${model}`, "i")).first();
    await expect(line).toBeVisible({ timeout: 60_000 });
    await expect(this.active).toContainText(new RegExp(model, "i"));
  }
}
