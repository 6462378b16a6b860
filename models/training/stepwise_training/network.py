"""The network (the Llama architecture of SmolLM2-135M) over examples laid end to end."""

from __future__ import annotations

from typing import Callable, Mapping

import torch
import torch.nn.functional as F

from .base import EPSILON, HEAD, HEADS, INNER, KEY_HEADS, LAYERS, ROPE_BASE, WIDTH
from .batches import Batch
from .pack import LONGEST

PARTS = ("attn_norm", "attn_q", "attn_k", "attn_v", "attn_output", "ffn_norm", "ffn_gate", "ffn_up", "ffn_down")


def normed(x: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    wide = x.float()
    return (wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + EPSILON)).to(x.dtype) * weight


def turned(x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    a, b = x[..., : HEAD // 2], x[..., HEAD // 2 :]
    return torch.cat([a * cos - b * sin, b * cos + a * sin], -1)


def attended(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, bounds: torch.Tensor) -> torch.Tensor:
    """Causal attention inside each example."""
    if q.is_cuda:
        from torch.nn.attention.varlen import varlen_attn

        return varlen_attn(q, k, v, bounds, bounds, LONGEST, LONGEST, window_size=(-1, 0))
    out = torch.empty_like(q)
    edges = bounds.tolist()
    for start, end in zip(edges, edges[1:]):
        if end > start:
            one = (t[start:end].transpose(0, 1) for t in (q, k, v))
            out[start:end] = F.scaled_dot_product_attention(*one, is_causal=True).transpose(0, 1)
    return out


def before_attention(x, norm, wq, wk, wv, cos, sin):  # type: ignore[no-untyped-def]
    h = normed(x, norm)
    mixed = F.linear(h, torch.cat([wq, wk, wv]))
    q, k, v = mixed.split([HEADS * HEAD, KEY_HEADS * HEAD, KEY_HEADS * HEAD], -1)
    q = turned(q.view(-1, HEADS, HEAD), cos, sin)
    k = turned(k.view(-1, KEY_HEADS, HEAD), cos, sin).repeat_interleave(HEADS // KEY_HEADS, 1)
    v = v.view(-1, KEY_HEADS, HEAD).repeat_interleave(HEADS // KEY_HEADS, 1)
    return q, k, v


def behind_attention(x, a, wo, norm, gate, up, down):  # type: ignore[no-untyped-def]
    x = x + F.linear(a.reshape(-1, WIDTH), wo)
    both = F.linear(normed(x, norm), torch.cat([gate, up]))
    g, u = both.split([INNER, INNER], -1)
    return x + F.linear(F.silu(g) * u, down)


def scores(hidden, words, answers):  # type: ignore[no-untyped-def]
    return F.cross_entropy(F.linear(hidden, words).float(), answers, reduction="none")


class Network:
    """Computes losses with whatever weights it is given, by their GGUF names."""

    def __init__(self, device: str, dtype: torch.dtype, compiled: bool) -> None:
        wave = 1.0 / (ROPE_BASE ** (torch.arange(0, HEAD, 2, dtype=torch.float64) / HEAD))
        angle = torch.outer(torch.arange(LONGEST, dtype=torch.float64), wave)
        self._cos = angle.cos().to(device, dtype)
        self._sin = angle.sin().to(device, dtype)
        make: Callable = torch.compile if compiled else lambda f: f
        self._before, self._behind, self._scores = make(before_attention), make(behind_attention), make(scores)

    def hidden(self, weights: Mapping[str, torch.Tensor], batch: Batch) -> torch.Tensor:
        """The last layer's output where something is asked."""
        cos, sin = self._cos[batch.places][:, None], self._sin[batch.places][:, None]
        x = F.embedding(batch.ids, weights["token_embd.weight"])
        for layer in range(LAYERS):
            p = {part: weights[f"blk.{layer}.{part}.weight"] for part in PARTS}
            q, k, v = self._before(x, p["attn_norm"], p["attn_q"], p["attn_k"], p["attn_v"], cos, sin)
            a = attended(q, k, v, batch.bounds)
            x = self._behind(x, a, p["attn_output"], p["ffn_norm"], p["ffn_gate"], p["ffn_up"], p["ffn_down"])
        return normed(x[batch.asked], weights["output_norm.weight"])

    def loss(self, weights: Mapping[str, torch.Tensor], batch: Batch) -> torch.Tensor:
        """Mean negative log-probability of the answers' tokens."""
        each = self._scores(self.hidden(weights, batch), weights["token_embd.weight"], batch.answers)
        return (each * batch.weights).sum() / batch.weights.sum()

    @torch.no_grad()
    def judged(self, weights: Mapping[str, torch.Tensor], batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
        """Each answer token's log-probability, and whether it is the most probable one."""
        logits = F.linear(self.hidden(weights, batch), weights["token_embd.weight"]).float()
        chosen = torch.log_softmax(logits, -1).gather(1, batch.answers[:, None])[:, 0]
        return chosen, logits.argmax(-1) == batch.answers
