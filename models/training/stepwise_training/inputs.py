"""Small inputs for functions by their parameters' declared types. Used by observe."""

from __future__ import annotations

import random
import re
from typing import Any, NamedTuple

COUNT = 30
_MEDIUM, _TINY = 10, 15
_ALIASES = {
    "int": "int Integer short Short byte Byte Any Object object Comparable Number T E K V",
    "long": "long Long",
    "float": "float double Double Float",
    "bool": "bool boolean Boolean",
    "char": "char Character",
    "str": "str String CharSequence AnyStr",
    "builder": "StringBuilder StringBuffer",
    "list": "list List Sequence Iterable Collection MutableSequence Iterator ArrayList LinkedList",
    "tuple": "tuple Tuple",
    "deque": "deque Deque Queue ArrayDeque Stack PriorityQueue",
    "set": "set Set HashSet TreeSet LinkedHashSet SortedSet NavigableSet frozenset FrozenSet",
    "map": "dict Dict Mapping Map HashMap TreeMap LinkedHashMap SortedMap defaultdict DefaultDict",
}
_KINDS = {alias: kind for kind, aliases in _ALIASES.items() for alias in aliases.split()}
_CLASSES = {
    "List": "ArrayList", "Collection": "ArrayList", "Iterable": "ArrayList", "Queue": "LinkedList",
    "Deque": "ArrayDeque", "Set": "HashSet", "SortedSet": "TreeSet", "NavigableSet": "TreeSet",
    "Map": "HashMap", "SortedMap": "TreeMap",
}  # fmt: skip
_TYPE = re.compile(r"\s*([\w.]+)\s*")
_LOW = re.compile(r"^(l|lo|low|left|start|begin|first|from|i|index|idx|pos\w*|lower)$", re.I)
_HIGH = re.compile(r"^(r|hi|high|right|end|last|to|j|upper)$", re.I)
_SIZE = re.compile(r"^(n|m|len|length|size|count|num\w*|total)$", re.I)
_GRAPHS = re.compile(r"^(g|graph|adj\w*|tree|neighbou?rs)$", re.I)
_LISTS = re.compile(r"^(a|A|xs|arr\w*|array\w*|li?st\w*|seq\w*|data|collection|nums?\d?|[a-z]{3,}s)$")
_STRINGS = re.compile(r"^(s\d?|t|p|str\w*|text|word\d?|pattern|sentence|sub\w*|phrase|message)$")
_GRIDS = re.compile(r"^(matrix|grid|board|maze|mat|image|intervals|edges|points)$")
_LETTERS = ("ab", "abc", "abc", "abcde", "aAbB", "0123", "()", "()[]", "ab c", "the cat", "a1b2", "xyz,.", "LRUD")


class Shape(NamedTuple):
    """A type: its kind, its name in the source, and its arguments."""

    kind: str
    name: str
    of: tuple["Shape", ...] = ()


INT = Shape("int", "Integer")
STRING = Shape("str", "String")


def listed(shape: Shape) -> Shape:
    return Shape("list", "List", (shape,))


def shape(text: str, variables: frozenset[str] = frozenset()) -> Shape | None:
    """The shape of a declared Java or Python type; None if no inputs can be made for it."""
    text = text.strip().strip("\"'")
    if text.endswith("[]"):
        inner = shape(text[:-2], variables)
        return Shape("array", text, (inner,)) if inner else None
    name = _TYPE.match(text)
    if name is None:
        return None
    own = name[1].split(".")[-1]
    rest = text[name.end() :]
    if rest.startswith("|"):
        return shape(text[: name.end()], variables)
    parts = _parts(rest[1 : rest.rfind("]" if rest[0] == "[" else ">")]) if rest[:1] in ("[", "<") else []
    if own in ("Optional", "Union", "Final"):
        return shape(parts[0], variables) if parts else None
    kind = "int" if own in variables else _KINDS.get(own)
    if kind is None:
        return None
    of = [shape(re.sub(r"^\? (extends|super) ", "", part), variables) for part in parts if part not in ("...", "?")]
    if any(part is None for part in of):
        return None
    known = [part for part in of if part]
    if kind in ("list", "tuple", "deque", "set", "map"):
        known += [INT] * ((2 if kind == "map" else 1) - len(known))
    return Shape(kind, own, tuple(known))


def _parts(text: str) -> list[str]:
    parts, depth = [""], 0
    for letter in text:
        depth += (letter in "[<") - (letter in "]>")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts if part.strip()]


def guesses(names: list[str]) -> list[list[Shape]]:
    """Likely types of parameters without annotations, the likeliest first."""
    grid = listed(listed(INT))
    hinted = [
        grid if _GRIDS.match(name) else STRING if _STRINGS.match(name) else listed(INT) if _LISTS.match(name) else INT
        for name in names
    ]
    found = [hinted]
    for one in (INT, listed(INT), STRING, grid, listed(STRING)):
        for other in (one, INT):
            if [one] + [other] * (len(names) - 1) not in found:
                found.append([one] + [other] * (len(names) - 1))
    return found


def inputs(shapes: list[Shape], names: list[str], seed: int) -> list[list[Any]]:
    """Argument lists: the first of a test's usual size, then tiny ones, then some that are larger."""
    made: list[list[Any]] = []
    for number in range(COUNT):
        maker = _Maker(random.Random(seed * 1000 + number), number)
        made.append([maker.value(shape, name) for shape, name in zip(shapes, names)])
    return made


