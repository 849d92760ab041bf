import { expect, test } from "vitest";
import { answerStream } from "@/lib/http/answer-stream";

test("an answer's stream is marked as events that nobody on the way may compress or keep", async () => {
  const response = answerStream(
    new ReadableStream({
      start(controller) {
        controller.enqueue({ type: "start", messageId: "m" });
        controller.close();
      },
    }),
  );
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  expect(response.headers.get("cache-control")).toBe("no-cache, no-transform");
  expect(response.headers.get("x-vercel-ai-ui-message-stream")).toBe("v1");
  expect(await response.text()).toContain('data: {"type":"start","messageId":"m"}\n\n');
});
