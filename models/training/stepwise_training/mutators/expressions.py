"""Off by one, lost and swapped operands, wrong indexes, wrong bounds and first values."""

from __future__ import annotations

import re
from typing import Iterator

from ..site import ARGUMENTS, BINARY, LOOPS, Edit, Mutation, Site, is_word

_ORDERED = {"<", "<=", ">", ">="}
_FIRST = {
    "0": ("1", "-1"), "1": ("0", "2"), "-1": ("0",), "Integer.MAX_VALUE": ("0", "Integer.MIN_VALUE"),
    "Integer.MIN_VALUE": ("0", "Integer.MAX_VALUE"), "true": ("false",), "false": ("true",),
}  # fmt: skip


def mutations(site: Site) -> Iterator[Mutation]:
    for node, parent in site.nodes:
        if node.type in BINARY:
            yield from _binary(site, node)
        elif node.type in ("array_access", "subscript", "subscript_expression", "index_expression"):
            yield from _index(site, node)
        elif node.type in ("ternary_expression", "conditional_expression"):
            yield from _ternary(site, node)
        elif node.type == "slice":
            yield from _slice(site, node)
        elif node.type == "slice_expression":
            for part in filter(None, map(node.child_by_field_name, ("start", "end"))):
                yield site.append("index", part, site.rnd.choice((" + 1", " - 1")))
                yield site.replace("index", part, "")
        elif node.type in ("variable_declarator", "assignment", "short_var_declaration"):
            value = node.child_by_field_name("value") or node.child_by_field_name("right")
            if value is not None and value.type == "expression_list" and value.named_child_count == 1:
                value = value.named_children[0]
            if value is not None:
                for other in _FIRST.get(site.of_node(value), ()):
                    yield site.replace("initial-value", value, other)
                if value.type in BINARY:
                    yield site.replace("operand-lost", value, site.of_node(value.children[0]))
        elif node.type == "field_access" and site.of_node(node).endswith(".length"):
            yield site.append("off-by-one", node, site.rnd.choice((" - 1", " + 1")))
        elif node.type in ("for_statement", "for_in_statement") and node.type in LOOPS:
            yield from _bounds(site, node)
        elif node.type == "cast_expression":
            value = node.child_by_field_name("value")
            if value is not None:
                yield site.replace("cast", node, site.of_node(value))
        elif node.type == "identifier" and parent.type in ARGUMENTS | BINARY and site.rnd.random() < 0.2:
            if site.types.get(site.of_node(node)) in ("int", "long") or site.tag != "java":
                if site.of_node(node) in site.types:
                    yield site.append("off-by-one", node, site.rnd.choice((" + 1", " - 1")))


def _binary(site: Site, node) -> Iterator[Mutation]:
    left, right = node.children[0], node.children[-1]
    operator = site.of_node(node.children[1]) if len(node.children) == 3 else ""
    a, b = site.of_node(left), site.of_node(right)
    if operator in ("+", "-") and b == "1":
        for _ in range(3):
            yield site.replace("off-by-one", node, a)
        yield site.replace("off-by-one", node.children[1], "-" if operator == "+" else "+")
        yield site.replace("off-by-one", right, "2")
    if operator == "+" and a == "1":
        yield site.replace("off-by-one", node, b)
    if operator in ("+", "-", "*", "/", "%", "//", "&", "|", "^", "<<", ">>", ">>>"):
        yield site.replace("operand-lost", node, a)
        yield site.replace("operand-lost", node, b)
    if operator in ("-", "/", "%", "//", "<<", ">>") or operator in _ORDERED:
        if len(a) < 60 and len(b) < 60 and a != b:
            yield site.swap("operands-swapped", left, right)
    if operator in _ORDERED and re.fullmatch(r"[\w.\[\]()]+", b) and not b.isdigit():
        yield site.append("off-by-one", right, " - 1")
        yield site.append("off-by-one", right, " + 1")
        if operator in ("<", "<="):
            yield site.append("off-by-one", left, " + 1")


