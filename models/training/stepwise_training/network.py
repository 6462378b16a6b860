"""The networks (Llama as SmolLM2-135M has it, and Gemma 3) over examples laid end to end."""

from __future__ import annotations

import math
from typing import Callable, Mapping

import torch
import torch.nn.functional as F

from .base import Shape
from .batches import Batch
from .pack import LONGEST

PARTS = ("attn_norm", "attn_q", "attn_k", "attn_v", "attn_output", "ffn_norm", "ffn_gate", "ffn_up", "ffn_down")
GEMMA_PARTS = (*PARTS, "attn_q_norm", "attn_k_norm", "post_attention_norm", "post_ffw_norm")

# Gemma 3: every sixth layer sees all, with the rotary base of the file; the others a window, with this one.
_GLOBAL_EVERY, _LOCAL_BASE = 6, 10_000.0


def normed(x: torch.Tensor, weight: torch.Tensor, epsilon: float) -> torch.Tensor:
    wide = x.float()
    return (wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + epsilon)).to(x.dtype) * weight


def turned(x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    a, b = x.chunk(2, -1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], -1)


def attended(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, bounds: torch.Tensor, window: int) -> torch.Tensor:
    """Causal attention inside each example, to so many tokens back (0: to all)."""
    if q.is_cuda and q.dtype != torch.float32:
        from torch.nn.attention.varlen import varlen_attn

        return varlen_attn(q, k, v, bounds, bounds, LONGEST, LONGEST, window_size=(window - 1, 0))
    out = torch.empty_like(q)
    edges = bounds.tolist()
    for start, end in zip(edges, edges[1:]):
        if end > start:
            place = torch.arange(end - start, device=q.device)
            back = place[:, None] - place[None, :]
            seen = (back >= 0) & (back < (window or end))
            one = (t[start:end].transpose(0, 1) for t in (q, k, v))
            out[start:end] = F.scaled_dot_product_attention(*one, attn_mask=seen).transpose(0, 1)
    return out


def before_attention(shape: Shape, x, p, cos, sin):  # type: ignore[no-untyped-def]
    h = normed(x, p["attn_norm"], shape.epsilon)
    mixed = F.linear(h, torch.cat([p["attn_q"], p["attn_k"], p["attn_v"]]))
    q, k, v = mixed.split([shape.heads * shape.head, shape.key_heads * shape.head, shape.key_heads * shape.head], -1)
    q, k = q.view(-1, shape.heads, shape.head), k.view(-1, shape.key_heads, shape.head)
    if shape.gemma:
        q, k = normed(q, p["attn_q_norm"], shape.epsilon), normed(k, p["attn_k_norm"], shape.epsilon)
    each = shape.heads // shape.key_heads
    q = turned(q, cos, sin)
    k = turned(k, cos, sin).repeat_interleave(each, 1)
    v = v.view(-1, shape.key_heads, shape.head).repeat_interleave(each, 1)
    return q, k, v


def behind_attention(shape: Shape, x, a, p):  # type: ignore[no-untyped-def]
    a = F.linear(a.reshape(-1, shape.heads * shape.head), p["attn_output"])
    x = x + (normed(a, p["post_attention_norm"], shape.epsilon) if shape.gemma else a)
    both = F.linear(normed(x, p["ffn_norm"], shape.epsilon), torch.cat([p["ffn_gate"], p["ffn_up"]]))
    g, u = both.split([shape.inner, shape.inner], -1)
    f = F.linear((F.gelu(g, approximate="tanh") if shape.gemma else F.silu(g)) * u, p["ffn_down"])
    return x + (normed(f, p["post_ffw_norm"], shape.epsilon) if shape.gemma else f)


def scores(hidden, words, answers):  # type: ignore[no-untyped-def]
    return F.cross_entropy(F.linear(hidden, words).float(), answers, reduction="none")


class Network:
    """Computes losses with whatever weights it is given, by their GGUF names."""

    def __init__(self, shape: Shape, device: str, dtype: torch.dtype, compiled: bool) -> None:
        self._shape = shape
        self._parts = GEMMA_PARTS if shape.gemma else PARTS
        self._turns = {base: self._turn(base, device, dtype) for base in {shape.rope_base, _LOCAL_BASE}}
        make: Callable = torch.compile if compiled else lambda f: f
        self._before = make(lambda *given: before_attention(shape, *given))
        self._behind = make(lambda *given: behind_attention(shape, *given))
        self._scores = make(scores)

    def _turn(self, base: float, device: str, dtype: torch.dtype) -> tuple[torch.Tensor, torch.Tensor]:
        wave = 1.0 / (base ** (torch.arange(0, self._shape.head, 2, dtype=torch.float64) / self._shape.head))
        angle = torch.outer(torch.arange(LONGEST, dtype=torch.float64), wave)
        return angle.cos().to(device, dtype), angle.sin().to(device, dtype)

    def hidden(self, weights: Mapping[str, torch.Tensor], batch: Batch) -> torch.Tensor:
        """The last layer's output where something is asked."""
        shape = self._shape
        turns = {base: (cos[batch.places][:, None], sin[batch.places][:, None]) for base, (cos, sin) in self._turns.items()}
        x = F.embedding(batch.ids, weights["token_embd.weight"])
        if shape.gemma:
            x = x * math.sqrt(shape.width)
        for layer in range(shape.layers):
            p = {part: weights[f"blk.{layer}.{part}.weight"] for part in self._parts}
            local = shape.window > 0 and (layer + 1) % _GLOBAL_EVERY != 0
            q, k, v = self._before(x, p, *turns[_LOCAL_BASE if local else shape.rope_base])
            a = attended(q, k, v, batch.bounds, shape.window if local else 0)
            x = self._behind(x, a, p)
        return normed(x[batch.asked], weights["output_norm.weight"], shape.epsilon)

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
