"""How values and exceptions of Python are told in a failure; NormalForm.java tells those of Java in the same words."""

from __future__ import annotations

import collections.abc
import math
from typing import Any, NamedTuple

NO_END = "no end"
_WIDEST, _DEEPEST, _LONGEST_BITS = 60, 40, 10_000
_ESCAPES = {ord('"'): '\\"', ord("\\"): "\\\\", 10: "\\n", 13: "\\r", 9: "\\t"}


class TooLong(BaseException):
    """Not an Exception, so that the function's own handlers let it through."""


class Opaque(Exception):
    """A result that has no normal form, such as an object of a class of its own."""


class Outcome(NamedTuple):
    """An error; or the result's text and, if the result is None, the arguments' texts, as shown and as compared."""

    error: str
    shown: list[str]
    compared: list[str]


def text(value: Any, loose: bool = False, depth: int = 0) -> str:
    """The normal form; a loose one does not tell apart what a test would take as equal."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and value.bit_length() < _LONGEST_BITS:
        return str(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
        return f"{value + 0.0:.9g}" if loose else repr(value)
    if isinstance(value, str):
        return '"' + value.translate(_ESCAPES) + '"'
    if depth > _DEEPEST:
        raise Opaque
    if isinstance(value, (list, tuple, range, collections.deque)):
        return "[" + ", ".join(text(part, loose, depth + 1) for part in value) + "]"
    if isinstance(value, (set, frozenset, collections.abc.KeysView)):
        try:
            ordered = sorted(value)
        except TypeError:
            return "[" + ", ".join(sorted(text(part, loose, depth + 1) for part in value)) + "]"
        return "[" + ", ".join(text(part, loose, depth + 1) for part in ordered) + "]"
    if isinstance(value, dict):
        pairs = [text(k, loose, depth + 1) + ": " + text(v, loose, depth + 1) for k, v in value.items()]
        return "{" + ", ".join(sorted(pairs) if loose else pairs) + "}"
    raise Opaque


def cut(shown: str) -> str:
    return shown if len(shown) <= _WIDEST else shown[: _WIDEST - 3] + "..."


def error_text(error: BaseException) -> str:
    """The normal form of an exception."""
    told = str(error)
    if isinstance(error, TooLong):
        return NO_END
    if isinstance(error, RecursionError):
        return "stack overflow"
    if isinstance(error, MemoryError):
        return "out of memory"
    empty = " empty " in told or told.endswith(" is empty") or "raised StopIteration" in told
    if isinstance(error, StopIteration) or empty and isinstance(error, (LookupError, ValueError, RuntimeError)):
        return "nothing left"
    if isinstance(error, IndexError):
        return "index out of bounds"
    if isinstance(error, KeyError):
        return "no such key"
    if isinstance(error, ZeroDivisionError):
        return "division by zero"
    if isinstance(error, (AttributeError, TypeError)) and "NoneType" in told:
        return "null used"
    if isinstance(error, TypeError):
        return "wrong type"
    if isinstance(error, NameError):
        return "name not defined"
    return type(error).__name__


def failure(right: Outcome, wrong: Outcome) -> str | None:
    """What a test would say; None if it would pass or cannot tell."""
    if wrong.error:
        return None if wrong.error == "opaque" else wrong.error
    for i, (one, other) in enumerate(zip(right.compared, wrong.compared)):
        shown = cut(right.shown[i]), cut(wrong.shown[i])
        if one != other and shown[0] != shown[1]:
            return "expected %s but was %s" % shown
    return None
