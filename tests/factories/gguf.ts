import { basename } from "node:path";
import { seededRandom } from "@/tests/factories/gguf-random";
import { inventWords } from "@/tests/factories/gguf-words";
import { writeGguf, type WritableTensor } from "@/tests/factories/gguf-writer";

export interface ChatGgufOptions {
  /** `general.name`; default: the file name without ending. */
  name?: string;
  seed?: number;
  /** A multiple of 32. 32 → 150 kB, 512 with 4 layers → 30 MB. */
  embeddingLength?: number;
  layers?: number;
  contextLength?: number;
  /** Words that it answers with; default: 64 made-up ones that depend on the seed. */
  words?: string[];
  /**
   * When it ends an answer by itself. `never`: only the token limit, a stop string or the window ends it.
   * `soon`: every token ends it with a fair chance. `at-once`: the first token does.
   */
  ends?: "never" | "soon" | "at-once";
  /** Jinja; `null` leaves it out. Default: ChatML. */
  chatTemplate?: string | null;
}

export const chatMl =
  "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

const special = ["<unk>", "<s>", "</s>", "<|im_start|>", "<|im_end|>"];
const endOfTurn = special.indexOf("<|im_end|>");
const wordStart = "▁";
/** Logits that the first dimension adds; it is the same in every position, so it works as a bias. */
const biasOf = { never: -40, soon: 4, "at-once": 60 } as const;
const suppressed = -40;
const constant = 4;

/**
 * Writes a chat model of the llama architecture with random weights: it loads in milliseconds, takes any text
 * (byte tokens) and answers in made-up words. The same options give the same bytes.
 */
export function writeChatGguf(path: string, options: ChatGgufOptions = {}): void {
  const { seed = 1, embeddingLength: dim = 32, layers = 1, contextLength = 4096, ends = "never" } = options;
  const random = seededRandom(seed);
  const words = options.words ?? inventWords(random, 64);
  const bytes = Array.from(
    { length: 256 },
    (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`,
  );
  const characters = [wordStart, ...Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i))];
  const answers = [...new Set(words.map((word) => wordStart + word))].filter(
    (word) => !characters.includes(word),
  );
  const tokens = [...special, ...bytes, ...characters, ...answers];
  const types = tokens.map((_, id) =>
    id === 0 ? 2 : id < special.length ? 3 : id < special.length + 256 ? 6 : 1,
  );
  const firstAnswer = tokens.length - answers.length;
  const template = options.chatTemplate === undefined ? chatMl : options.chatTemplate;
  const heads = Math.max(1, dim / 32);
  const feedForward = 2 * dim;

  const matrix = (name: string, rows: number, columns: number, gain = 1): WritableTensor => ({
    name,
    dimensions: [columns, rows],
    data: random.weights(rows * columns, gain / Math.sqrt(columns)),
  });
  const norm = (name: string): WritableTensor => ({
    name,
    dimensions: [dim],
    data: new Float32Array(dim).fill(1),
  });
  const withoutFirstRow = (tensor: WritableTensor): WritableTensor => {
    tensor.data.fill(0, 0, tensor.dimensions[0]);
    return tensor;
  };
  const embedding = matrix("token_embd.weight", tokens.length, dim, Math.sqrt(dim));
  const output = matrix("output.weight", tokens.length, dim, 6);
  for (let id = 0; id < tokens.length; id++) {
    embedding.data[id * dim] = constant;
    output.data[id * dim] = (id >= firstAnswer ? 0 : id === endOfTurn ? biasOf[ends] : suppressed) / constant;
  }
  const blocks = Array.from({ length: layers }, (_, i) => [
    norm(`blk.${i}.attn_norm.weight`),
    matrix(`blk.${i}.attn_q.weight`, dim, dim),
    matrix(`blk.${i}.attn_k.weight`, dim, dim),
    matrix(`blk.${i}.attn_v.weight`, dim, dim),
    withoutFirstRow(matrix(`blk.${i}.attn_output.weight`, dim, dim)),
    norm(`blk.${i}.ffn_norm.weight`),
    matrix(`blk.${i}.ffn_gate.weight`, feedForward, dim),
    matrix(`blk.${i}.ffn_up.weight`, feedForward, dim),
    withoutFirstRow(matrix(`blk.${i}.ffn_down.weight`, dim, feedForward)),
  ]);

  writeGguf(
    path,
    {
      "general.architecture": { string: "llama" },
      "general.name": { string: options.name ?? basename(path).replace(/\.gguf$/i, "") },
      "general.file_type": { u32: 0 },
      "llama.block_count": { u32: layers },
      "llama.context_length": { u32: contextLength },
      "llama.embedding_length": { u32: dim },
      "llama.feed_forward_length": { u32: feedForward },
      "llama.attention.head_count": { u32: heads },
      "llama.attention.head_count_kv": { u32: heads },
      "llama.attention.layer_norm_rms_epsilon": { f32: 1e-5 },
      "llama.rope.dimension_count": { u32: dim / heads },
      "llama.vocab_size": { u32: tokens.length },
      "tokenizer.ggml.model": { string: "llama" },
      "tokenizer.ggml.pre": { string: "default" },
      "tokenizer.ggml.tokens": { strings: tokens },
      "tokenizer.ggml.scores": { f32s: tokens.map((_, id) => -id) },
      "tokenizer.ggml.token_type": { i32s: types },
      "tokenizer.ggml.bos_token_id": { u32: special.indexOf("<s>") },
      "tokenizer.ggml.eos_token_id": { u32: endOfTurn },
      "tokenizer.ggml.unknown_token_id": { u32: 0 },
      "tokenizer.ggml.add_bos_token": { bool: true },
      "tokenizer.ggml.add_eos_token": { bool: false },
      ...(template === null ? {} : { "tokenizer.chat_template": { string: template } }),
    },
    [embedding, ...blocks.flat(), norm("output_norm.weight"), output],
  );
}
