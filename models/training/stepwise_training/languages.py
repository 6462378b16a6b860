"""The languages of the training data: parsers, and which syntax nodes are functions."""

from __future__ import annotations

import functools
import importlib
from dataclasses import dataclass

from tree_sitter import Language, Parser


@dataclass(frozen=True)
class Tongue:
    """One language: its tag in the template, its grammar's module, and its functions' node types."""

    tag: str
    grammar: str
    extensions: tuple[str, ...]
    functions: tuple[str, ...]


TONGUES = (
    Tongue("java", "tree_sitter_java", (".java",), ("method_declaration", "constructor_declaration")),
    Tongue("python", "tree_sitter_python", (".py",), ("function_definition",)),
    Tongue(
        "js",
        "tree_sitter_javascript",
        (".js", ".mjs", ".cjs"),
        ("function_declaration", "method_definition", "function_expression"),
    ),
    Tongue("go", "tree_sitter_go", (".go",), ("function_declaration", "method_declaration")),
)
BY_TAG = {tongue.tag: tongue for tongue in TONGUES}


def tongue_of(file_name: str) -> Tongue | None:
    """The language of a file by its extension; None if it is none of ours."""
    for tongue in TONGUES:
        if file_name.endswith(tongue.extensions):
            return tongue
    return None


@functools.cache
def language(tag: str) -> Language:
    return Language(importlib.import_module(BY_TAG[tag].grammar).language())


@functools.cache
def parser(tag: str) -> Parser:
    return Parser(language(tag))


def wrapped(tag: str, text: str) -> tuple[str, str]:
    """What to put before and behind a function's text so that it parses as a file."""
    if tag == "java" or (tag == "js" and not text.startswith(("function", "async function"))):
        return "class A {\n", "\n}"
    return "", ""
