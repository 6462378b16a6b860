"""Step 7: the picture of the model card: how figures grow with training tokens.

    python -m stepwise_training.plot --curve OUT/curve.json --out curve.svg [--dashed OTHER/curve.json --name gemma]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Mapping, Sequence

_LINES = (
    ("held", "located", "#c2410c", "located"),
    ("held", "in_10_told", "#0b62d6", "one of ten fixes it, told the line"),
    ("quixbugs", "in_10_told", "#15803d", "the same, QuixBugs"),
)
_LEFT, _RIGHT, _TOP, _BOTTOM = 50, 500, 60, 300


def svg(rows: Sequence[Mapping], dashed: Sequence[Mapping] = (), name: str = "") -> str:
    """Lines over tokens, and those of another run; the last row, judged in 4 bits at the same tokens, ends each line."""
    most = max(row["tokens"] for row in [*rows, *dashed]) or 1

    def across(tokens: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * tokens / most

    def up(share: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * share

    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 540 340" font-family="sans-serif" font-size="11">']
    parts.append('<rect width="540" height="340" fill="#fff"/>')
    for tenth in range(0, 11, 2):
        y = up(tenth / 10)
        parts.append(f'<path d="M{_LEFT} {y:.0f}H{_RIGHT}" stroke="#ddd"/><text x="20" y="{y + 4:.0f}">{tenth / 10}</text>')
    for quarter in range(5):
        tokens = most * quarter / 4
        parts.append(f'<text x="{across(tokens) - 8:.0f}" y="{_BOTTOM + 16}">{tokens / 1e6:.0f}</text>')
    parts.append(f'<text x="220" y="{_BOTTOM + 33}">million tokens</text>')
    for number, (group, figure, colour, told) in enumerate(_LINES):
        for run, dashes in ((rows, ""), (dashed, ' stroke-dasharray="5 3"')):
            points = " ".join(f"{across(r['tokens']):.0f},{up(r[group][figure]):.0f}" for r in run if group in r)
            if points:
                parts.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2"{dashes} points="{points}"/>')
        parts.append(f'<text x="{_LEFT}" y="{16 + 14 * number}" fill="{colour}">{told}</text>')
    if name:
        parts.append(f'<text x="{_RIGHT - 150}" y="16">dashed: {name}</text>')
    return "".join(parts) + "</svg>\n"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--curve", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--dashed", type=Path, help="the curve of another run")
    arguments.add_argument("--name", default="", help="of the other run")
    given = arguments.parse_args()
    other = json.loads(given.dashed.read_text()) if given.dashed else []
    given.out.write_text(svg(json.loads(given.curve.read_text()), other, given.name))


if __name__ == "__main__":
    main()
