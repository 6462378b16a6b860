"""A correct function as the mutators see it: its text, syntax tree, variables and lines."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from typing import Iterator, NamedTuple

from tree_sitter import Node

from .languages import parser, wrapped


class Edit(NamedTuple):
    """Replaces text[start:end]."""

    start: int
    end: int
    new: str


class Mutation(NamedTuple):
    """One way to break a function."""

    kind: str
    edits: tuple[Edit, ...]


BINARY = {"binary_expression", "binary_operator", "boolean_operator", "comparison_operator"}
CALLS = {"method_invocation", "call", "call_expression"}
ARGUMENTS = {"argument_list", "arguments"}
NAMES = {"identifier", "property_identifier", "field_identifier"}
INTEGERS = {"decimal_integer_literal", "integer", "number", "int_literal"}
LOOPS = {"for_statement", "while_statement", "enhanced_for_statement", "for_in_statement", "do_statement"}
_OPAQUE = {"line_comment", "block_comment", "comment", "string", "string_literal", "template_string"}
_OPAQUE |= {"interpreted_string_literal", "raw_string_literal", "rune_literal"}  # Go's


@dataclass
class Site:
    tag: str
    text: str
    lines: list[str]
    rnd: random.Random
    nodes: list[tuple[Node, Node]] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    types: dict[str, str] = field(default_factory=dict)
    name: str = ""
    _shift: int = 0
    _rows: int = 0

    @staticmethod
    def of(tag: str, lines: list[str], rnd: random.Random) -> "Site | None":
        """None if the function does not parse on its own."""
        text = "\n".join(lines)
        before, behind = wrapped(tag, text)
        root = parser(tag).parse((before + text + behind).encode()).root_node
        if root.has_error:
            return None
        site = Site(tag, text, lines, rnd, _shift=len(before), _rows=before.count("\n"))
        position = 0
        for line in lines:
            site.starts.append(position)
            position += len(line) + 1
        site._walk(root)
        return site

    def _walk(self, root: Node) -> None:
        stack: list[tuple[Node, Node]] = [(root, root)]
        while stack:
            node, parent = stack.pop()
            if node.type in _OPAQUE:
                continue
            if node.start_byte >= self._shift and node is not root:
                self.nodes.append((node, parent))
                self._declare(node)
            stack.extend((child, node) for child in reversed(node.children))

    def _declare(self, node: Node) -> None:
        kind = node.type
        if kind in ("formal_parameter", "enhanced_for_statement", "local_variable_declaration", "catch_formal_parameter"):
            type_node = node.child_by_field_name("type")
            of_type = self.of_node(type_node) if type_node else "?"
            names = [node.child_by_field_name("name")]
            names += [c.child_by_field_name("name") for c in node.children if c.type == "variable_declarator"]
            for name in names:
                if name is not None:
                    self.types[self.of_node(name)] = of_type
        elif self.tag != "java":
            if kind in ("assignment", "variable_declarator", "for_statement", "default_parameter", "for_in_statement"):
                left = node.child_by_field_name("left") or node.child_by_field_name("name")
                if left is not None:
                    for name in [left] if left.type == "identifier" else left.named_children:
                        if name.type == "identifier":
                            self.types[self.of_node(name)] = "?"
            elif self.tag == "go" and kind in ("short_var_declaration", "range_clause", "parameter_declaration", "var_spec"):
                left = node.child_by_field_name("left")
                for name in left.named_children if left else node.children_by_field_name("name"):
                    if name.type == "identifier" and self.of_node(name) != "_":
                        self.types[self.of_node(name)] = "?"
            elif kind in ("parameters", "formal_parameters"):
                for child in node.children:
                    if child.type == "identifier" and self.of_node(child) != "self":
                        self.types[self.of_node(child)] = "?"
        if not self.name and kind in ("method_declaration", "function_definition", "function_declaration", "method_definition"):
            name = node.child_by_field_name("name")
            self.name = self.of_node(name) if name is not None else ""

    def start(self, node: Node) -> int:
        return node.start_byte - self._shift

    def end(self, node: Node) -> int:
        return node.end_byte - self._shift

    def of_node(self, node: Node) -> str:
        return self.text[self.start(node) : self.end(node)]

    def replace(self, kind: str, node: Node, new: str) -> Mutation:
        return Mutation(kind, (Edit(self.start(node), self.end(node), new),))

    def append(self, kind: str, node: Node, new: str) -> Mutation:
        return Mutation(kind, (Edit(self.end(node), self.end(node), new),))

    def swap(self, kind: str, one: Node, other: Node) -> Mutation:
        return Mutation(
            kind,
            (
                Edit(self.start(one), self.end(one), self.of_node(other)),
                Edit(self.start(other), self.end(other), self.of_node(one)),
            ),
        )

    def whole_lines(self, node: Node) -> tuple[int, int] | None:
        """First and last line of a node that shares its lines with nothing else."""
        first, last = node.start_point[0] - self._rows, node.end_point[0] - self._rows
        if not 0 <= first <= last < len(self.lines):
            return None
        before = self.lines[first][: self.start(node) - self.starts[first]]
        behind = self.lines[last][self.end(node) - self.starts[last] :]
        return None if before.strip() or behind.strip() else (first, last)

    def replace_lines(self, kind: str, first: int, last: int, new: list[str]) -> Mutation:
        """Replaces the lines `first` to `last` inclusive."""
        end = self.starts[last] + len(self.lines[last])
        if new:
            return Mutation(kind, (Edit(self.starts[first], end, "\n".join(new)),))
        if last + 1 < len(self.lines):
            return Mutation(kind, (Edit(self.starts[first], end + 1, ""),))
        return Mutation(kind, (Edit(max(0, self.starts[first] - 1), end, ""),))

    def ends_statement(self, line: str) -> bool:
        """Whether a whole statement ends with the line, as far as one line tells."""
        if self.tag == "go":
            return not line.rstrip().endswith(("{", "(", ",")) and not re.match(r"\s*([})]|case\b|default\b)", line)
        return self.tag == "python" or line.rstrip().endswith(";")

    def alike(self, name: str) -> list[str]:
        """Other variables that may stand where `name` does: those of its type."""
        of_type = self.types.get(name)
        return [other for other, t in self.types.items() if other != name and t == of_type]

    def conditions(self) -> Iterator[tuple[Node, str, int]]:
        """Statements with their condition's text and where it starts, parentheses left out."""
        for node, _ in self.nodes:
            if node.type in ("if_statement", "while_statement", "do_statement", "elif_clause"):
                condition = node.child_by_field_name("condition")
                if condition is not None:
                    text, start = self.of_node(condition), self.start(condition)
                    bracketed = self.tag != "python" and text.startswith("(")
                    yield node, text[1:-1] if bracketed else text, start + bracketed


def indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def is_word(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z_]\w*", text))
