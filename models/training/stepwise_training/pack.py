"""Step 3: breaks, renders and tokenises the functions; one file of examples a shard.

    python -m stepwise_training.pack --functions DIR --base BASE.gguf --out SHARDS --epochs 4

Every epoch breaks functions anew (seed: epoch and shard), as many as leave --told of the examples to
finished bugs (observe, commits) of which something is told; other epochs take other functions. What is
told of a finished bug is left out now and then. A 400th of the functions is held
back and goes to held.npz only. Shards are written in the order in which training reads them, so
training can start while this runs.
"""

from __future__ import annotations

import argparse
import collections
import json
import lzma
import math
import multiprocessing
import os
import random
import threading
import time
from pathlib import Path
from typing import Any, Iterator, Sequence

import numpy as np
from tokenizers import Tokenizer

from .base import tokenizer
from .exclude import hash_of
from .mutate import Bug, bugs, worth
from .mutators.calls import METHOD_NAMES
from .template import (
    IM_END,
    IM_START,
    ISSUE_COMMENT,
    ISSUE_START,
    JUPYTER_CODE,
    JUPYTER_OUTPUT,
    JUPYTER_TEXT,
    KNOWN,
    location,
    question,
    spaced,
)

LONGEST = 768
_HELD_OUT, _SHARD = 400, 16_000
_UNTOLD = 0.1

# How often a run shows a finished bug. Held-back ones got worse from the fifth time on, with half of the examples told
# from the third.
_SHOWN = 4
_state: dict[str, Tokenizer] = {}
Function = tuple[str, list[str]]
Task = tuple[Path, list[Function], list[Bug], int, float]


