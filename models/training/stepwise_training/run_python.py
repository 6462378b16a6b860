"""Runs a correct Python function and broken ones on inputs, in a forked process. Used by observe."""

from __future__ import annotations

import __future__
import ast
import bisect
import builtins
import collections
import copy
import functools
import heapq
import itertools
import json
import math
import operator
import os
import re
import resource
import select
import signal
import string
import sys
import types
import typing
from typing import Any, Callable, Iterator

from .inputs import COUNT, Shape, guesses, inputs, shape
from .normal import NO_END, Opaque, Outcome, TooLong, error_text, failure, text

_FILE = "<function>"
_MOST_LINES, _SECONDS, _MOST_SILENCE, _MOST_BYTES = 20_000, 2.0, 10.0, 2 << 30
_FEWEST_RESULTS = 3
_FORBIDDEN = "open exec eval input compile breakpoint exit quit help __import__".split()
_MODULES = (bisect, collections, copy, functools, heapq, itertools, math, operator, re, string, typing)
_IMPORTABLE = {module.__name__: module for module in _MODULES}


def _imported(name: str, *_: Any) -> types.ModuleType:
    if name not in _IMPORTABLE:
        raise ImportError(name)
    return _IMPORTABLE[name]


def _globals() -> dict[str, Any]:
    known: dict[str, Any] = {name: getattr(typing, name) for name in typing.__all__}
    for module, names in (
        (collections, "deque defaultdict Counter OrderedDict namedtuple"),
        (functools, "reduce lru_cache cache cmp_to_key partial"),
        (heapq, "heappush heappop heapify heappushpop heapreplace nlargest nsmallest"),
        (bisect, "bisect_left bisect_right insort insort_left"),
        (itertools, "accumulate chain combinations permutations groupby"),
        (math, "sqrt ceil floor inf gcd log log2 log10 pi factorial"),
    ):
        known.update((name, getattr(module, name)) for name in names.split())
    known["bisect"], known["copy"] = bisect, copy
    known.update((module.__name__, module) for module in _MODULES)
    known["__builtins__"] = {k: v for k, v in vars(builtins).items() if k not in _FORBIDDEN} | {"__import__": _imported}
    known["__name__"] = "function"
    return known


_GLOBALS = _globals()


@functools.lru_cache(2)
def _compiled(code: str) -> tuple[types.CodeType, ast.FunctionDef]:
    definition = ast.parse(code).body[0]
    if not isinstance(definition, ast.FunctionDef):
        raise SyntaxError("no function")
    return compile(code, _FILE, "exec", flags=__future__.annotations.compiler_flag, dont_inherit=True), definition


def _load(lines: list[str]) -> Callable[..., Any]:
    """The function; a method is bound to an object that has nothing else."""
    code, definition = _compiled("\n".join(lines))
    space = dict(_GLOBALS)
    exec(code, space)
    made = space[definition.name]
    first = definition.args.args[0].arg if definition.args.args else ""
    if first in ("self", "cls"):
        owner = type("Owner", (), {definition.name: made if first == "self" else classmethod(made)})
        return getattr(object.__new__(owner) if first == "self" else owner, definition.name)
    return made


def _parameters(lines: list[str]) -> tuple[list[str], list[str | None]] | None:
    """Names and annotations of what a call must give; None if the function cannot be called so."""
    definition = ast.parse("\n".join(lines)).body[0]
    if not isinstance(definition, ast.FunctionDef) or definition.args.kwonlyargs:
        return None
    given = definition.args.posonlyargs + definition.args.args
    given = given[: len(given) - len(definition.args.defaults)]
    if given and given[0].arg in ("self", "cls"):
        given = given[1:]
    return [a.arg for a in given], [ast.unparse(a.annotation) if a.annotation else None for a in given]


def _counted() -> Callable[..., Any]:
    left = _MOST_LINES

    def inside(frame: types.FrameType, event: str, _: Any) -> Any:
        nonlocal left
        if event == "line":
            left -= 1
            if left < 0:
                raise TooLong
        return inside

    return lambda frame, event, _: inside if frame.f_code.co_filename == _FILE else None


def _alarm(*_: Any) -> None:
    raise TooLong


def _call(function: Callable[..., Any], code: types.CodeType) -> Outcome:
    arguments = eval(code)  # a fresh copy of the inputs, made by us
    try:
        signal.setitimer(signal.ITIMER_PROF, _SECONDS)
        sys.settrace(_counted())
        try:
            result = function(*arguments)
            if isinstance(result, (typing.Generator, map, filter, zip, reversed, enumerate, typing.ValuesView)):
                result = list(itertools.islice(result, 200))
        finally:
            sys.settrace(None)
        values = [result] if result is not None else [None, *arguments]
        outcome = Outcome("", [text(v) for v in values], [text(v, loose=True) for v in values])
    except Opaque:
        outcome = Outcome("opaque", [], [])
    except BaseException as error:  # whatever it is, it is the function's
        outcome = Outcome(error_text(error), [], [])
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return outcome


