"""The text the model reads and writes; the server's RepairTemplate must say the same.

<|im_start|>java
1 static int last(int[] a) {
2     return a[a.length];
3 }<jupyter_output>index out of bounds<issue_start>2<jupyter_code>     return a[a.length];<issue_comment>     return a[a.length - 1];<|im_end|>

What is told about the fault is optional: `<jupyter_text>` and an issue in words, then
`<jupyter_output>` and what the failing test saw, in the form that observe.py describes.
"""

from __future__ import annotations

import re
from typing import Sequence

IM_START, IM_END, ISSUE_START, ISSUE_COMMENT = 1, 2, 8, 9
JUPYTER_TEXT, JUPYTER_CODE, JUPYTER_OUTPUT = 12, 13, 14

# What an adapter is taught instead: `###`, ` After`, ` Issue`, ` Before`, ` Output`. An adapter leaves embeddings as they
# are, and the base never used the delimiters' own.
KNOWN = {ISSUE_START: 3757, ISSUE_COMMENT: 2550, JUPYTER_TEXT: 14729, JUPYTER_CODE: 6993, JUPYTER_OUTPUT: 21367}

_TRAILING_SLASHES = re.compile(r'\s*//[^"]*$')
_TRAILING_HASH = re.compile(r"""\s+#[^"']*$""")


def code_lines(tag: str, text: str, column: int) -> list[str]:
    """A function's lines, dedented, without blank and comment lines and comments behind code."""
    raw = [line.rstrip() for line in text.replace("\t", "    ").split("\n")]
    indents = [len(line) - len(line.lstrip()) for line in raw[1:] if line.strip()]
    dedent = min([column, *indents])
    hashes = tag == "python"
    kept: list[str] = []
    in_comment = False
    for number, line in enumerate(raw):
        bare = line.strip()
        if in_comment:
            in_comment = "*/" not in bare
            continue
        if not bare or bare.startswith("#" if hashes else "//"):
            continue
        if not hashes and bare.startswith("/*"):
            in_comment = "*/" not in bare
            if in_comment or bare.endswith("*/"):
                continue
        whole = bare if number == 0 else line[min(dedent, len(line) - len(line.lstrip())) :]
        trailing = _TRAILING_HASH if hashes else _TRAILING_SLASHES
        kept.append(trailing.sub("", whole).rstrip())
    return kept


def question(tag: str, lines: Sequence[str]) -> str:
    """The numbered function behind <|im_start|>; what is told, or <issue_start>, comes next."""
    return tag + "".join(f"\n{number} {line}" for number, line in enumerate(lines, 1))


def location(first: int, count: int) -> str:
    """`7`, `7-9`, or `7+` for an insertion behind line 7; `first` counts from 0."""
    if count == 0:
        return f"{first}+"
    return f"{first + 1}" if count == 1 else f"{first + 1}-{first + count}"


def spaced(lines: Sequence[str]) -> str:
    """Lines of the echo and of the fix: one extra leading space each."""
    return "\n".join(" " + line for line in lines)


def unspaced(answer: str) -> list[str]:
    """The inverse of spaced, for what the model wrote."""
    lines = [line[1:] if line.startswith(" ") else line for line in answer.split("\n")]
    return [line.rstrip() for line in lines if line.strip()]


def hunk(before: Sequence[str], after: Sequence[str]) -> tuple[int, int, int]:
    """First differing line, and how many lines differ in `before` and in `after`."""
    shorter = min(len(before), len(after))
    head = 0
    while head < shorter and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < shorter - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return head, len(before) - head - tail, len(after) - head - tail