class _Maker:
    def __init__(self, rnd: random.Random, number: int) -> None:
        self._rnd = rnd
        self._sizes = (2, 5) if number < _MEDIUM else (0, 2) if number < _TINY else (3, 8)
        self._length = -1
        self._letters = rnd.choice(_LETTERS)
        self._pairs = rnd.random() < 0.4

    def value(self, shape: Shape, name: str = "", inner: bool = False) -> Any:
        rnd, kind = self._rnd, shape.kind
        if kind in ("int", "long"):
            return self._int(name) if not inner else rnd.randint(0, 9)
        if kind == "float":
            return rnd.choice([rnd.randint(0, 10) * 1.0, rnd.randint(-20, 40) / 4, rnd.randint(0, 100) / 10])
        if kind == "bool":
            return rnd.random() < 0.5
        if kind == "char":
            return rnd.choice(self._letters)
        size = rnd.randint(*self._sizes)
        if kind in ("str", "builder"):
            text = "".join(rnd.choice(self._letters) for _ in range(size if not inner else max(1, size)))
            text = text + text[::-1][rnd.randint(0, 1) :] if rnd.random() < 0.15 else text
            self._length = len(text) if not inner else self._length
            return text
        lists = bool(shape.of) and shape.of[-1].kind == "list" and shape.of[-1].of[0].kind == "int"
        if _GRAPHS.match(name) and size and (lists or shape.name in ("dict", "Dict")):
            rows = [rnd.sample(range(size), rnd.randint(0, min(size, 3))) for _ in range(size)]
            return dict(enumerate(rows)) if kind == "map" else rows
        if kind == "map":
            keys = [self.value(shape.of[0], inner=True) for _ in range(size)]
            return {key: self.value(shape.of[1], inner=True) for key in keys if not isinstance(key, (list, set, dict))}
        if kind == "tuple" and len(shape.of) > 1:
            return tuple(self.value(part, inner=True) for part in shape.of)
        values = self._list(shape.of[0], size)
        self._length = len(values) if not inner else self._length
        if kind == "set":
            return {value for value in values if not isinstance(value, (list, set, dict))}
        return tuple(values) if kind == "tuple" else values

    def _int(self, name: str) -> int:
        rnd, length = self._rnd, self._length
        if length > 0 and rnd.random() < 0.7:
            if _LOW.match(name):
                return rnd.choice([0, 0, rnd.randrange(length)])
            if _HIGH.match(name):
                return rnd.choice([length - 1, length - 1, length, rnd.randrange(length)])
            if _SIZE.match(name):
                return length
            if rnd.random() < 0.4:
                return rnd.randrange(length)
        draw = rnd.random()
        return rnd.randint(0, 10) if draw < 0.8 else rnd.randint(-5, 20) if draw < 0.95 else rnd.randint(20, 150)

    def _list(self, of: Shape, size: int) -> list[Any]:
        rnd = self._rnd
        if of.kind in ("list", "array", "tuple") and len(of.of) == 1 and of.of[0].kind in ("int", "float", "char", "str"):
            width = 2 if self._pairs and of.of[0].kind == "int" else max(1, rnd.randint(*self._sizes))
            rows = [[self.value(of.of[0], inner=True) for _ in range(width)] for _ in range(min(size, 5))]
            if of.of[0].kind == "int" and rnd.random() < 0.4:
                rows = [[value % 2 for value in row] for row in rows]
            return [tuple(row) for row in rows] if of.kind == "tuple" else rows
        if of.kind not in ("int", "long"):
            return [self.value(of, inner=True) for _ in range(size)]
        low, high = rnd.choice([(0, 10), (0, 10), (1, 3), (-5, 20), (-5, 5)])
        values = [rnd.randint(low, high) for _ in range(size)]
        draw = rnd.random()
        return sorted(values) if draw < 0.35 else rnd.sample(range(1, size + 1), size) if draw < 0.5 else values


def java(shape: Shape, value: Any) -> str:
    """A Java expression for a value."""
    kind = shape.kind
    if kind == "int":
        return f"({shape.name}) {value}" if shape.name in ("short", "byte") else str(value)
    if kind == "long":
        return f"{value}L"
    if kind == "float":
        return f"{value}f" if shape.name in ("float", "Float") else str(value)
    if kind == "bool":
        return str(value).lower()
    if kind in ("char", "str"):
        return ("'%s'" if kind == "char" else '"%s"') % value
    if kind == "builder":
        return f'new {shape.name}("{value}")'
    if kind == "array":
        of, depth = shape.of[0], 1
        inner = ", ".join(java(of, part) for part in value)
        while of.kind == "array":
            of, depth = of.of[0], depth + 1
        element = "Integer" if of.kind == "int" and of.name[:1].isupper() else of.name
        return f"new {element}{'[]' * depth}{{{inner}}}"
    name = _CLASSES.get(shape.name, shape.name)
    if kind == "map":
        pairs = "".join(f", {_boxed(shape.of[0], k)}, {_boxed(shape.of[1], v)}" for k, v in value.items())
        return f"Given.map(new {name}(){pairs})"
    return f"Given.all(new {name}(){''.join(', ' + _boxed(shape.of[0], part) for part in value)})"


def _boxed(shape: Shape, value: Any) -> str:
    return ("(Object) " if shape.kind == "array" else "") + java(shape, value)


def java_class(name: str, shapes: list[Shape], rows: list[list[Any]]) -> str:
    """A class whose `Object[] in(int)` gives fresh arguments."""
    cases = [
        f"case {number}: return new Object[] {{{', '.join(java(s, v) for s, v in zip(shapes, row))}}};"
        for number, row in enumerate(rows)
    ]
    body = "\n".join(cases)
    return (
        f"import java.util.*; public class {name} {{\n"
        f"public static Object[] in(int i) {{ switch (i) {{\n{body}\ndefault: return null; }} }} }}"
    )
