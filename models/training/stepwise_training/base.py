"""The base weights as they are distributed: a GGUF file, its shape, its tensors and its tokenizer."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
from gguf import GGUFReader
from gguf.quants import dequantize
from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers

PLAIN_TOKEN, CONTROL_TOKEN, USER_TOKEN, BYTE_TOKEN = 1, 3, 4, 6
SPACE = "\u2581"


class Shape(NamedTuple):
    """A network's sizes, from the file's metadata."""

    architecture: str  # llama or gemma3
    layers: int
    width: int
    heads: int
    key_heads: int
    head: int
    inner: int
    rope_base: float
    epsilon: float
    window: int  # tokens that all but every sixth layer look back, this one included; 0 for all

    @property
    def gemma(self) -> bool:
        return self.architecture == "gemma3"

    def permuted_by(self, name: str) -> int:
        """By how many heads the file permutes a tensor's rows; 0 if it does not."""
        if self.gemma:
            return 0
        return self.heads if name.endswith("attn_q.weight") else self.key_heads if name.endswith("attn_k.weight") else 0


def shape(path: Path) -> Shape:
    fields = GGUFReader(path).fields
    architecture = fields["general.architecture"].contents()

    def told(key: str, otherwise: float = 0) -> float:
        field = fields.get(f"{architecture}.{key}")
        return otherwise if field is None else field.contents()

    width, heads = int(told("embedding_length")), int(told("attention.head_count"))
    return Shape(
        architecture=architecture,
        layers=int(told("block_count")),
        width=width,
        heads=heads,
        key_heads=int(told("attention.head_count_kv")),
        head=int(told("attention.key_length", width // heads)),
        inner=int(told("feed_forward_length")),
        rope_base=float(told("rope.freq_base")),
        epsilon=float(told("attention.layer_norm_rms_epsilon")),
        window=int(told("attention.sliding_window")),
    )


def permuted(weight: np.ndarray, heads: int) -> np.ndarray:
    """Rows of a query or key matrix from halves (framework) to pairs (GGUF)."""
    rows, columns = weight.shape
    return weight.reshape(heads, 2, rows // heads // 2, columns).swapaxes(1, 2).reshape(rows, columns)


def unpermuted(weight: np.ndarray, heads: int) -> np.ndarray:
    """The inverse of permuted."""
    rows, columns = weight.shape
    return weight.reshape(heads, rows // heads // 2, 2, columns).swapaxes(1, 2).reshape(rows, columns)


def tensors(path: Path) -> dict[str, np.ndarray]:
    """All tensors by their GGUF names, as 32-bit numbers, rotary halves in the framework's order."""
    sizes = shape(path)
    found: dict[str, np.ndarray] = {}
    for tensor in GGUFReader(path).tensors:
        weight = np.asarray(dequantize(tensor.data, tensor.tensor_type), dtype=np.float32)
        heads = sizes.permuted_by(tensor.name)
        found[tensor.name] = np.ascontiguousarray(unpermuted(weight, heads) if heads else weight)
    return found


def tokenizer(path: Path) -> Tokenizer:
    """The tokenizer that a GGUF file describes."""
    fields = GGUFReader(path).fields
    words = fields["tokenizer.ggml.tokens"].contents()
    kinds = fields["tokenizer.ggml.token_type"].contents()
    if fields["tokenizer.ggml.model"].contents() == "llama":
        made = sentence_pieces(words, kinds, fields["tokenizer.ggml.scores"].contents())
    else:
        made = byte_pairs(words, [tuple(merge.split(" ")) for merge in fields["tokenizer.ggml.merges"].contents()])
    special = [word for word, kind in zip(words, kinds) if kind == CONTROL_TOKEN]
    made.add_special_tokens([AddedToken(word, special=True, normalized=False) for word in special])
    return made


def byte_pairs(words: list[str], merges: list[tuple[str, ...]]) -> Tokenizer:
    """Byte-level BPE, each digit a token."""
    made = Tokenizer(models.BPE({word: i for i, word in enumerate(words)}, merges))
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)]
    )
    made.decoder = decoders.ByteLevel()
    return made


def sentence_pieces(words: list[str], kinds: list[int], scores: list[float]) -> Tokenizer:
    """SentencePiece's BPE: of all neighbours the pair is merged that makes the word of the highest score."""
    known = {word: i for i, word in enumerate(words)}
    merges = []
    for i in sorted(range(len(words)), key=lambda i: -scores[i]):
        word = words[i]
        if kinds[i] == PLAIN_TOKEN:
            merges += [(word[:at], word[at:]) for at in range(1, len(word)) if word[:at] in known and word[at:] in known]
    made = Tokenizer(models.BPE(known, merges, byte_fallback=True, unk_token="<unk>", fuse_unk=True))
    made.normalizer = normalizers.Replace(" ", SPACE)
    made.decoder = decoders.Sequence([decoders.Replace(SPACE, " "), decoders.ByteFallback(), decoders.Fuse()])
    own = [word for word, kind in zip(words, kinds) if kind == USER_TOKEN]
    made.add_tokens([AddedToken(word, special=False, normalized=False) for word in own])
    return made
