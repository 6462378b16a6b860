"""Wrong operators and wrong numbers."""

from __future__ import annotations

import re
from typing import Iterator

from ..site import BINARY, INTEGERS, Edit, Mutation, Site

_RELATIONS = {
    "<": "<= <= <= > >= ==", "<=": "< < < >= >", ">": ">= >= >= < <= !=", ">=": "> > > <= <",
    "==": "!= != <= >=", "!=": "== == < >", "===": "!==", "!==": "===", "is": "is_not", "in": "not_in",
}  # fmt: skip
_OTHERS = {
    "arithmetic": {"+": "- - *", "-": "+ + *", "*": "+ / -", "/": "* % -", "%": "/ *", "//": "/ %", "**": "*"},
    "logic": {"&&": "||", "||": "&&", "and": "or", "or": "and"},
    "bits": {"&": "| ^ &&", "|": "& ^", "^": "& | & |", "<<": ">> >>>", ">>": ">>> <<", ">>>": ">> <<"},
    "compound-assignment": {
        "+=": "= -= = *=", "-=": "+= =", "*=": "= += /=", "/=": "*=", "|=": "= &= ^=", "&=": "|= =",
        "^=": "|= &=", "<<=": ">>=", ">>=": "<<=", ">>>=": ">>=", "%=": "/=",
    },
}  # fmt: skip
_ASSIGNMENTS = {"assignment_expression", "assignment_statement", "augmented_assignment", "augmented_assignment_expression"}


def mutations(site: Site) -> Iterator[Mutation]:
    for node, parent in site.nodes:
        if node.type in BINARY or node.type in _ASSIGNMENTS:
            operator = node.child_by_field_name("operator")
            if operator is None and len(node.children) == 3:
                operator = node.children[1]
            if operator is not None:
                yield from _operators(site, operator, node.type in _ASSIGNMENTS)
        elif node.type == "update_expression":
            yield from _updates(site, node, parent)
        elif node.type in ("inc_statement", "dec_statement"):
            name = site.of_node(node.children[0])
            yield site.replace("update", node, name + ("--" if node.type == "inc_statement" else "++"))
            yield site.replace("update", node, name + (" += 2" if node.type == "inc_statement" else " -= 2"))
        elif node.type == "unary_operator" or node.type == "unary_expression":
            text = site.of_node(node)
            if text[0] in "-~" and len(text) > 1:
                kind = "constant" if text[0] == "-" else "bits"
                yield Mutation(kind, (Edit(site.start(node), site.start(node) + 1, ""),))
        elif node.type in INTEGERS:
            yield from _numbers(site, node, parent)
        elif node.type in ("true", "false"):
            flipped = {"true": "false", "false": "true", "True": "False", "False": "True"}[site.of_node(node)]
            yield site.replace("returned" if parent.type == "return_statement" else "constant", node, flipped)


def _operators(site: Site, operator, assignment: bool) -> Iterator[Mutation]:
    text = site.of_node(operator)
    for other in _RELATIONS.get(text, "").split():
        yield site.replace("relation", operator, other.replace("_", " "))
    for kind, table in _OTHERS.items():
        for other in table.get(text, "").split():
            yield site.replace(kind, operator, other)
    if assignment and text == "=" and site.rnd.random() < 0.3:
        yield site.replace("compound-assignment", operator, site.rnd.choice(("+=", "+=", "-=")))


def _updates(site: Site, node, parent) -> Iterator[Mutation]:
    text = site.of_node(node)
    up = "++" in text
    yield site.replace("update", node, text.replace("++", "--") if up else text.replace("--", "++"))
    bare = re.sub(r"\+\+|--", "", text)
    if parent.type in ("expression_statement", "for_statement"):
        yield site.replace("update", node, bare + (" += 2" if up else " -= 2"))
    else:
        sign = "++" if up else "--"
        yield site.replace("update", node, bare + sign if text.startswith(sign) else sign + bare)
        yield site.replace("update", node, bare)


def _first_of_go(parent) -> bool:
    return parent.type == "expression_list" and parent.parent is not None and parent.parent.type == "short_var_declaration"


def _numbers(site: Site, node, parent) -> Iterator[Mutation]:
    text = site.of_node(node)
    if text.isdigit() and len(text) < 8:
        value = int(text)
        others = {value + 1, max(0, value - 1), value * 2 if value > 2 else value + 2}
        if value in (0, 1):
            others.add(-1 if value == 0 else 0)
        first = parent.type in ("variable_declarator", "assignment") or _first_of_go(parent)
        for other in sorted(others - {value}):
            yield site.replace("initial-value" if first else "constant", node, str(other))
    elif text.startswith("0x") and len(text) > 3:
        yield site.replace("constant", node, text[:-1] + site.rnd.choice("0123456789abcdef"))
