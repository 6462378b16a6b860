"""QuixBugs-Java as evaluation examples: never trained on, never committed.

    python -m stepwise_training.quixbugs --checkout QUIXBUGS --base BASE.gguf --out quixbugs.npz
"""

from __future__ import annotations

import argparse
import difflib
import re
from pathlib import Path

from .base import tokenizer
from .languages import BY_TAG, parser
from .mutate import Bug
from .pack import encode, save
from .template import code_lines, hunk

_MOST_LINES = 5


def _methods(path: Path) -> dict[str, list[str]]:
    content = path.read_bytes().replace(b"\r\n", b"\n")
    found: dict[str, list[str]] = {}
    stack = [parser("java").parse(content).root_node]
    while stack:
        node = stack.pop()
        stack.extend(node.children)
        name = node.child_by_field_name("name")
        if node.type in BY_TAG["java"].functions and name is not None:
            text = content[node.start_byte : node.end_byte].decode(errors="replace")
            key = f"{name.text!r} {node.child_by_field_name('parameters').text!r}"
            found[key] = code_lines("java", text, node.start_point[1])
    return found


def _laid_out_like(wrong: list[str], right: list[str]) -> list[str]:
    """The correct version, with the faulty version's line breaks and spaces where both agree."""
    text, other = "\n".join(wrong), "\n".join(right)
    spans = [list(re.finditer(r"\w+|\S", t)) for t in (text, other)]
    match = difflib.SequenceMatcher(None, *([m[0] for m in s] for s in spans), autojunk=False)
    for _, a, b, c, d in reversed([code for code in match.get_opcodes() if code[0] != "equal"]):
        new = other[spans[1][c].start() : spans[1][d - 1].end()] if d > c else ""
        if b > a:
            text = text[: spans[0][a].start()] + new + text[spans[0][b - 1].end() :]
        else:
            before = other[spans[1][c - 1].end() : spans[1][c].start()]
            end = spans[0][a - 1].end()
            text = text[:end] + before + new + text[end:]
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    return [line if line in wrong else _neat(line) for line in lines]


def _neat(line: str) -> str:
    """Usual spaces, where the benchmark's authors left them out."""
    body = re.sub(r"(?<=[<>]) (?==)", "", re.sub(r"(?<=\S) +(?=\S)", " ", line.strip()))
    body = re.sub(r"(?<=[\w)\]])\s*(&&|\|\||==|<=|>=|(?<![<>])=(?!=)|[%*+]|-(?=[\w]))\s*(?=[\w(\"])", r" \1 ", body)
    body = re.sub(r",(?=\S)", ", ", re.sub(r"\( ", "(", body)).replace(" .", ".")
    return line[: len(line) - len(line.lstrip())] + body


def bugs(checkout: Path) -> list[Bug]:
    """The method of each program that differs between the faulty and the correct version."""
    found: list[Bug] = []
    for wrong in sorted((checkout / "java_programs").glob("*.java")):
        right = checkout / "correct_java_programs" / wrong.name
        if not right.exists():
            continue
        good = _methods(right)
        for key, lines in _methods(wrong).items():
            fixed = good.get(key)
            if fixed is None or "".join("".join(fixed).split()) == "".join("".join(lines).split()):
                continue
            fixed = _laid_out_like(lines, fixed)
            first, right_lines, wrong_lines = hunk(fixed, lines)
            if max(right_lines, wrong_lines) > _MOST_LINES:
                continue
            found.append(Bug(wrong.stem, "java", lines, first, wrong_lines, fixed[first : first + right_lines]))
    return found


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--checkout", type=Path, required=True)
    arguments.add_argument("--base", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    given = arguments.parse_args()
    found = bugs(given.checkout)
    save(given.out, list(encode(tokenizer(given.base), found)), [bug.kind for bug in found])
    print(len(found), "bugs", [(bug.kind, bug.first + 1, bug.count, len(bug.fix)) for bug in found])


if __name__ == "__main__":
    main()
