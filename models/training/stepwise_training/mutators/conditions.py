"""Conditions with a part lost, negated, added or replaced."""

from __future__ import annotations

import re
from typing import Iterator

from ..site import BINARY, Edit, Mutation, Site

_CONNECTIVES = {"&&", "||", "and", "or"}


def mutations(site: Site) -> Iterator[Mutation]:
    for node, _ in site.nodes:
        if node.type in BINARY and len(node.children) == 3:
            if site.of_node(node.children[1]) in _CONNECTIVES:
                yield site.replace("condition-part-lost", node, site.of_node(node.children[0]))
                yield site.replace("condition-part-lost", node, site.of_node(node.children[2]))
        elif node.type in ("unary_expression", "not_operator"):
            text = site.of_node(node)
            for sign in ("!", "not "):
                if text.startswith(sign):
                    start = site.start(node)
                    yield Mutation("condition-negated", (Edit(start, start + len(sign), ""),))
    known = list(site.conditions())
    for node, text, start in known:
        yield from _negated(site, text, start)
        if node.type == "while_statement" and text not in ("true", "True"):
            yield _put("condition-fixed", start, text, "True" if site.tag == "python" else "true")
            for head in re.findall(r"\b([A-Za-z_]\w*)\b(?! *\()", text)[:2]:
                if head in site.types and site.types[head] == "boolean":
                    yield _put("condition-fixed", start, text, head)
    if len(known) >= 2:
        yield from _mixed(site, [(text, start) for _, text, start in known])


def _put(kind: str, start: int, old: str, new: str) -> Mutation:
    return Mutation(kind, (Edit(start, start + len(old), new),))


def _negated(site: Site, text: str, start: int) -> Iterator[Mutation]:
    if site.tag == "python":
        if not text.startswith("not "):
            yield _put("condition-negated", start, text, "not " + text)
    elif re.fullmatch(r"[\w.]+(\(.*\))?", text):
        yield _put("condition-negated", start, text, "!" + text)
        yield _put("condition-negated", start, text, "!" + text)
    elif len(text) < 60 and not text.startswith("!"):
        yield _put("condition-negated", start, text, f"!({text})")


def _mixed(site: Site, known: list[tuple[str, int]]) -> Iterator[Mutation]:
    """A condition joined with, or replaced by, another of the function."""
    for _ in range(3):
        (text, start), (other, _unused) = site.rnd.choice(known), site.rnd.choice(known)
        if text == other or len(other) > 50 or "\n" in other:
            continue
        joint = site.rnd.choice((" and ", " or ") if site.tag == "python" else (" && ", " || "))
        yield _put("condition-part-added", start, text, text + joint + other)
        if site.rnd.random() < 0.3:
            yield _put("condition-part-added", start, text, other)
