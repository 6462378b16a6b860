"""The base weights as they are distributed: a GGUF file, its tensors and its tokenizer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from gguf import GGUFReader
from gguf.quants import dequantize
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

LAYERS, WIDTH, HEADS, KEY_HEADS, HEAD, INNER, WORDS = 30, 576, 9, 3, 64, 1536, 49152
ROPE_BASE, EPSILON = 100_000.0, 1e-5
_CONTROL_TOKEN = 3


def permuted(weight: np.ndarray, heads: int) -> np.ndarray:
    """Rows of a query or key matrix from halves (framework) to pairs (GGUF)."""
    rows, columns = weight.shape
    return weight.reshape(heads, 2, rows // heads // 2, columns).swapaxes(1, 2).reshape(rows, columns)


def unpermuted(weight: np.ndarray, heads: int) -> np.ndarray:
    """The inverse of permuted."""
    rows, columns = weight.shape
    return weight.reshape(heads, rows // heads // 2, 2, columns).swapaxes(1, 2).reshape(rows, columns)


def heads_of(name: str) -> int:
    """How many heads a tensor's rows are permuted by; 0 if they are not."""
    return HEADS if name.endswith("attn_q.weight") else KEY_HEADS if name.endswith("attn_k.weight") else 0


def tensors(path: Path) -> dict[str, np.ndarray]:
    """All tensors by their GGUF names, as 32-bit numbers, rotary halves in the framework's order."""
    found: dict[str, np.ndarray] = {}
    for tensor in GGUFReader(path).tensors:
        weight = np.asarray(dequantize(tensor.data, tensor.tensor_type), dtype=np.float32)
        heads = heads_of(tensor.name)
        found[tensor.name] = np.ascontiguousarray(unpermuted(weight, heads) if heads else weight)
    return found


def tokenizer(path: Path) -> Tokenizer:
    """The tokenizer that a GGUF file describes (byte-level BPE, each digit a token)."""
    fields = GGUFReader(path).fields
    words = fields["tokenizer.ggml.tokens"].contents()
    merges = [tuple(merge.split(" ")) for merge in fields["tokenizer.ggml.merges"].contents()]
    kinds = fields["tokenizer.ggml.token_type"].contents()
    made = Tokenizer(models.BPE({word: i for i, word in enumerate(words)}, merges))
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)]
    )
    made.decoder = decoders.ByteLevel()
    special = [word for word, kind in zip(words, kinds) if kind == _CONTROL_TOKEN]
    made.add_special_tokens([AddedToken(word, special=True, normalized=False) for word in special])
    return made
