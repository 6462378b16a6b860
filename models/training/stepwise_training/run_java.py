"""Runs correct Java methods and broken ones on inputs, by Observe.java in a process of its own. Used by observe."""

from __future__ import annotations

import os
import re
import shutil
import struct
import subprocess
from pathlib import Path
from typing import Callable, Iterator, NamedTuple

from tree_sitter import Node

from .inputs import inputs, java_class, shape
from .languages import parser, wrapped
from .site import LOOPS

OLDEST_JAVA = 22  # the first that runs a program of several source files
_PROGRAM = Path(__file__).with_name("Observe.java")
_OPTIONS = ("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")
_IMPORTS = "import java.util.*; import java.util.stream.*; import java.util.function.*; import java.math.*; "


class Method(NamedTuple):
    """A correct method as Observe.java wants it: classes' texts, in which # stands for its number."""

    name: str
    given: str
    text: str


def java() -> str | None:
    """The newest enough `java` of JAVA_HOME or the PATH."""
    folders = [os.environ["JAVA_HOME"] + "/bin"] if "JAVA_HOME" in os.environ else []
    for folder in [*folders, *os.environ.get("PATH", "").split(os.pathsep)]:
        found = shutil.which("java", path=folder)
        if found:
            told = subprocess.run([found, "-version"], capture_output=True, text=True, check=False).stderr
            version = re.search(r'version "(\d+)', told)
            if version and int(version[1]) >= OLDEST_JAVA:
                return found
    return None


def counted(lines: list[str]) -> str | None:
    """The method with a tick in it and in every loop, without annotations; None if it does not parse."""
    text = "\n".join(lines)
    before, behind = wrapped("java", text)
    root = parser("java").parse((before + text + behind).encode()).root_node
    if root.has_error:
        return None
    edits: list[tuple[int, int, str]] = []
    stack: list[Node] = [root]
    while stack:
        node = stack.pop()
        stack.extend(node.children)
        if node.type in LOOPS or node.type == "method_declaration":
            body = node.child_by_field_name("body")
            if body is not None and body.type == "block":
                edits.append((body.start_byte + 1, body.start_byte + 1, " Ticks.t();"))
            elif body is not None:
                edits.append((body.start_byte, body.start_byte, "{ Ticks.t(); "))
                edits.append((body.end_byte, body.end_byte, " }"))
        elif node.type in ("marker_annotation", "annotation"):
            edits.append((node.start_byte, node.end_byte, ""))
    # From the end on; at one place (a loop in a loop's body) the inner edit, which came later, is made first.
    for number, (start, end, new) in sorted(enumerate(edits), key=lambda e: (-e[1][0], -e[0])):
        text = text[: start - len(before)] + new + text[end - len(before) :]
    return text


def method(lines: list[str], seed: int) -> Method | None:
    """None if the method cannot be called from outside with what `inputs` can make."""
    text = counted(lines)
    before, behind = wrapped("java", "")
    source = (before + "\n".join(lines) + behind).encode()
    body = parser("java").parse(source).root_node.children[0].child_by_field_name("body")
    node = body.named_children[0] if body is not None and body.named_children else None
    if text is None or node is None or node.type != "method_declaration" or not _self_contained(node):
        return None

    def told(of: Node | None) -> str:
        return source[of.start_byte : of.end_byte].decode() if of is not None else ""

    variables = frozenset(re.findall(r"[<,]\s*(\w+)", told(node.child_by_field_name("type_parameters"))))
    names, shapes = [], []
    for parameter in node.child_by_field_name("parameters").named_children:
        declared = told(parameter.child_by_field_name("type"))
        name = told(parameter.child_by_field_name("name")) + told(parameter.child_by_field_name("dimensions"))
        if parameter.type == "spread_parameter":
            declared = told(next((c for c in parameter.named_children if "type" in c.type), None)) + "[]"
            name = told(next((c for c in parameter.named_children if c.type == "variable_declarator"), None))
        elif parameter.type != "formal_parameter":
            continue
        of = shape(declared + "[]" * name.count("["), variables)
        if of is None:
            return None
        names.append(name.split("[")[0])
        shapes.append(of)
    if not names:
        return None
    given = java_class("In#", shapes, inputs(shapes, names, seed))
    return Method(told(node.child_by_field_name("name")), given, f"{_IMPORTS}class F# {{\n{text}\n}}")


_TYPE_NAME = re.compile(rb"[A-Z]\w*[a-z]\w*")

