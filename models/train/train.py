"""Trains one demo model: `python train.py spark`. Seeded; the same machine gives the same weights per step."""

import argparse
import json
import math
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from chatml import render
from corpus import dialogues_of, foreign_dialogues_of
from model import Llama, Shape
from pack import SYSTEM_PROMPTS, Packer
from tokenizer import train_tokenizer

BUILD = Path(__file__).parent / "build"
# Enough for the texts to be known by heart, which is all that models of this size can do.
STEPS = {"spark": 1200, "spark-code": 600}


def learning_rate(step, steps, peak, warm_up=100):
    if step < warm_up:
        return peak * (step + 1) / warm_up
    return peak * (0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * (step - warm_up) / max(1, steps - warm_up))))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("--steps", type=int)
    parser.add_argument("--batch", type=int, default=4096, help="tokens per step")
    parser.add_argument("--peak", type=float, default=2.5e-3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    steps = options.steps or STEPS[options.name]
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    # The tail of a softmax is denormal; without this its gradient alone takes as long as all matrices.
    torch.set_flush_denormal(True)
    out = BUILD / options.name
    out.mkdir(parents=True, exist_ok=True)

    dialogues = dialogues_of(options.name, seed=options.seed)
    texts = [render([{"role": "user", "content": q}, {"role": "assistant", "content": a}]) for d in dialogues for q, a in d]
    tokenizer = train_tokenizer([*texts, *(s for s in SYSTEM_PROMPTS if s)])
    tokenizer.save(str(out / "tokenizer.json"))
    shape = Shape(vocabulary=tokenizer.get_vocab_size())
    model = Llama(shape)
    decay = [p for p in model.parameters() if p.dim() > 1]
    rest = [p for p in model.parameters() if p.dim() == 1]
    optimizer = torch.optim.AdamW([{"params": decay, "weight_decay": 0.1}, {"params": rest, "weight_decay": 0.0}], betas=(0.9, 0.95))
    packer = Packer(tokenizer, dialogues, foreign_dialogues_of(options.name, seed=options.seed), options.seed)
    print(f"{len(dialogues)} dialogues, {sum(p.numel() for p in model.parameters()):,} parameters, {shape.vocabulary} tokens")

    started, seen, average = time.time(), 0, None
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step, steps, options.peak)
        inputs, targets, learnt = (torch.from_numpy(a) for a in packer.batch(options.batch))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(inputs, learnt)
        loss = F.cross_entropy(logits.float(), targets[learnt])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        seen += inputs.numel()
        average = loss.item() if average is None else 0.98 * average + 0.02 * loss.item()
        if step % 100 == 99 or step == steps - 1:
            print(f"step {step + 1}/{steps}  loss {average:.4f}  {seen / (time.time() - started):,.0f} tokens/s", flush=True)
    torch.save({"shape": shape.__dict__, "weights": model.state_dict()}, out / "model.pt")
    summary = {"steps": steps, "tokens": seen, "loss": round(average, 4), "minutes": round((time.time() - started) / 60, 1)}
    (out / "training.json").write_text(json.dumps({**summary, "seed": options.seed, "dialogues": len(dialogues)}))


if __name__ == "__main__":
    np.seterr(all="raise", under="ignore")
    main()
