import { describe, expect, it } from "vitest";
import { ChatCompletionInput } from "@/lib/contract/sidecar";
import { generateRequest } from "./generate-request";

function request(body: object) {
  const messages = [{ role: "user", content: "Hi" }];
  return generateRequest(ChatCompletionInput.parse({ model: "a.gguf", messages, ...body }), "session");
}

describe("OpenAI's request as the runner's", () => {
  it("has an end and a temperature of its own where the client sets none", () => {
    expect(request({})).toEqual({
      messages: [{ role: "user", content: "Hi" }],
      sampling: { temperature: 0.7 },
      maxTokens: 1024,
      stop: [],
      sessionKey: "session",
    });
  });

  it("takes what is set and ignores null", () => {
    const body = {
      temperature: 0,
      top_p: 0.5,
      top_k: null,
      seed: 3,
      max_tokens: 5,
      max_completion_tokens: 7,
      stop: "END",
    };
    expect(request(body)).toMatchObject({
      sampling: { temperature: 0, topP: 0.5, seed: 3 },
      maxTokens: 7,
      stop: ["END"],
    });
    expect(JSON.stringify(request(body))).not.toContain("topK");
  });

  it("joins text parts, and reads developer as system", () => {
    const messages = [
      {
        role: "developer",
        content: [
          { type: "text", text: "Be " },
          { type: "text", text: "brief." },
        ],
      },
      { role: "assistant", content: null },
    ];
    expect(request({ messages })).toMatchObject({
      messages: [
        { role: "system", content: "Be brief." },
        { role: "assistant", content: "" },
      ],
    });
  });

  it("refuses a picture and says where it is", () => {
    const messages = [{ role: "user", content: [{ type: "image_url" }] }];
    expect(request({ messages })).toMatchObject({ code: "invalid_request", param: "messages.0.content" });
  });
});
