"""A llama of a few million parameters, laid out so that its GGUF needs no permutation (RoPE pairs 2i, 2i+1)."""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn


@dataclass
class Shape:
    vocabulary: int = 2048
    dim: int = 256
    layers: int = 4
    heads: int = 4
    feed_forward: int = 704
    context: int = 4096
    rope_base: float = 10000.0
    norm_epsilon: float = 1e-5


class RMSNorm(nn.Module):
    def __init__(self, dim, epsilon):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(dim))
        self.epsilon = epsilon

    def forward(self, x):
        x32 = x.float()
        return (x32 * torch.rsqrt(x32.pow(2).mean(-1, keepdim=True) + self.epsilon)).to(x.dtype) * self.weight


def rotation(shape):
    """cos and sin, each (context, head_dim / 2)."""
    half = shape.dim // shape.heads // 2
    angles = torch.outer(torch.arange(shape.context).float(), shape.rope_base ** (-torch.arange(half).float() / half))
    return angles.cos(), angles.sin()


def rotate(x, cos, sin):
    """x: (batch, heads, time, head_dim); rotates the pairs (2i, 2i+1)."""
    even, odd = x[..., 0::2], x[..., 1::2]
    return torch.stack((even * cos - odd * sin, even * sin + odd * cos), -1).flatten(-2)


class Block(nn.Module):
    def __init__(self, shape):
        super().__init__()
        d, f = shape.dim, shape.feed_forward
        self.heads = shape.heads
        self.attn_norm, self.ffn_norm = RMSNorm(d, shape.norm_epsilon), RMSNorm(d, shape.norm_epsilon)
        self.q, self.k, self.v, self.o = (nn.Linear(d, d, bias=False) for _ in range(4))
        self.gate, self.up, self.down = nn.Linear(d, f, bias=False), nn.Linear(d, f, bias=False), nn.Linear(f, d, bias=False)

    def forward(self, x, cos, sin, mask):
        b, t, d = x.shape
        h = self.attn_norm(x)
        q, k, v = (p(h).view(b, t, self.heads, -1).transpose(1, 2) for p in (self.q, self.k, self.v))
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        scores = q @ k.transpose(-2, -1) / (d // self.heads) ** 0.5
        weights = (scores.float() + mask).softmax(-1).to(v.dtype)
        x = x + self.o((weights @ v).transpose(1, 2).reshape(b, t, d))
        h = self.ffn_norm(x)
        return x + self.down(F.silu(self.gate(h)) * self.up(h))


class Llama(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        self.embed = nn.Embedding(shape.vocabulary, shape.dim)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.norm = RMSNorm(shape.dim, shape.norm_epsilon)
        cos, sin = rotation(shape)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)
        mask = torch.full((shape.context, shape.context), float("-inf")).triu(1)
        self.register_buffer("mask", mask, persistent=False)
        for p in self.parameters():
            if p.dim() > 1:
                nn.init.normal_(p, std=0.02)
        for block in self.blocks:
            for out in (block.o, block.down):
                nn.init.normal_(out.weight, std=0.02 / (2 * shape.layers) ** 0.5)

    def forward(self, tokens, wanted=None):
        """(batch, time) token ids -> (batch, time, vocabulary) logits, or (n, vocabulary) of the n places that are
        `wanted` (a (batch, time) mask); the output matrix is the embedding."""
        t = tokens.shape[1]
        x = self.embed(tokens)
        for block in self.blocks:
            x = block(x, self.cos[:t], self.sin[:t], self.mask[:t, :t])
        return F.linear(self.norm(x if wanted is None else x[wanted]), self.embed.weight)
