"""Wrong variables, wrong fields and wrong returned values."""

from __future__ import annotations

from typing import Iterator

from ..site import BINARY, CALLS, INTEGERS, Mutation, Site
from .calls import PAIRS

_DECLARING = {
    "formal_parameter", "method_declaration", "constructor_declaration", "parameters", "keyword_argument",
    "default_parameter", "function_definition", "function_declaration", "lambda_expression", "labeled_statement",
    "inferred_parameters", "formal_parameters", "import_statement", "marker_annotation", "annotation",
    "catch_formal_parameter", "scoped_type_identifier", "method_reference", "typed_parameter", "shorthand_property_identifier",
    "parameter_declaration", "var_spec",
}  # fmt: skip
_MEMBERS = ("attribute", "field_access", "member_expression", "selector_expression")


def mutations(site: Site) -> Iterator[Mutation]:
    for node, parent in site.nodes:
        if node.type == "identifier":
            yield from _variable(site, node, parent)
        elif node.type == "return_statement" and node.named_children:
            value = node.named_children[0]
            yield from _returned(site, value.named_children[0] if value.type == "expression_list" else value)
        if node.type in _MEMBERS and node.children:
            for other in PAIRS.get(site.of_node(node.children[-1]), ()):
                yield site.replace("field", node.children[-1], other)
    yield from _adjacent(site)


def _variable(site: Site, node, parent) -> Iterator[Mutation]:
    name = site.of_node(node)
    if parent.type in _DECLARING or _declared(node, parent):
        return
    if parent.type in _MEMBERS and parent.children[0].start_byte != node.start_byte:
        return
    if parent.type in CALLS:
        called = parent.child_by_field_name("name") or parent.child_by_field_name("function")
        if called is not None and called.start_byte == node.start_byte:
            return
    if name in site.types:
        others = site.alike(name)
        for other in site.rnd.sample(others, min(2, len(others))):
            yield site.replace("variable", node, other)
        if not others and len(site.types) > 1 and site.rnd.random() < 0.35:
            other = site.rnd.choice(list(site.types))
            if other != name:
                yield site.replace("variable", node, other)
    elif name[:1].islower() and site.types and site.rnd.random() < 0.2:
        yield site.replace("variable", node, site.rnd.choice(list(site.types)))


def _declared(node, parent) -> bool:
    if parent.type == "variable_declarator":
        return parent.child_by_field_name("name") == node
    if parent.type == "expression_list" and parent.parent is not None:
        declaration = parent.parent
        return declaration.type in ("short_var_declaration", "range_clause") and declaration.children[0] == parent
    if parent.type == "enhanced_for_statement":
        return parent.child_by_field_name("value") != node
    return False


def _returned(site: Site, value) -> Iterator[Mutation]:
    text, names = site.of_node(value), list(site.types)
    if value.type == "identifier":
        for other in site.alike(text)[:6]:
            yield site.replace("returned", value, other)
        if site.types.get(text) in ("int", "long"):
            yield site.replace("returned", value, text + site.rnd.choice((" - 1", " + 1")))
    elif value.type in BINARY or value.type in CALLS:
        if site.tag == "python":
            plain = ("None", "0", "1", "True", "False", "[]")
        else:
            plain = ("nil" if site.tag == "go" else "null", "0", "-1", "1", "true", "false")
        yield site.replace("returned", value, site.rnd.choice([*plain, *names[:3]]))
        if value.type in BINARY:
            yield site.replace("returned", value, site.of_node(value.children[0]))
    elif value.type in INTEGERS or value.type in ("null_literal", "none", "null", "nil", "list"):
        for other in site.rnd.sample(names, min(2, len(names))):
            yield site.replace("base-case", value, other)
        for other in ("0", "1", "-1"):
            if other != text and value.type in INTEGERS:
                yield site.replace("base-case", value, other)
        if text == "[[]]":
            yield site.replace("base-case", value, "[]")
    elif value.type == "object_creation_expression" and names:
        yield site.replace("base-case", value, site.rnd.choice(["null", *names[:3]]))


def _adjacent(site: Site) -> Iterator[Mutation]:
    """The two variables of one line exchanged, wherever they stand in it."""
    if not site.types or site.rnd.random() < 0.5:
        return
    import re

    number = site.rnd.randrange(1, max(2, len(site.lines) - 1)) if len(site.lines) > 2 else 0
    line = site.lines[number]
    found = sorted({word for word in re.findall(r"[A-Za-z_]\w*", line) if word in site.types})
    pairs = [(a, b) for a in found for b in found if a < b and site.types[a] == site.types[b]]
    if pairs:
        a, b = site.rnd.choice(pairs)
        new = re.sub(rf"(?<![\w.])({a}|{b})\b", lambda m: b if m[1] == a else a, line)
        if site.tag != "java" or not re.search(rf"\b\w+ ({a}|{b}) =", line):
            yield site.replace_lines("variable", number, number, [new])
