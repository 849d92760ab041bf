"""What torch and the Python tokenizer say, for verify.mjs to hold against llama.cpp: build/<name>/checks.json."""

import argparse
import json
from pathlib import Path

import torch
from tokenizers import Tokenizer

from chatml import render
from corpus import dialogues_of
from model import Llama, Shape

BUILD = Path(__file__).parent / "build"
# A small part of the same, committed: tests hold the committed models against it.
FIXTURE = Path(__file__).parent / "eval" / "tokens.json"
HOSTILE = ["", " ", "\n\n", "Grüße, wie geht’s?", "emoji 🙂🚀", "def f(x):\n    return x**2", "a" * 200, "1234567890", "tab\there", "漢字かな", "<b>&amp;</b>"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    name = parser.parse_args().name
    saved = torch.load(BUILD / name / "model.pt")
    model = Llama(Shape(**saved["shape"]))
    model.load_state_dict(saved["weights"])
    model.eval()
    tokenizer = Tokenizer.from_file(str(BUILD / name / "tokenizer.json"))
    texts = [q for d in dialogues_of(name, seed=7)[:400] for q, _ in d] + HOSTILE
    short = [text for text in texts if len(text) < 1000]
    prompts = [render([{"role": "user", "content": t}], add_generation_prompt=True) for t in short[:20] + HOSTILE[3:6]]
    logits = []
    with torch.no_grad():
        for prompt in prompts:
            ids = tokenizer.encode(prompt).ids
            logprobs = model(torch.tensor([ids]))[0, -1].float().log_softmax(-1)
            top = logprobs.topk(5)
            logits.append({"ids": ids, "top": list(zip(top.indices.tolist(), top.values.tolist()))})
    tokens = [{"text": t, "ids": tokenizer.encode(t, add_special_tokens=False).ids} for t in texts]
    (BUILD / name / "checks.json").write_text(json.dumps({"tokens": tokens, "logits": logits}))
    fixture = json.loads(FIXTURE.read_text()) if FIXTURE.exists() else {}
    fixture[name] = [entry for entry in tokens[:20] + tokens[-len(HOSTILE) :] if len(entry["text"]) <= 200]
    FIXTURE.write_text(json.dumps(dict(sorted(fixture.items())), ensure_ascii=False) + "\n")
    print(f"{len(tokens)} texts, {len(logits)} prompts")


if __name__ == "__main__":
    main()
