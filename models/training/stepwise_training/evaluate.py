"""Step 5: how many held-back bugs are located and fixed, and the same on QuixBugs.

A fix counts if greedy decoding would write exactly the original lines (told the line: the location
is given). `in_10` is the expected number of bugs of which one of ten samples is exactly that.
"""

from __future__ import annotations

import collections
import math
from typing import Mapping, Sequence

import torch

from .batches import Batch, Example, batch, grouped
from .network import Network


def in_10(log_probability: float) -> float:
    """How likely one of ten samples is what has this probability."""
    return 1 - (1 - math.exp(log_probability)) ** 10


class Result(dict[str, float]):
    """Figures by name."""


def evaluate(
    network: Network, weights: Mapping[str, torch.Tensor], examples: Sequence[Example], tokens: int, device: str
) -> tuple[Result, list[tuple[float, float, bool, bool]]]:
    """Figures, and for each example: log-probability of location and fix, and whether each is exact."""
    rows: list[tuple[float, float, bool, bool]] = []
    for group in grouped(iter(examples), tokens):
        made = Batch(*(t.to(device) for t in batch(group, tokens)))
        chosen, exact = network.judged(weights, made)
        cpu = [t.cpu() for t in (chosen, exact, made.owners, made.marks, made.weights)]
        sums = [[0.0, 0.0] for _ in group]
        right = [[True, True] for _ in group]
        for value, good, owner, mark, weight in zip(*(t.tolist() for t in cpu)):
            if weight:
                sums[owner][mark - 1] += value
                right[owner][mark - 1] &= good
        rows += [(s[0], s[1], r[0], r[1]) for s, r in zip(sums, right)]
    count = max(1, len(rows))
    figures = Result(
        bugs=len(rows),
        location_nats=-sum(r[0] for r in rows) / count,
        fix_nats=-sum(r[1] for r in rows) / count,
        located=sum(r[2] for r in rows) / count,
        fixed_told=sum(r[3] for r in rows) / count,
        fixed=sum(r[2] and r[3] for r in rows) / count,
        in_10_told=sum(in_10(r[1]) for r in rows) / count,
        in_10=sum(in_10(r[0] + r[1]) for r in rows) / count,
    )
    return Result({name: round(value, 4) for name, value in figures.items()}), rows


def by_kind(kinds: Sequence[str], rows: Sequence[tuple[float, float, bool, bool]]) -> dict[str, str]:
    """Located and fixed, in percent, for each language and kind of bug."""
    groups: dict[str, list[tuple[float, float, bool, bool]]] = collections.defaultdict(list)
    for kind, row in zip(kinds, rows):
        tag, name = kind.split(" ", 1)
        groups[tag].append(row)
        groups[name].append(row)
    return {
        name: f"{len(g)}: {100 * sum(r[2] for r in g) / len(g):.0f} % located, {100 * sum(r[3] for r in g) / len(g):.0f} % fixed"
        for name, g in sorted(groups.items())
    }