def encode(words: Tokenizer, found: Sequence[Bug]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Token ids, and 1 where the model must predict a token of the location, 2 of the fix."""
    texts: list[str] = []
    for bug in found:
        echo = bug.lines[bug.first : bug.first + bug.count]
        texts += [question(bug.tag, bug.lines), bug.words, bug.failure]
        texts += [location(bug.first, bug.count), spaced(echo), spaced(bug.fix)]
    coded = [coding.ids for coding in words.encode_batch(texts, add_special_tokens=False)]
    for at in range(0, len(coded), 6):
        asked, issue, failure, where, echo, fix = coded[at : at + 6]
        told = [JUPYTER_TEXT, *issue] if issue else []
        told += [JUPYTER_OUTPUT, *failure] if failure else []
        ids = [IM_START, *asked, *told, ISSUE_START]
        begun = len(ids)
        ids += [*where, JUPYTER_CODE, *echo, ISSUE_COMMENT, *fix, IM_END]
        marks = np.zeros(len(ids), dtype=np.uint8)
        marks[begun : begun + len(where) + 1] = 1
        marks[len(ids) - len(fix) - 1 :] = 2
        yield np.array(ids, dtype=np.uint16), marks


def save(path: Path, examples: Sequence[tuple[np.ndarray, np.ndarray]], kinds: Sequence[str]) -> None:
    kept = [(e, k) for e, k in zip(examples, kinds) if len(e[0]) <= LONGEST]
    scratch = path.with_suffix(".tmp.npz")
    np.savez(
        scratch,
        ids=np.concatenate([e[0] for e, _ in kept]),
        marks=np.concatenate([e[1] for e, _ in kept]),
        lengths=np.array([len(e[0]) for e, _ in kept], dtype=np.int32),
        kinds=np.array([k for _, k in kept]),
    )
    os.replace(scratch, path)


def load(path: Path, known: bool = False) -> tuple[list[tuple[np.ndarray, np.ndarray]], list[str]]:
    """Examples and their kinds; `known` puts words that any base knows for the delimiters."""
    with np.load(path) as file:
        ids, ends = file["ids"], np.cumsum(file["lengths"])[:-1]
        if known:
            table = np.arange(1 << 16, dtype=np.uint16)
            table[list(KNOWN)] = list(KNOWN.values())
            ids = table[ids]
        return list(zip(np.split(ids, ends), np.split(file["marks"], ends))), file["kinds"].tolist()


def held_out(lines: list[str]) -> bool:
    return hash_of("\n".join(lines)) % _HELD_OUT == 7


def _as_told(bug: Bug, rnd: random.Random) -> Bug:
    """With what is told of it, or without, so that the model can do with either."""
    return bug._replace(
        failure=bug.failure if rnd.random() > _UNTOLD else "", words=bug.words if rnd.random() > _UNTOLD else ""
    )


def _beside(functions: list[Function], finished: list[Bug], told: float, most: float) -> list[Function]:
    """As many of the functions as leave `told` of all examples to failures that are told."""
    room = sum(bool(bug.failure) for bug in finished) / max(told, 1e-9) - len(finished)
    for number, (_, lines) in enumerate(functions):
        room -= min(most, worth(lines))
        if room < 0:
            return functions[:number]
    return functions


def _start(base: Path, sample: list[str]) -> None:
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    _state["words"] = tokenizer(base)
    METHOD_NAMES.learn(iter(sample))


def _make(task: Task) -> tuple[str, int, int, float]:
    path, functions, ready, seed, most = task
    began, rnd = time.time(), random.Random(seed)
    examples: list[tuple[np.ndarray, np.ndarray]] = []
    kinds: list[str] = []
    waiting = list(ready)
    for tag, lines in functions:
        expected = min(most, worth(lines))
        wanted = int(expected) + (rnd.random() < expected % 1)
        if wanted:
            try:
                waiting += bugs(tag, lines, wanted, rnd)
            except RecursionError:
                continue
        if len(waiting) > 2000:
            examples += encode(_state["words"], waiting)
            kinds += [bug.tag + " " + bug.kind for bug in waiting]
            waiting = []
    examples += encode(_state["words"], waiting)
    kinds += [bug.tag + " " + bug.kind for bug in waiting]
    order = list(range(len(examples)))
    rnd.shuffle(order)
    save(path, [examples[i] for i in order], [kinds[i] for i in order])
    return path.name, len(examples), sum(len(e[0]) for e in examples), time.time() - began


def _read(folder: Path, skip: set[Path]) -> list[list[Any]]:
    """The rows of all files that were not read before."""
    rows: list[list[Any]] = []
    for file in sorted(folder.rglob("*.jsonl.xz")):
        if file not in skip:
            skip.add(file)
            with lzma.open(file, "rt") as opened:
                rows += [json.loads(line) for line in opened]
    return rows


def _ready(folder: Path | None) -> list[Bug]:
    """Finished bugs. What is held back of their functions is held back of them too."""
    return [Bug(*row) for row in _read(folder, set())] if folder else []


def _right(bug: Bug) -> list[str]:
    return bug.lines[: bug.first] + bug.fix + bug.lines[bug.first + bug.count :]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--functions", type=Path, required=True)
    arguments.add_argument("--algorithms", type=Path, help="functions to take several times an epoch")
    arguments.add_argument("--times", type=int, default=4)
    arguments.add_argument("--bugs", type=Path, help="finished bugs: what observe and commits wrote")
    arguments.add_argument("--base", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--epochs", type=int, default=4)
    arguments.add_argument("--told", type=float, default=0.5, help="part of the examples that tell of a failure, at least")
    arguments.add_argument("--most", type=float, default=2.0, help="bugs for each function and epoch, at most")
    arguments.add_argument("--processes", type=int, default=max(1, (os.cpu_count() or 2) - 2))
    arguments.add_argument("--first", type=int, default=0, help="number of the first shard to write")
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    known: set[Path] = set()
    functions = _read(given.functions, known)
    if given.algorithms:
        functions += _read(given.algorithms, known) * given.times
    random.Random(given.seed).shuffle(functions)
    held = list({"\n".join(f[1]): f for f in functions if held_out(f[1])}.values())
    ready = _ready(given.bugs)
    random.Random(given.seed).shuffle(ready)
    told = [bug for bug in ready if held_out(_right(bug)) and (bug.failure or bug.words)]
    ready = [bug for bug in ready if not held_out(_right(bug))]
    sample = ["\n".join(lines) for _, lines in functions[:: max(1, len(functions) // 60_000)]]

    def tasks() -> Iterator[Task]:
        if told:
            yield given.out / "told.npz", [], told, 7, 2.0
            yield given.out / "untold.npz", [], [bug._replace(failure="", words="") for bug in told], 7, 2.0
        yield given.out / "held.npz", held, [], 7, 2.0
        number = given.first
        for epoch in range(given.epochs):
            late = [f for f in _read(given.functions, known) if not held_out(f[1])]
            functions.extend(late)
            trained = [f for f in functions if not held_out(f[1])]
            rnd = random.Random(1000 + epoch + given.first)
            rnd.shuffle(trained)
            spread = max(1, given.epochs // _SHOWN)
            finished = [_as_told(bug, rnd) for bug in ready[epoch % spread :: spread]]
            if finished:
                trained = _beside(trained, finished, given.told, given.most)
            shards = max(1, math.ceil(len(trained) / _SHARD))
            for shard in range(shards):
                seed = 1_000_000 * given.seed + number
                part = trained[shard * _SHARD : (shard + 1) * _SHARD]
                yield given.out / f"shard{number:05d}.npz", part, finished[shard::shards], seed, given.most
                number += 1

    # Tasks are made only as they are needed, so that functions which arrive late are not missed.
    room = threading.Semaphore(3 * given.processes)

    def paced() -> Iterator[Task]:
        for task in tasks():
            room.acquire()
            yield task

    print("functions", dict(collections.Counter(f[0] for f in functions)), "held out", len(held), len(told), flush=True)
    with multiprocessing.Pool(given.processes, _start, (given.base, sample)) as pool:
        for name, examples, tokens, seconds in pool.imap(_make, paced()):
            room.release()
            print(name, "examples", examples, "tokens", tokens, "s", round(seconds), flush=True)
    (given.out / "done").touch()


if __name__ == "__main__":
    main()
