/**
 * A process with node-llama-cpp as its documentation shows it, forked by load.ts: library loaded, no model. Message
 * `{ path, prompt, maxTokens }` → loads, answers, says `"first"` at the first text and `"done"` when the model is gone.
 */
import { getLlama, LlamaChatSession } from "node-llama-cpp";

const llama = await getLlama({ gpu: false, build: "never", skipDownload: true });
const say = (what: string): void => void process.send?.(what);

process.on("message", (order: { path: string; prompt: string; maxTokens: number }) => {
  void (async () => {
    const model = await llama.loadModel({ modelPath: order.path });
    const context = await model.createContext({ contextSize: 2048 });
    const session = new LlamaChatSession({ contextSequence: context.getSequence() });
    let begun = false;
    await session.prompt(order.prompt, {
      maxTokens: order.maxTokens,
      temperature: 0,
      onTextChunk: () => {
        if (!begun) say("first");
        begun = true;
      },
    });
    await model.dispose();
    say("done");
  })();
});
say("ready");
