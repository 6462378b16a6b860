"""Fits the weights of the server's ranking (repair/rank/Weights.java, RuleHabits.java).

    server/bin/stepwise bench rank --dir QuixBugs --parts parts.jsonl
    python -m stepwise_training.weights --parts parts.jsonl

A conditional logit: the score of a candidate is a weighted sum of its parts, and the chance that one of those that
pass is the best of its bug grows as large as an L2 penalty lets it. Prints the places of the first passing candidate
with each bug left out of the fit that ranks it, and the weights of a fit to all bugs.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Sequence

import numpy as np

PARTS = ("location", "fix", "original", "prior", "siblings", "inserts")

# What the weights are pulled towards: the model alone.
_START = np.array([1.0, 1.0, 0.0, 0.0, 0.0, 0.0])

# Strength of the pull: rules are many and each is rarely right, the parts are few.
_PENALTY_PARTS = 0.02
_PENALTY_RULES = 1.0

_STEPS = 600
_RATE = 0.05


class Bug:
    """The candidates of one bug: parts, the rule of each and whether it passes."""

    def __init__(self, name: str, rows: Sequence[dict], rules: Sequence[str]):
        self.name = name
        self.parts = np.array([[_value(row, part) for part in PARTS] for row in rows])
        self.rule = np.array([rules.index(row["rule"]) for row in rows])
        self.passes = np.array([row["passes"] for row in rows])

    def scores(self, weights: np.ndarray) -> np.ndarray:
        return self.parts @ weights[: len(PARTS)] + weights[len(PARTS) :][self.rule]

    def place(self, weights: np.ndarray) -> int:
        """One-based place of the first passing candidate."""
        scores = self.scores(weights)
        return int((scores > scores[self.passes].max()).sum()) + 1

    def gradient(self, weights: np.ndarray) -> np.ndarray:
        """Of the logarithm of the chance that a passing one is the best."""
        scores = self.scores(weights)
        chance = np.exp(scores - scores.max())
        passing = np.where(self.passes, chance, 0)
        more = passing / passing.sum() - chance / chance.sum()
        of_rules = np.bincount(self.rule, more, len(weights) - len(PARTS))
        return np.concatenate([more @ self.parts, of_rules])


def _value(row: dict, part: str) -> float:
    return float(np.log(row[part])) if part == "siblings" else float(row[part])


def read(file: Path) -> tuple[list[Bug], list[str]]:
    """The bugs that some candidate fixes, and the names of all rules."""
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    rules = sorted({row["rule"] for row in rows})
    by_bug: dict[str, list[dict]] = {}
    for row in rows:
        by_bug.setdefault(row["bug"], []).append(row)
    return [Bug(name, of, rules) for name, of in by_bug.items() if any(row["passes"] for row in of)], rules


def fit(bugs: Sequence[Bug], rules: int) -> np.ndarray:
    """Weights of the parts, then of the rules, by Adam on all bugs at once."""
    start = np.concatenate([_START, np.zeros(rules)])
    penalty = np.concatenate([np.full(len(PARTS), _PENALTY_PARTS), np.full(rules, _PENALTY_RULES)])
    weights, mean, square = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, _STEPS + 1):
        gradient = sum(bug.gradient(weights) for bug in bugs) - penalty * (weights - start)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        weights = weights + _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def summary(places: Sequence[int]) -> str:
    return f"median {np.median(places):.1f}, mean of logarithms {np.mean(np.log(places)):.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", type=Path, required=True)
    bugs, rules = read(parser.parse_args().parts)
    plain = np.concatenate([_START, np.zeros(len(rules))])
    left_out = [bug.place(fit([other for other in bugs if other is not bug], len(rules))) for bug in bugs]
    weights = fit(bugs, len(rules))
    for bug, place in zip(bugs, left_out):
        print(f"{bug.name:30} {bug.place(plain):5} by the model alone {place:5} left out {bug.place(weights):5} fitted")
    print("the model alone:", summary([bug.place(plain) for bug in bugs]))
    print("left out:       ", summary(left_out))
    print("fitted:         ", summary([bug.place(weights) for bug in bugs]))
    for name, weight in zip((*PARTS, *rules), weights):
        if abs(weight) >= 0.05:
            print(f"{name:40} {weight:6.2f}")


if __name__ == "__main__":
    main()