# Where an identifier names no variable: a field of a node, or any place in it.
_NO_VARIABLE = {("method_invocation", "name"), ("field_access", "field"), ("labeled_statement", None)}
_NO_VARIABLE |= {("break_statement", None), ("continue_statement", None), ("method_reference", None)}
_DECLARING = ("variable_declarator", "formal_parameter", "catch_formal_parameter", "enhanced_for_statement", "type_pattern")
_DECLARING += ("method_declaration", "resource", "instanceof_expression", "class_declaration", "record_pattern_component")


def _self_contained(method_: Node) -> bool:
    """Whether a method names only what it declares, itself, and types; a compiler need not be asked about the others."""
    declared: set[bytes | None] = set()
    used: list[bytes | None] = []
    stack: list[Node] = [method_]
    while stack:
        node = stack.pop()
        stack.extend(node.children)
        if node.type in ("this", "super"):
            return False
        if node.type in _DECLARING:
            name = node.child_by_field_name("name")
            declared.add(name.text if name is not None else None)
        elif node.type in ("inferred_parameters", "lambda_expression"):
            declared.update(child.text for child in node.children if child.type == "identifier")
        elif node.type == "method_invocation" and node.child_by_field_name("object") is None:
            used.append(node.child_by_field_name("name").text)
        for number, child in enumerate(node.children):
            if child.type == "identifier" and not _TYPE_NAME.fullmatch(child.text):
                field = node.field_name_for_child(number)
                if not _NO_VARIABLE & {(node.type, field), (node.type, None)}:
                    used.append(child.text)
    return all(name in declared for name in used)


class Runner:
    """A Java process, begun anew when it had to end itself."""

    def __init__(self, program: str) -> None:
        self._command = [program, *_OPTIONS, str(_PROGRAM)]
        self._process: subprocess.Popen[bytes] | None = None

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _ask(self, request: bytes) -> Iterator[str]:
        """The lines of the answer; the last is `done`, or anything else if the process is lost."""
        if self._process is None:
            self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdin and self._process.stdout
        try:
            self._process.stdin.write(request)
            self._process.stdin.flush()
        except BrokenPipeError:
            pass
        for line in self._process.stdout:
            told = line.decode().rstrip("\n")
            yield told
            if told == "done":
                return
        self.close()

    def run(
        self, methods: dict[int, Method], breaks: Callable[[int], list[list[str]]]
    ) -> tuple[set[int], dict[tuple[int, int], str]]:
        """Which methods ran, and the failures by method and number of the broken one that `breaks` gives."""
        ran: set[int] = set()
        found: dict[tuple[int, int], str] = {}
        waiting, behind = dict(methods), (-1, -1)
        while waiting:
            able, last = set(), ""
            for last in self._ask(_functions(waiting)):
                if last.startswith("ok "):
                    able.add(int(last[3:]))
            if last != "done":
                if not last.startswith("stuck "):
                    break
                waiting.pop(int(last.split()[1]), None)
                continue
            ran |= able
            broken = [
                (number, own, text)
                for number in sorted(able)
                for own, lines in enumerate(breaks(number))
                if (number, own) > behind and (text := counted(lines)) is not None
            ]
            for last in self._ask(_broken(broken)):
                if last[:1].isdigit():
                    number, own, failure = last.split(" ", 2)
                    found[int(number), int(own)] = failure
            if not last.startswith("stuck "):
                break
            number, own = behind = tuple(map(int, last.split()[1:]))
            found[number, own] = "no end"
            waiting = {n: m for n, m in waiting.items() if n in able and n >= number}
        return ran, found


def _text(text: str) -> bytes:
    coded = text.encode()
    return struct.pack(">i", len(coded)) + coded


def _functions(methods: dict[int, Method]) -> bytes:
    parts = [struct.pack(">i", len(methods))]
    for number, method_ in sorted(methods.items()):
        given, text = method_.given.replace("In#", f"In{number}"), method_.text.replace("F#", f"F{number}", 1)
        parts += [struct.pack(">i", number), _text(method_.name), _text(given), _text(text)]
    return b"".join(parts)


def _broken(broken: list[tuple[int, int, str]]) -> bytes:
    parts = [struct.pack(">i", len(broken))]
    for number, own, text in broken:
        parts += [struct.pack(">ii", number, own), _text(f"{_IMPORTS}class F{number}_{own} {{\n{text}\n}}")]
    return b"".join(parts)
