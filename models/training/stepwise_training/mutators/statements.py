"""Statements lost, moved, repeated, or in the wrong order."""

from __future__ import annotations

import re
from typing import Iterator

from ..site import LOOPS, Edit, Mutation, Site, indent

_JUMPS = {"break_statement", "continue_statement"}
_LEAVING = {"return_statement", "throw_statement", "raise_statement"}
_SIMPLE = {"expression_statement", "assignment_statement", "inc_statement", "dec_statement"}
_TYPES = {"long": ("int",), "double": ("int", "float", "long"), "int": ("long", "short", "byte", "char")}


def mutations(site: Site) -> Iterator[Mutation]:
    last = len(site.lines) - 1
    for node, parent in site.nodes:
        if node.type == "local_variable_declaration":
            type_node = node.child_by_field_name("type")
            if type_node is not None:
                for other in _TYPES.get(site.of_node(type_node), ()):
                    yield site.replace("type", type_node, other)
        if node.type in _JUMPS:
            yield site.replace("jump", node, site.of_node(node).replace("break", "?").replace("continue", "break").replace("?", "continue"))
        place = site.whole_lines(node) if node.type.endswith(("_statement", "_declaration")) else None
        if place is None or place[0] == 0 or (place[1] >= last and site.tag != "python"):
            continue
        yield from _lost(site, node, *place)
        if node.type == "if_statement":
            yield from _branches(site, node, *place)
        if place[0] == place[1] and node.type in _SIMPLE:
            yield from _moved(site, place[0])
    yield from _lines(site)
    for number, line in enumerate(site.lines):
        found = line.find("else if")
        if found >= 0:
            start = site.starts[number] + found
            yield Mutation("else", (Edit(start, start + 7, "if"),))
        elif line.lstrip().startswith("elif "):
            start = site.starts[number] + indent(line)
            yield Mutation("else", (Edit(start, start + 4, "if"),))


def _alone(site: Site, node) -> bool:
    """Whether a Python block would be left empty."""
    return site.tag == "python" and node.parent is not None and len(node.parent.named_children) < 2


def _lost(site: Site, node, first: int, last: int) -> Iterator[Mutation]:
    rows = last - first + 1
    if _alone(site, node):
        return
    lost = site.replace_lines("statement-lost", first, last, [])
    if node.type in _SIMPLE and rows <= 3:
        yield lost
    elif node.type in _JUMPS or (node.type in _LEAVING and first < len(site.lines) - 2 and rows <= 2):
        yield lost
    elif node.type == "if_statement" and rows <= 4:
        for _ in range(3 if node.child_by_field_name("alternative") is None else 1):
            yield lost._replace(kind="guard-lost")
    elif node.type in LOOPS and rows <= 4:
        yield lost._replace(kind="lines-lost")


def _branches(site: Site, node, first: int, last: int) -> Iterator[Mutation]:
    """The condition goes and its body stays; the else branch goes; the two bodies change places."""
    body, other = node.child_by_field_name("consequence"), node.child_by_field_name("alternative")
    if body is None or not body.named_children:
        return
    rows = [child for child in body.named_children if site.whole_lines(child)]
    if other is None and rows and last - first <= 3:
        a, b = site.whole_lines(rows[0]), site.whole_lines(rows[-1])
        if a and b and a[0] > first:
            step = indent(site.lines[a[0]]) - indent(site.lines[first])
            kept = [line[max(0, step) :] for line in site.lines[a[0] : b[1] + 1]]
            yield site.replace_lines("guard-lost", first, last, kept)
    if other is None:
        return
    if site.tag == "python" and other.type == "else_clause":
        rows_of = site.whole_lines(other)
        if rows_of and rows_of[1] - rows_of[0] <= 3:
            yield site.replace_lines("else", rows_of[0], rows_of[1], [])
    elif other.type in ("block", "else_clause") and site.end(other) - site.end(body) < 160:
        yield Mutation("else", (Edit(site.end(body), site.end(other), ""),))
    inner = other.child_by_field_name("body") if other.type == "else_clause" else other
    if inner is not None and inner.type == body.type and last - first <= 6:
        yield site.swap("else", body, inner)


def _moved(site: Site, row: int) -> Iterator[Mutation]:
    line, last = site.lines[row], len(site.lines) - 1
    below = site.lines[row + 1] if row + 1 <= last - (site.tag != "python") else ""
    above = site.lines[row - 1]
    if row + 1 < last:
        yield site.replace_lines("duplicated", row, row, [line, line])
    plain = site.ends_statement(below)
    if below.strip() and plain and indent(below) == indent(line) and below.strip() != line.strip() and not below.rstrip().endswith(":"):
        yield site.replace_lines("order", row, row + 1, [below, line])
    if site.tag == "python":
        if indent(below) < indent(line) and indent(above) == indent(line) and below:
            yield site.replace_lines("block-moved", row, row, [" " * indent(below) + line.strip()])
        if indent(above) > indent(line):
            yield site.replace_lines("block-moved", row, row, [" " * indent(above) + line.strip()])
        return
    if below.strip() == "}" and row + 2 <= last:
        yield site.replace_lines("block-moved", row, row + 1, [below, " " * indent(below) + line.strip()])
    if above.strip() == "}" and row > 1:
        step = indent(site.lines[row - 2]) or 4
        yield site.replace_lines("block-moved", row - 1, row, [" " * max(step, indent(above)) + line.strip(), above])
    if re.match(r"\s*(for|while|if)\b.*\{$", above):
        yield site.replace_lines("block-moved", row - 1, row, [" " * indent(above) + line.strip(), above])


def _lines(site: Site) -> Iterator[Mutation]:
    """Two or three neighbouring lines at one depth lost together."""
    for row in range(1, len(site.lines) - 2):
        for rows in (2, 3):
            chosen = site.lines[row : row + rows]
            if row + rows >= len(site.lines) or site.rnd.random() < 0.7:
                continue
            if all(indent(line) == indent(chosen[0]) for line in chosen):
                simple = (site.tag != "python" and all(map(site.ends_statement, chosen))) or (
                    site.tag == "python" and not any(line.rstrip().endswith((":", ",", "(", ")]")) or line.strip()[:1] in ")]}" for line in chosen)
                )
                declared = {"java": r"\s*[\w<>\[\], .]+ \w+ =", "go": r".* := "}.get(site.tag)
                declares = declared is not None and any(re.match(declared, line) for line in chosen)
                whole_block = site.tag == "python" and indent(site.lines[row - 1]) < indent(chosen[0]) and (
                    row + rows >= len(site.lines) or indent(site.lines[row + rows]) < indent(chosen[0])
                )
                if simple and not declares and not whole_block:
                    yield site.replace_lines("lines-lost", row, row + rows - 1, [])
