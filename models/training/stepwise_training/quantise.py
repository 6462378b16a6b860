"""4-bit and 8-bit blocks of 32 as GGUF stores them, in the framework, so that training can see them."""

from __future__ import annotations

import torch

BLOCK = 32


def _scales_4(blocks: torch.Tensor) -> torch.Tensor:
    """Q4_0's scale: the number of largest size becomes -8."""
    largest = blocks.gather(1, blocks.abs().argmax(1, keepdim=True))
    return (largest / -8).half().float()


def _levels_4(blocks: torch.Tensor, scale: torch.Tensor) -> torch.Tensor:
    inverse = torch.where(scale == 0, torch.zeros_like(scale), 1 / scale)
    return torch.clamp(torch.floor(blocks * inverse + 8.5), 0, 15)


def rounded_4(weight: torch.Tensor) -> torch.Tensor:
    """What is left of a matrix after Q4_0."""
    blocks = weight.float().reshape(-1, BLOCK)
    scale = _scales_4(blocks)
    return ((_levels_4(blocks, scale) - 8) * scale).reshape(weight.shape)


def rounded_8(weight: torch.Tensor) -> torch.Tensor:
    """What is left of a matrix after Q8_0."""
    blocks = weight.float().reshape(-1, BLOCK)
    exact = blocks.abs().amax(1, keepdim=True) / 127
    inverse = torch.where(exact == 0, torch.zeros_like(exact), 1 / exact)
    return (torch.round(blocks * inverse) * exact.half().float()).reshape(weight.shape)


def rounded(name: str, weight: torch.Tensor) -> torch.Tensor:
    """A tensor as the shipped file holds it: embeddings in 8 bits, other matrices in 4."""
    if weight.ndim < 2:
        return weight
    return rounded_8(weight) if name == "token_embd.weight" else rounded_4(weight)
