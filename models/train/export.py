"""Writes build/<name>/<file>.gguf, F16 for the check against torch and Q8_0 for the repository."""

import argparse
import json
from pathlib import Path

import gguf
import numpy as np
import torch

from chatml import END_OF_TEXT, IM_END, IM_START, SPECIALS, TEMPLATE

BUILD = Path(__file__).parent / "build"
CARDS = {
    "spark": ("Spark", "A tiny demo model that ships with Switchyard."),
    "spark-code": ("Spark Code", "A tiny demo model for small functions that ships with Switchyard."),
}


def tensors(weights, layers):
    yield "token_embd.weight", weights["embed.weight"]
    yield "output_norm.weight", weights["norm.weight"]
    names = {"attn_norm": "attn_norm", "ffn_norm": "ffn_norm", "q": "attn_q", "k": "attn_k", "v": "attn_v", "o": "attn_output",
             "gate": "ffn_gate", "up": "ffn_up", "down": "ffn_down"}
    for i in range(layers):
        for ours, theirs in names.items():
            yield f"blk.{i}.{theirs}.weight", weights[f"blocks.{i}.{ours}.weight"]


def write(name, path, kind):
    saved = torch.load(BUILD / name / "model.pt")
    shape, weights = saved["shape"], saved["weights"]
    tokenizer = json.loads((BUILD / name / "tokenizer.json").read_text())
    title, description = CARDS[name]
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_name(title)
    writer.add_description(description)
    writer.add_license("Apache-2.0")
    writer.add_context_length(shape["context"])
    writer.add_embedding_length(shape["dim"])
    writer.add_block_count(shape["layers"])
    writer.add_feed_forward_length(shape["feed_forward"])
    writer.add_head_count(shape["heads"])
    writer.add_head_count_kv(shape["heads"])
    writer.add_rope_dimension_count(shape["dim"] // shape["heads"])
    writer.add_rope_freq_base(shape["rope_base"])
    writer.add_layer_norm_rms_eps(shape["norm_epsilon"])
    writer.add_vocab_size(shape["vocabulary"])
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0 if kind == "q8_0" else gguf.LlamaFileType.MOSTLY_F16)

    vocabulary = sorted(tokenizer["model"]["vocab"].items(), key=lambda entry: entry[1])
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm")
    writer.add_token_list([token for token, _ in vocabulary])
    writer.add_token_types([gguf.TokenType.CONTROL if token in SPECIALS else gguf.TokenType.NORMAL for token, _ in vocabulary])
    merges = tokenizer["model"]["merges"]
    writer.add_token_merges([m if isinstance(m, str) else " ".join(m) for m in merges])
    ids = dict(vocabulary)
    writer.add_bos_token_id(ids[IM_START])
    writer.add_eos_token_id(ids[IM_END])
    writer.add_pad_token_id(ids[END_OF_TEXT])
    writer.add_add_bos_token(False)
    writer.add_chat_template(TEMPLATE)

    for tensor_name, tensor in tensors(weights, shape["layers"]):
        data = tensor.float().numpy()
        if data.ndim == 1:
            writer.add_tensor(tensor_name, data)
        elif kind == "q8_0":
            quantized = gguf.quants.quantize(data, gguf.GGMLQuantizationType.Q8_0)
            writer.add_tensor(tensor_name, quantized, raw_dtype=gguf.GGMLQuantizationType.Q8_0)
        else:
            writer.add_tensor(tensor_name, data.astype(np.float16))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("name", choices=CARDS)
    options = parser.parse_args()
    for kind in ("f16", "q8_0"):
        path = BUILD / options.name / f"{options.name}.{kind}.gguf"
        write(options.name, path, kind)
        print(f"{path.name}: {path.stat().st_size:,} bytes")
