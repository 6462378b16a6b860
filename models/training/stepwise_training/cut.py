"""A Gemma base with the words that code needs, and the template's delimiters among them.

    python -m stepwise_training.cut --base GEMMA.gguf --functions functions/*.xz --out BASE.gguf

Two thirds of Gemma-3-270M are embeddings, for words of all languages. The file that is written keeps the words of the
corpus, the most frequent first, then English ones, what they are merged from, and all bytes. Its first words stand where
SmolLM2 has them, so that `template` needs to know one set of ids only.
"""

from __future__ import annotations

import argparse
import collections
import json
import lzma
from pathlib import Path

import numpy as np
from gguf import GGUFReader, GGUFValueType, GGUFWriter

from .base import BYTE_TOKEN, CONTROL_TOKEN, PLAIN_TOKEN, SPACE, USER_TOKEN, tokenizer
from .template import IM_END, IM_START, ISSUE_COMMENT, ISSUE_START, JUPYTER_CODE, JUPYTER_OUTPUT, JUPYTER_TEXT

WORDS = 49152
_NAMES = {
    IM_START: "<|im_start|>",
    IM_END: "<|im_end|>",
    ISSUE_START: "<issue_start>",
    ISSUE_COMMENT: "<issue_comment>",
    JUPYTER_TEXT: "<jupyter_text>",
    JUPYTER_CODE: "<jupyter_code>",
    JUPYTER_OUTPUT: "<jupyter_output>",
}
_FIRST = 17
_UNKNOWN = 3


def _frequent(base: Path, functions: list[Path], most: int) -> collections.Counter[str]:
    words = tokenizer(base)
    count: collections.Counter[str] = collections.Counter()
    for path in functions:
        with lzma.open(path, "rt") as opened:
            texts = ["\n".join(json.loads(line)[1]) for line, _ in zip(opened, range(most // len(functions)))]
        for at in range(0, len(texts), 1000):
            for coding in words.encode_batch(texts[at : at + 1000], add_special_tokens=False):
                count.update(coding.tokens)
    return count


def pieces(word: str, rank: dict[str, float]) -> set[str]:
    """What a word is merged from, step by step, itself included."""
    parts, found = list(word), set(word)
    while len(parts) > 1:
        scored = [(rank[a + b], -i) for i, (a, b) in enumerate(zip(parts, parts[1:])) if a + b in rank]
        if not scored:
            break
        at = -max(scored)[1]
        parts[at : at + 2] = ["".join(parts[at : at + 2])]
        found.add(parts[at])
    return found


def chosen(words: list[str], kinds: list[int], scores: list[float], count: collections.Counter[str]) -> list[int]:
    """Ids of the words to keep, in their old order, without those of the delimiters."""
    rank = {word: score for word, kind, score in zip(words, kinds, scores) if kind == PLAIN_TOKEN}
    letters = {chr(code) for code in range(33, 127)} | {SPACE}
    kept = {word for word, kind in zip(words, kinds) if kind in (USER_TOKEN, BYTE_TOKEN)} | (letters & rank.keys())
    plain = sorted((word for word in rank if word.isascii() or word[1:].isascii() and word[0] == SPACE), key=lambda w: -rank[w])
    for word in [*(word for word, _ in count.most_common()), *plain]:
        if word in rank:
            more = pieces(word, rank) & rank.keys()
            if len(kept | more) > WORDS - _FIRST:
                break
            kept |= more
    ids = {word: i for i, word in enumerate(words)}
    return sorted(ids[word] for word in kept)


def write(base: Path, out: Path, functions: list[Path], most: int) -> None:
    fields = GGUFReader(base).fields
    words = fields["tokenizer.ggml.tokens"].contents()
    kinds = fields["tokenizer.ggml.token_type"].contents()
    scores = fields["tokenizer.ggml.scores"].contents()
    count = _frequent(base, functions, most)
    kept = chosen(words, kinds, scores, count)
    ids = {word: i for i, word in enumerate(words)}
    unused = [ids[f"<unused{n}>"] for n in range(_FIRST)]
    first = {IM_START: ids["<bos>"], IM_END: ids["<eos>"], _UNKNOWN: ids["<unk>"]}
    old = [first.get(n, unused[n]) for n in range(_FIRST)] + kept
    names = [_NAMES.get(n, "<unk>" if n == _UNKNOWN else f"<unused{n}>") for n in range(_FIRST)] + [words[i] for i in kept]
    new_kinds = [2 if n == _UNKNOWN else CONTROL_TOKEN for n in range(_FIRST)] + [kinds[i] for i in kept]
    writer = GGUFWriter(out, "gemma3")
    replaced = {
        "tokenizer.ggml.tokens": names,
        "tokenizer.ggml.token_type": new_kinds,
        "tokenizer.ggml.scores": [scores[i] for i in old],
        "tokenizer.ggml.bos_token_id": IM_START,
        "tokenizer.ggml.eos_token_id": IM_END,
        "tokenizer.ggml.unknown_token_id": _UNKNOWN,
        "tokenizer.ggml.padding_token_id": 0,
        "tokenizer.ggml.add_bos_token": False,
    }
    for key, field in fields.items():
        if key.startswith("GGUF.") or key in ("general.architecture", "tokenizer.chat_template"):
            continue
        kind = field.types[0]
        sub = field.types[-1] if kind == GGUFValueType.ARRAY else None
        writer.add_key_value(key, replaced.get(key, field.contents()), kind, sub_type=sub)
    for tensor in GGUFReader(base).tensors:
        data = np.ascontiguousarray(tensor.data[old]) if tensor.name == "token_embd.weight" else tensor.data
        writer.add_tensor(tensor.name, data, raw_dtype=tensor.tensor_type)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    there = set(names)
    covered = sum(n for word, n in count.items() if word in there) / max(1, sum(count.values()))
    print("words", len(names), "of", len(words), f"cover {covered:.4f} of the corpus", out.stat().st_size, "bytes")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--base", type=Path, required=True)
    arguments.add_argument("--functions", type=Path, required=True, nargs="+")
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--most", type=int, default=60_000, help="functions whose words are counted")
    given = arguments.parse_args()
    write(given.base, given.out, given.functions, given.most)


if __name__ == "__main__":
    main()
