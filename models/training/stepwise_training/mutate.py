"""Step 2: breaks correct functions. Used by pack, with a fresh seed for every epoch."""

from __future__ import annotations

import collections
import random
import re
from typing import NamedTuple

from .mutators import FAMILIES, WEIGHTS
from .site import Edit, Mutation, Site
from .template import hunk

_MOST_HUNK_LINES = 5
_SECOND_EDIT, _NEAR_LINES = 0.1, 2
_ALGORITHMIC = re.compile(r"\b(for|while)\b|\[\w+( [-+] \w+)?\]| [-+*/%] |\brange\(")
_PLUMBING = re.compile(r"System\.out|logg?er|LOG\.|console\.", re.I)


class Bug(NamedTuple):
    """A faulty function, where it is faulty, the lines that put it right, and what is told of it."""

    kind: str
    tag: str
    lines: list[str]
    first: int
    count: int
    fix: list[str]
    failure: str = ""
    words: str = ""


def worth(lines: list[str]) -> float:
    """How many bugs a function is good for in one epoch: more for loops, indexes and arithmetic."""
    text = "\n".join(lines)
    plumbing = 0.5 if _PLUMBING.search(text) else 1.0
    found = len(_ALGORITHMIC.findall(text))
    return plumbing * (0.45 if found == 0 else 1.0 if found < 4 else 1.7 if len(lines) >= 7 else 1.3)


def bugs(tag: str, lines: list[str], wanted: int, rnd: random.Random) -> list[Bug]:
    """Up to `wanted` different bugs in a function."""
    site = Site.of(tag, lines, rnd)
    if site is None:
        return []
    by_kind: dict[str, list[Mutation]] = collections.defaultdict(list)
    for family in FAMILIES:
        for mutation in family(site):
            by_kind[mutation.kind].append(mutation)
    kinds = list(by_kind)
    weights = [WEIGHTS[kind] for kind in kinds]
    found: dict[str, Bug] = {}
    for _ in range(3 * wanted if kinds else 0):
        if len(found) >= wanted:
            break
        mutation = rnd.choice(by_kind[rnd.choices(kinds, weights)[0]])
        if rnd.random() < _SECOND_EDIT:
            mutation = _joined(site, mutation, rnd.choice(by_kind[rnd.choices(kinds, weights)[0]]))
        text = applied(site.text, tuple(map(_as_gofmt, mutation.edits)) if tag == "go" else mutation.edits)
        bug = _bug(site, mutation.kind, text.split("\n"))
        if bug is not None:
            found.setdefault(text, bug)
    return list(found.values())


def _as_gofmt(edit: Edit) -> Edit:
    """Without the spaces that would tell the model what was put there."""
    return edit._replace(new=re.sub(r" ([-+]) (?=1$)", r"\1", edit.new))


def _joined(site: Site, one: Mutation, other: Mutation) -> Mutation:
    """Both mutations if they are near each other and do not overlap."""
    a, b = sorted((one, other), key=lambda m: min(e.start for e in m.edits))
    end, start = max(e.end for e in a.edits), min(e.start for e in b.edits)
    if start < end or site.text.count("\n", end, start) > _NEAR_LINES:
        return one
    return Mutation("several", a.edits + b.edits)


def applied(text: str, edits: tuple[Edit, ...]) -> str:
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def _bug(site: Site, kind: str, raw: list[str]) -> Bug | None:
    broken = [line.rstrip() for line in raw if line.strip()]
    first, right, wrong = hunk(site.lines, broken)
    if right == wrong == 0 or max(right, wrong) > _MOST_HUNK_LINES or (first == 0 and wrong == 0):
        return None
    fix = site.lines[first : first + right]
    if [line.strip() for line in fix] == [line.strip() for line in broken[first : first + wrong]] and site.tag != "python":
        return None
    return Bug(kind, site.tag, broken, first, wrong, fix)