def _correct(lines: list[str], seed: int) -> list[tuple[types.CodeType, Outcome]]:
    """Inputs on which the correct function ends with the same result twice."""
    parameters = _parameters(lines)
    if parameters is None or not parameters[0]:
        return []
    names, declared = parameters
    known = [shape(of) if of else None for of in declared]
    if any(of and not known[i] for i, of in enumerate(declared)):
        return []
    tried: list[list[Shape]] = []
    for guess in guesses(names):
        mixed = [own or other for own, other in zip(known, guess)]
        if mixed in tried:
            continue
        tried.append(mixed)
        codes = [compile(repr(row), "<input>", "eval") for row in inputs(mixed, names, seed)]
        held: list[tuple[types.CodeType, Outcome]] = []
        for number, code in enumerate(codes):
            one, other = _call(_load(lines), code), _call(_load(lines), code)
            if not one.error and one == other:
                held.append((code, one))
            elif number > COUNT // 3 and not held or one.error in (NO_END, "out of memory") and not held:
                break
        sure = None not in known or len({tuple(o.compared) for _, o in held}) > 1
        if len(held) >= _FEWEST_RESULTS and sure:
            return held
    return []


def _work(lines: list[str], broken: list[list[str]], seed: int, first: int) -> Iterator[tuple[int, str]]:
    held = _correct(lines, seed)
    if held:
        yield -1, str(len(held))
    for number in range(first, len(broken) if held else 0):
        found = ""
        try:
            function = _load(broken[number])
            for code, right in held:
                found = failure(right, _call(function, code)) or ""
                if found:
                    break
        except (SyntaxError, ValueError):
            pass
        yield number, found


def _child(out: int, lines: list[str], broken: list[list[str]], seed: int, first: int) -> None:
    try:
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
        signal.signal(signal.SIGPROF, _alarm)
        nothing = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nothing, standard)
        sys.stdout = sys.stderr = open(os.devnull, "w")
        for row in _work(lines, broken, seed, first):
            os.write(out, (json.dumps(row) + "\n").encode())
    finally:
        os._exit(0)


def _self_contained(definition: ast.AST, own: str) -> bool:
    """Whether all that is named is declared in the function, known to Python, or the function itself."""
    declared, used, kept, read = {own}, set(), {own}, set()
    for node in ast.walk(definition):
        if isinstance(node, ast.Name):
            (used if isinstance(node.ctx, ast.Load) else declared).add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            declared.add(node.name)
        elif isinstance(node, ast.arg):
            declared.add(node.arg)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            declared.update((alias.asname or alias.name).split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            declared.add(node.name)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id in ("self", "cls"):
                (read if isinstance(node.ctx, ast.Load) else kept).add(node.attr)
    return read <= kept and all(name in declared or name in _GLOBALS or name in _GLOBALS["__builtins__"] for name in used)


def runnable(lines: list[str]) -> bool:
    """Whether inputs can be made for the function; it may still fail on all of them."""
    try:
        parameters = _parameters(lines)
        definition = ast.parse("\n".join(lines)).body[0]
    except (SyntaxError, ValueError):
        return False
    if not isinstance(definition, ast.FunctionDef):
        return False
    # Decorators and the returned type are not looked up when the function is called.
    if not _self_contained(ast.Module([ast.Expr(definition.args), *definition.body], []), definition.name):
        return False
    return bool(parameters and parameters[0]) and all(not of or shape(of) for of in parameters[1])


def run(lines: list[str], broken: list[list[str]], seed: int) -> tuple[bool, dict[int, str]]:
    """Whether the correct function could be run, and the failures of the broken ones."""
    ran, found, first = False, {}, 0
    while first < len(broken):
        got: list[tuple[int, str]] = []
        finished = _forked(lambda out, at=first: _child(out, lines, broken, seed, at), got)
        ran = ran or bool(got)
        found.update((number, failed) for number, failed in got if number >= 0 and failed)
        if finished or not got:
            break
        # What the alarm cannot stop (a C function that never returns) was killed with its process.
        first = max(first, got[-1][0] + 1)
        found[first] = NO_END
        first += 1
    return ran, found


def _forked(work: Callable[[int], None], got: list[tuple[int, str]]) -> bool:
    """Collects what a forked process writes; False if it had to be killed."""
    source, target = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(source)
        work(target)
    os.close(target)
    rest, finished = b"", False
    while select.select([source], [], [], _MOST_SILENCE)[0]:
        read = os.read(source, 65536)
        if not read:
            finished = True
            break
        *whole, rest = (rest + read).split(b"\n")
        got += [tuple(json.loads(line)) for line in whole]
    os.close(source)
    if not finished:
        os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return finished
