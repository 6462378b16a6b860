"""Takes functions out of source files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterator

from tree_sitter import Node, Query, QueryCursor

from .exclude import Likeness, hash_of, named_like_a_benchmark
from .languages import Tongue, language, parser
from .template import code_lines

_LARGEST_FILE = 600_000
_FEWEST_LINES, _MOST_LINES, _MOST_CHARACTERS, _WIDEST = 3, 55, 2000, 180
_CONTROL = re.compile(r"\b(for|while|if|switch|elif|else)\b|&&|\|\||\?")
_DOCSTRING = re.compile(r'^(\s*)[rRuU]?("""|\'\'\').*?\2\s*?\n', re.S)
# Primitive types written out for each case (IntList, LongList...) count as one function.
_PRIMITIVE = re.compile(
    r"(byte|short|int|long|float|double|char|boolean)"
    r"|(Byte|Short|Int|Integer|Long|Float|Double|Char|Character|Boolean|Object|Reference)(?=[A-Z0-9]|\b)"
    r"|\d+"
)


@dataclass(frozen=True)
class Function:
    """A function as the template shows it, and the package it is from."""

    tag: str
    source: str
    lines: list[str]

    def identity(self) -> int:
        """Equal for functions that differ only in spaces, numbers and primitive types."""
        return hash_of(re.sub(r"\s+", "", _PRIMITIVE.sub("T", "".join(self.lines))))


_QUERIES: dict[str, Query] = {}


def nodes(tongue: Tongue, root: Node, span: tuple[int, int] | None = None) -> list[Node]:
    """All function nodes (that touch a span of bytes), in the order of the text; some are inside others."""
    if tongue.tag not in _QUERIES:
        pattern = " ".join(f"({kind}) @f" for kind in tongue.functions)
        _QUERIES[tongue.tag] = Query(language(tongue.tag), pattern)
    cursor = QueryCursor(_QUERIES[tongue.tag])
    if span is not None:
        cursor.set_byte_range(*span)
    found = cursor.captures(root).get("f", [])
    return sorted(found, key=lambda node: node.start_byte)


def functions(tongue: Tongue, content: bytes, file_name: str, source: str, likeness: Likeness) -> Iterator[Function]:
    """The functions of a file that are worth training on; an outer one hides those inside it."""
    if len(content) > _LARGEST_FILE and tongue.tag != "js":
        return
    root = parser(tongue.tag).parse(content).root_node
    behind = -1
    for node in nodes(tongue, root):
        rows = node.end_point[0] - node.start_point[0] + 1
        if node.start_byte < behind or rows < _FEWEST_LINES or rows > 2 * _MOST_LINES:
            continue
        name_node, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        name = name_node.text.decode(errors="replace") if name_node and name_node.text else ""
        if body is None or node.has_error or named_like_a_benchmark(name, file_name):
            continue
        text = text_of(tongue, content, node)
        if not text.isascii() or (not _CONTROL.search(text) and hash_of(text) % 4):
            continue
        lines = code_lines(tongue.tag, text, node.start_point[1])
        if not fits(lines) or likeness.alike("\n".join(lines)):
            continue
        behind = node.end_byte
        yield Function(tongue.tag, source, lines)


def text_of(tongue: Tongue, content: bytes, node: Node) -> str:
    """A function's text, without its docstring."""
    text = content[node.start_byte : node.end_byte].decode(errors="replace").replace("\r\n", "\n")
    return _without_docstring(text) if tongue.tag == "python" else text


def fits(lines: list[str]) -> bool:
    """Whether the model can be shown a function of these lines."""
    if not (_FEWEST_LINES <= len(lines) <= _MOST_LINES) or max(map(len, lines)) > _WIDEST:
        return False
    return sum(map(len, lines)) <= _MOST_CHARACTERS


def _without_docstring(text: str) -> str:
    colon = text.find(":\n")
    if colon < 0:
        return text
    head, rest = text[: colon + 2], text[colon + 2 :]
    return head + _DOCSTRING.sub("", rest, count=1)
