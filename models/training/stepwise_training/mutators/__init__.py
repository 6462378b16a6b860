"""Ways to break a function, one family a module; each yields mutations of a site."""

from __future__ import annotations

from typing import Callable, Iterator

from ..site import Mutation, Site
from . import calls, conditions, expressions, names, operators, statements, uncompilable

FAMILIES: tuple[Callable[[Site], Iterator[Mutation]], ...] = (
    operators.mutations,
    expressions.mutations,
    names.mutations,
    calls.mutations,
    conditions.mutations,
    statements.mutations,
    uncompilable.mutations,
)

# How often a kind is taken where it is possible. Kinds that our rules cannot undo in one edit
# (rewritten lines, deleted statements, lost calls and operands) have the larger part.
WEIGHTS: dict[str, float] = {
    "relation": 10, "arithmetic": 6, "logic": 5, "bits": 3, "compound-assignment": 4, "update": 3,
    "off-by-one": 11, "constant": 7, "initial-value": 4, "loop-bound": 7, "index": 4, "operand-lost": 8,
    "operands-swapped": 4, "ternary": 3, "variable": 14, "returned": 7, "field": 3, "method": 8,
    "arguments": 6, "recursion": 9, "call-lost": 8, "condition-part-lost": 8, "condition-negated": 5,
    "condition-part-added": 3, "condition-fixed": 2, "guard-lost": 8, "statement-lost": 8,
    "lines-lost": 3, "order": 5, "block-moved": 3, "duplicated": 1, "else": 4, "jump": 3, "type": 3,
    "base-case": 6, "cast": 1, "spelling": 2, "punctuation": 1, "declared-type": 1,
}  # fmt: skip
