import { basename } from "node:path";
import { seededRandom } from "@/tests/factories/gguf-random";
import { writeGguf, type WritableTensor } from "@/tests/factories/gguf-writer";

const special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

/** Writes an embedding model of the bert architecture with random weights, mean pooling, about 120 kB. */
export function writeEmbeddingGguf(
  path: string,
  options: { name?: string; seed?: number; contextLength?: number } = {},
): void {
  const { seed = 1, contextLength = 128 } = options;
  const dim = 32;
  const feedForward = 64;
  const random = seededRandom(seed);
  const characters = [..."abcdefghijklmnopqrstuvwxyz0123456789.,!?'-"];
  const tokens = [...special, ...characters.map((character) => `▁${character}`), ...characters];

  const matrix = (name: string, rows: number, columns: number): WritableTensor => ({
    name,
    dimensions: [columns, rows],
    data: random.weights(rows * columns, 1 / Math.sqrt(columns)),
  });
  const vector = (name: string, value: number, length = dim): WritableTensor => ({
    name,
    dimensions: [length],
    data: new Float32Array(length).fill(value),
  });
  const layer = (name: string, rows: number, columns: number): WritableTensor[] => [
    matrix(`${name}.weight`, rows, columns),
    vector(`${name}.bias`, 0, rows),
  ];
  const norm = (name: string): WritableTensor[] => [vector(`${name}.weight`, 1), vector(`${name}.bias`, 0)];

  writeGguf(
    path,
    {
      "general.architecture": { string: "bert" },
      "general.name": { string: options.name ?? basename(path).replace(/\.gguf$/i, "") },
      "general.file_type": { u32: 0 },
      "bert.block_count": { u32: 1 },
      "bert.context_length": { u32: contextLength },
      "bert.embedding_length": { u32: dim },
      "bert.feed_forward_length": { u32: feedForward },
      "bert.attention.head_count": { u32: 2 },
      "bert.attention.layer_norm_epsilon": { f32: 1e-12 },
      "bert.attention.causal": { bool: false },
      "bert.pooling_type": { u32: 1 },
      "tokenizer.ggml.token_type_count": { u32: 2 },
      "tokenizer.ggml.model": { string: "bert" },
      "tokenizer.ggml.pre": { string: "bert-bge" },
      "tokenizer.ggml.tokens": { strings: tokens },
      "tokenizer.ggml.token_type": { i32s: tokens.map((_, id) => (id < special.length ? 3 : 1)) },
      "tokenizer.ggml.bos_token_id": { u32: 2 },
      "tokenizer.ggml.eos_token_id": { u32: 3 },
      "tokenizer.ggml.unknown_token_id": { u32: 1 },
      "tokenizer.ggml.seperator_token_id": { u32: 3 },
      "tokenizer.ggml.padding_token_id": { u32: 0 },
      "tokenizer.ggml.mask_token_id": { u32: 4 },
      "tokenizer.ggml.add_bos_token": { bool: true },
      "tokenizer.ggml.add_eos_token": { bool: true },
    },
    [
      matrix("token_embd.weight", tokens.length, dim),
      matrix("token_types.weight", 2, dim),
      matrix("position_embd.weight", contextLength, dim),
      ...norm("token_embd_norm"),
      ...layer("blk.0.attn_q", dim, dim),
      ...layer("blk.0.attn_k", dim, dim),
      ...layer("blk.0.attn_v", dim, dim),
      ...layer("blk.0.attn_output", dim, dim),
      ...norm("blk.0.attn_output_norm"),
      ...layer("blk.0.ffn_up", feedForward, dim),
      ...layer("blk.0.ffn_down", dim, feedForward),
      ...norm("blk.0.layer_output_norm"),
    ],
  );
}
