"""Step 7: the picture of the model card: how figures grow with training tokens.

    python -m stepwise_training.plot --curve OUT/curve.json --out curve.svg
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


def svg(rows: Sequence[Mapping]) -> str:
    """Lines over tokens; the last row, judged in 4 bits at the same tokens, ends each line."""
    most = max(row["tokens"] for row in rows) or 1

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
    for number, (group, figure, colour, name) in enumerate(_LINES):
        points = " ".join(f"{across(r['tokens']):.0f},{up(r[group][figure]):.0f}" for r in rows if group in r)
        parts.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{points}"/>')
        parts.append(f'<text x="{_LEFT}" y="{16 + 14 * number}" fill="{colour}">{name}</text>')
    return "".join(parts) + "</svg>\n"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--curve", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    given = arguments.parse_args()
    given.out.write_text(svg(json.loads(given.curve.read_text())))


if __name__ == "__main__":
    main()