def _index(site: Site, node) -> Iterator[Mutation]:
    index = node.child_by_field_name("index") or node.child_by_field_name("subscript")
    if index is None or index.type == "slice":
        return
    text = site.of_node(index)
    if is_word(text):
        yield site.append("index", index, " - 1")
        yield site.append("index", index, " + 1")
    inner = node.children[0]
    if inner.type == node.type:
        other = inner.child_by_field_name("index") or inner.child_by_field_name("subscript")
        if other is not None and site.of_node(other) != text:
            yield site.swap("index", other, index)
            yield site.swap("index", other, index)
            yield site.replace("index", other, text)


def _slice(site: Site, node) -> Iterator[Mutation]:
    text = site.of_node(node)
    for part in node.named_children:
        yield site.replace("index", part, site.of_node(part) + site.rnd.choice((" + 1", " - 1")))
        yield site.replace("index", part, "")
    if text.count(":") == 1 and not text.startswith(":") and not text.endswith(":"):
        a, b = text.split(":")
        yield site.replace("index", node, f"{b.strip()}:{a.strip()}")


def _ternary(site: Site, node) -> Iterator[Mutation]:
    if site.tag == "python":
        parts = node.named_children
        if len(parts) != 3:
            return
        yes, no = parts[0], parts[2]
    else:
        found = node.child_by_field_name("consequence"), node.child_by_field_name("alternative")
        if found[0] is None or found[1] is None:
            return
        yes, no = found
    yield site.swap("ternary", yes, no)
    yield site.replace("ternary", node, site.of_node(yes))
    yield site.replace("ternary", node, site.of_node(no))


def _bounds(site: Site, node) -> Iterator[Mutation]:
    """Where a loop starts, ends and how it steps."""
    header = site.text[site.start(node) : site.end(node)].split("\n")[0]
    base = site.start(node)
    for found in re.finditer(r"= (\w[\w.]*(?:\(\))?)(?=[;,])", header):
        for new in ("0", "1", found[1] + " + 1", found[1] + " - 1"):
            if new != found[1] and not (found[1].isdigit() and "+" in new + "-"[:0]):
                yield Mutation("loop-bound", (Edit(base + found.start(1), base + found.end(1), new),))
    for found in re.finditer(r"[<>]=? ([^;]+);", header):
        bound = found[1]
        trimmed = re.sub(r" [-+] 1$", "", bound)
        options = [trimmed] if trimmed != bound else [bound + " - 1", bound + " + 1"]
        halved = re.sub(r" [/*] \w+$", "", bound)
        options += [halved] if halved != bound else []
        for new in options:
            yield Mutation("loop-bound", (Edit(base + found.start(1), base + found.end(1), new),))
    for found in re.finditer(r"\brange\(([^()]*(?:\([^()]*\))?[^()]*)\)", header):
        parts = [part.strip() for part in found[1].split(",")]
        if len(parts) == 1:
            options = [f"{parts[0]} - 1", f"{parts[0]} + 1", f"1, {parts[0]}"]
            trimmed = re.sub(r" [-+] 1$", "", parts[0])
            options += [trimmed, trimmed] if trimmed != parts[0] else []
        else:
            trimmed = re.sub(r" [-+] 1$", "", parts[1])
            rest = [*parts[2:]]
            options = [", ".join([parts[0], new, *rest]) for new in (trimmed, parts[1] + " - 1", parts[1] + " + 1") if new != parts[1]]
            start = re.sub(r" [-+] 1$", "", parts[0])
            options += [", ".join([start if start != parts[0] else parts[0] + " + 1", *parts[1:]])]
            options += [", ".join(parts[1:])] if len(parts) == 2 else []
        for new in options:
            yield Mutation("loop-bound", (Edit(base + found.start(1), base + found.end(1), new),))
