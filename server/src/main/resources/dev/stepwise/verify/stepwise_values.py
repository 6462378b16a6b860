"""Values of calls in a form in which they can be compared, and how far they are from one another."""

import collections
import dataclasses
import datetime
import decimal
import enum
import fractions
import math
import sys
import types

from stepwise_meter import ours

# Larger ones take longer to compare than they tell.
MOST_VALUES = 1000
DEEPEST = 200

# Of a generator or another iterator: it may have no end.
MOST_ITEMS = 100

NUMBERS = (int, float, decimal.Decimal, fractions.Fraction)
DAYS = (datetime.date, datetime.datetime)
SEQUENCES = (list, tuple, collections.deque)
SETS = (set, frozenset)
NAMED = (type, types.FunctionType, types.BuiltinFunctionType, types.ModuleType)


class Odd(Exception):
    """A value that cannot be compared."""


class Forms:
    """Tuples that are equal for equal values of equal types, and for numbers that differ by no more
    than rounding does: what it is, the main part, its type. Runs no code of theirs but iterators."""

    def __init__(self):
        self.numbers = {}
        self.count = 0
        self.raised = False

    def of(self, value, depth=0):
        self.count += 1
        if self.count > MOST_VALUES or depth > DEEPEST:
            raise Odd()
        kind = type(value)
        if kind in (int, float):
            return "number", number(value), kind.__name__
        if value is None or kind in (bool, str, bytes):
            return "plain", value, kind.__name__
        name = kind.__module__ + "." + kind.__qualname__
        members = ()
        if isinstance(value, enum.Enum):
            return "constant", str(value.name), name
        if is_product(value):
            return "product", self._all(product(value).values(), depth), name
        if isinstance(value, SEQUENCES):
            members = ("sequence", self._all(value, depth))
        elif isinstance(value, SETS):
            members = ("set", tuple(sorted(self._all(value, depth), key=repr)))
        elif isinstance(value, dict):
            entries = tuple(zip(self._all(value, depth), self._all(value.values(), depth)))
            ordered = isinstance(value, collections.OrderedDict)
            members = ("table", entries if ordered else tuple(sorted(entries, key=repr)))
        elif isinstance(value, BaseException):
            members = ("error", self._all(value.args, depth))
        elif isinstance(value, collections.abc.Iterator):
            return self._iterated(value, depth)
        elif isinstance(value, NAMED):
            return "name", named(value), ""
        if is_thing(value):
            known = self.numbers.get(id(value))
            if known:
                return "again", known[0], ""
            # Held, so that no other gets its place in memory.
            own = len(self.numbers)
            self.numbers[id(value)] = (own, value)
            state = sorted(state_of(value).items())
            fields = tuple((field, self.of(one, depth + 1)) for field, one in state)
            return "thing", own, name, fields, members
        if members:
            return members + (name,)
        text = repr(value)
        if kind.__repr__ is object.__repr__ or " at 0x" in text:
            raise Odd()
        return "plain", text, name

    def _all(self, values, depth):
        return tuple(self.of(value, depth + 1) for value in list(values))

    def _iterated(self, iterator, depth):
        members = []
        end = "more"
        try:
            while len(members) < MOST_ITEMS:
                members.append(self.of(next(iterator), depth + 1))
        except StopIteration:
            end = ""
        except (Odd, RecursionError):
            raise
        except Exception as error:
            self.raised = True
            end = type(error).__name__
        return "iterator", tuple(members), end


def number(value):
    if isinstance(value, int):
        if value.bit_length() > 10000:
            raise Odd()
        return value
    # Sums in another order differ in the digits behind these.
    return float("%.9g" % value) + 0.0 if math.isfinite(value) else str(value)


def named(value):
    name = getattr(value, "__qualname__", value.__name__)
    owner = getattr(value, "__self__", None)
    if "<" in name or not isinstance(owner, (type(None), types.ModuleType)):
        raise Odd()
    return "%s.%s" % (getattr(value, "__module__", ""), name)


def is_thing(value):
    """Whether it belongs to a class of the workspace."""
    module = sys.modules.get(type(value).__module__)
    file = getattr(module, "__file__", None)
    return bool(file) and ours(file)


def state_of(thing):
    state = {}
    try:
        state.update(object.__getattribute__(thing, "__dict__"))
    except AttributeError:
        pass  # It has slots only.
    for kind in type(thing).__mro__:
        for name, slot in vars(kind).items():
            if isinstance(slot, types.MemberDescriptorType):
                try:
                    state[name] = slot.__get__(thing)
                except AttributeError:
                    pass  # Nothing is in it yet.
    return state


def is_product(value):
    """Whether it is nothing but its members: a named tuple or a frozen dataclass."""
    if isinstance(value, tuple):
        return hasattr(value, "_fields")
    return not isinstance(value, type) and dataclasses.is_dataclass(value) and (
        value.__dataclass_params__.frozen)


def product(value):
    if isinstance(value, tuple):
        return dict(zip(value._fields, value))
    return {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}


def distance(some, others, thing=0.5):
    """Between the forms of arguments: 0 for the same, 1 for those that have nothing in common.

    thing: between objects: nobody knows which of their fields count"""
    if len(some) != len(others) or not some:
        return float(some != others)
    return sum(between(a, b, thing) for a, b in zip(some, others)) / len(some)


def between(one, other, thing):
    if one == other:
        return 0
    (kind, a, *_), (same, b, *_) = one, other
    if kind in ("thing", "again") and same in ("thing", "again"):
        return thing
    if kind == same == "product" and one[2] == other[2]:
        return distance(a, b, thing)
    if kind == same == "table":
        return 1 - len(set(a) & set(b)) / max(len(a), len(b), 1)
    both_text = isinstance(a, str) and isinstance(b, str)
    if kind == same and (kind in ("sequence", "set") or both_text):
        return of_lists(a, b)
    try:
        return abs(a - b) / (1 + abs(a) + abs(b)) if kind == same == "number" else 1
    except (OverflowError, TypeError):
        return 1  # Beyond all numbers, or not one.


def of_lists(some, others):
    """The part between a common beginning and a common end."""
    shorter = min(len(some), len(others))
    head = tail = 0
    while head < shorter and some[head] == others[head]:
        head += 1
    while tail < shorter - head and some[-1 - tail] == others[-1 - tail]:
        tail += 1
    longer = max(len(some), len(others))
    return (longer - head - tail) / longer if longer else 0
