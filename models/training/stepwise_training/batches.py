"""Examples laid end to end in batches of one fixed size, so that no token is padding for long."""

from __future__ import annotations

import queue
import threading
import time
from pathlib import Path
from typing import Iterator, NamedTuple, Sequence

import numpy as np
import torch

from .pack import LONGEST, load

Example = tuple[np.ndarray, np.ndarray]


class Batch(NamedTuple):
    """One step's tokens; all tensors have the same size in every batch."""

    ids: torch.Tensor
    places: torch.Tensor  # each token's place in its example
    bounds: torch.Tensor  # where examples start, for attention
    asked: torch.Tensor  # tokens after which something must be predicted
    answers: torch.Tensor  # what
    weights: torch.Tensor  # 1, or 0 for filling
    marks: torch.Tensor  # 1 location, 2 fix
    owners: torch.Tensor  # which example


def batch(examples: Sequence[Example], tokens: int) -> Batch:
    most_targets, most_examples = tokens // 6, tokens // 40
    ids = np.zeros(tokens, dtype=np.int64)
    places = np.zeros(tokens, dtype=np.int64)
    bounds = np.full(most_examples + 1, tokens, dtype=np.int32)
    targets = [np.zeros(most_targets, dtype=np.int64) for _ in range(4)]
    weights = np.zeros(most_targets, dtype=np.float32)
    at = used = 0
    for owner, (words, marks) in enumerate(examples):
        bounds[owner] = at
        ids[at : at + len(words)] = words
        places[at : at + len(words)] = np.arange(len(words))
        wanted = np.flatnonzero(marks)
        here = slice(used, used + len(wanted))
        targets[0][here] = at + wanted - 1
        targets[1][here] = words[wanted]
        targets[2][here] = marks[wanted]
        targets[3][here] = owner
        weights[here] = 1
        used += len(wanted)
        at += len(words)
    # What is left is filled with examples of padding, none longer than attention allows.
    owner = len(examples)
    while at < tokens:
        bounds[owner] = at
        size = min(LONGEST, tokens - at)
        places[at : at + size] = np.arange(size)
        at, owner = at + size, owner + 1
    arrays = (ids, places, bounds, targets[0], targets[1], weights, targets[2], targets[3])
    return Batch(*(torch.from_numpy(array) for array in arrays))


def grouped(examples: Iterator[Example], tokens: int) -> Iterator[list[Example]]:
    """As many examples for each batch as fit, in order."""
    group: list[Example] = []
    size = targets = 0
    for example in examples:
        asked = int(np.count_nonzero(example[1]))
        full = size + len(example[0]) > tokens or targets + asked > tokens // 6 or len(group) >= max(1, tokens // 40 - 70)
        if full and group:
            yield group
            group, size, targets = [], 0, 0
        group.append(example)
        size, targets = size + len(example[0]), targets + asked
    if group:
        yield group


def _from_shards(folder: Path, known: bool) -> Iterator[Example]:
    number = 0
    while True:
        path = folder / f"shard{number:05d}.npz"
        while not path.exists():
            if (folder / "done").exists():
                return
            time.sleep(0.2)
        yield from load(path, known)[0]
        number += 1


def stream(folder: Path, tokens: int, pinned: bool, rank: int, ranks: int, known: bool) -> Iterator[tuple[Batch, int]]:
    """The batches of all shards (see pack.load) with their count of real tokens, prepared by a thread ahead."""
    ready: queue.Queue[tuple[Batch, int] | None] = queue.Queue(maxsize=24)

    def fill() -> None:
        for number, group in enumerate(grouped(_from_shards(folder, known), tokens)):
            if number % ranks == rank:
                made = batch(group, tokens)
                ready.put((Batch(*(t.pin_memory() for t in made)) if pinned else made, sum(len(e[0]) for e in group)))
        ready.put(None)

    threading.Thread(target=fill, daemon=True).start()
    while (got := ready.get()) is not None:
        yield got
