"""Questions: arguments of calls like those that were seen."""

import base64
import copy
import dataclasses
import datetime
import enum
import math
import pickle
import random

from stepwise_calls import copied
from stepwise_values import (
    DAYS, NUMBERS, SEQUENCES, SETS, Forms, distance, is_product, is_thing, product, state_of)

QUESTIONS = 300

# Generated for each question wanted: many are the same again, or near a failing test.
ATTEMPTS = 4

# Asked at most: where more functions are concerned, the question is too large for so few.
MOST_FUNCTIONS = 8

# Calls to start from, by function; comparing with more takes longer than asking.
MOST_CALLS = 40

# The same on every machine and in every run, so that answers can be compared.
SEED = 20261127

# How far a number moves at most, where it is not drawn from all that were seen.
NEAR = 3


def in_order(members):
    """Ascending; None where they cannot be compared or are objects that compare themselves."""
    if all(type(member) in (int, float, str, tuple) for member in members):
        try:
            return sorted(members)
        except TypeError:
            pass  # Of several types.
    return None


def steadily(values):
    """Members of a set in an order that is the same in each run."""
    return sorted(values, key=lambda value: repr(Forms().of(value)))


class Habits:
    """What one argument has in common over all calls that were seen: bounds, order and distinctness
    are preconditions that nobody wrote down."""

    def __init__(self, column):
        self.scalars = {}
        self.letters = {}
        self.constants = {}
        self.empty_text = False
        for value in column:
            self._collect(value)
        lists = [v for v in column if isinstance(v, SEQUENCES + SETS + (dict,))]
        self.empty = any(not v for v in lists)
        self.one_length = len({len(v) for v in lists}) == 1
        telling = [list(v) for v in lists if len(v) > 1 and isinstance(v, SEQUENCES)]
        self.sorted = bool(telling) and all(in_order(v) == v for v in telling)
        self.distinct = bool(telling) and all(
            len({Forms().of(m) for m in v}) == len(v) for v in telling)

    def _collect(self, value):
        if isinstance(value, str):
            self.empty_text |= not value
            self.letters.update(dict.fromkeys(value))
        elif isinstance(value, enum.Enum):
            self.constants.setdefault(type(value), {})[value.name] = value
        elif type(value) in NUMBERS + DAYS and value == value:
            self.scalars.setdefault(type(value), []).append(value)
        elif isinstance(value, dict):
            for key, one in value.items():
                self._collect(key)
                self._collect(one)
        elif isinstance(value, SEQUENCES + SETS):
            for one in steadily(value) if isinstance(value, SETS) else value:
                self._collect(one)
        elif is_product(value):
            for one in product(value).values():
                self._collect(one)

    def range(self, value):
        same = self.scalars.get(type(value), [value])
        return min(same), max(same)

    def bounded(self, value):
        least, most = self.range(value)
        return min(max(value, least), most)


class Variations:
    """Arguments like those that were seen: changed at random, but within what all of them have in
    common. Objects stay as they were, since nobody knows what their attributes may hold; but where
    a call knows several of a class, another one of them may take the place."""

    def __init__(self, calls, random):
        self.random = random
        self.habits = [Habits(column) for column in zip(*calls)]
        self.things = []

    def of(self, call):
        self.things = things(call)
        return tuple(
            value if len(call) > 1 and self.random.randrange(3) == 0 else self._of(value, seen)
            for value, seen in zip(call, self.habits))

    def _of(self, value, seen):
        kind = type(value)
        random = self.random
        if kind is bool:
            return random.random() < 0.5
        if kind is int:
            near, (least, most) = value + self._step(), seen.range(value)
            return seen.bounded(near if random.random() < 0.5 else random.randint(least, most))
        if kind is float and math.isfinite(value):
            return seen.bounded(
                value + self._step() * (1 if value.is_integer() else random.random()))
        if kind in NUMBERS:
            return seen.bounded(value + self._step())
        if kind in DAYS:
            return seen.bounded(value + datetime.timedelta(days=self._step()))
        if kind is str:
            return self._text(value, seen)
        if isinstance(value, enum.Enum):
            return random.choice(list(seen.constants.get(kind, {"": value}).values()))
        if is_product(value):
            return self._product(value, seen)
        if kind in SETS:
            return kind(self._list(steadily(value), seen, kind))
        if kind is tuple and seen.one_length:
            return self._member(value, seen)
        if kind in SEQUENCES:
            return kind(self._list(list(value), seen, kind))
        if isinstance(value, dict) and not is_thing(value):
            return self._table(value, seen)
        same = [thing for thing in self.things if type(thing) is kind]
        return random.choice(same) if same else value

    def _step(self):
        return self.random.randint(-NEAR, NEAR)

    def _text(self, text, seen):
        letters = list(seen.letters)
        changed = list(text)
        for _ in range(self.random.randrange(4) if letters else 0):
            letter, at = self.random.choice(letters), self.random.randint(0, len(changed))
            what = self.random.randrange(4)
            if what < 2 or at == len(changed):
                changed.insert(at, letter)
            elif what == 2:
                del changed[at]
            else:
                changed[at] = letter
        return "".join(changed) if changed or seen.empty_text else text

    def _list(self, members, seen, kind):
        before = list(members)
        for _ in range(self.random.randrange(4)):
            if not members:
                break
            at = self.random.randrange(len(members))
            what = self.random.randrange(4)
            if what == 0:
                del members[at]
            elif what == 1:
                members.insert(self.random.randint(0, len(members)), members[at])
            elif what == 2:
                members[at] = self._member(members[at], seen)
            else:
                other = self.random.randrange(len(members))
                members[at], members[other] = members[other], members[at]
        if seen.distinct and kind not in SETS:
            members = list({Forms().of(member): member for member in members}.values())
        if seen.sorted:
            members = in_order(members) or members
        return members if members or seen.empty else before

    def _member(self, member, seen):
        """Keeps the length of an inner list: it is a row, or a tuple."""
        if type(member) not in SEQUENCES:
            return self._of(member, seen)
        changed = list(member)
        if changed:
            at = self.random.randrange(len(changed))
            changed[at] = self._member(changed[at], seen)
        return type(member)(changed)

    def _product(self, value, seen):
        parts = product(value)
        if not parts:
            return value
        name = self.random.choice(list(parts))
        changed = {name: self._of(parts[name], seen)}
        if isinstance(value, tuple):
            return value._replace(**changed)
        return dataclasses.replace(value, **changed)

    def _table(self, table, seen):
        changed = copy.copy(table)
        if changed:
            key = self.random.choice(list(changed))
            if self.random.randrange(4) == 0:
                del changed[key]
            else:
                changed[key] = self._of(changed[key], seen)
        return changed


def things(values, found=None):
    """Objects of the workspace's classes in values, each once."""
    found = {} if found is None else found
    for value in values:
        if isinstance(value, dict):
            things(value.values(), found)
        elif isinstance(value, SEQUENCES):
            things(value, found)
        if not isinstance(value, type) and id(value) not in found and is_thing(value):
            found[id(value)] = value
            things(state_of(value).values(), found)
    return list(found.values())


def generated(calls):
    """Questions about all functions, in an order of chance that is the same each time."""
    for outer in (True, False):
        # Calls of the changed files among themselves have to do where no others are seen.
        by_function = {}
        for call in calls:
            if call["outer"] == outer:
                by_function.setdefault((call["function"], call["module"]), []).append(call)
        known = {name: of(some) for name, some in by_function.items()}
        known = {name: both for name, both in known.items() if both[True]}
        if known:
            break
    if len(known) > MOST_FUNCTIONS:
        return []
    questions = [
        [number, module, data] for (number, module), both in sorted(known.items())
        for data in neighbours(both, QUESTIONS // len(known))]
    random.Random(SEED).shuffle(questions)
    return questions


def of(calls):
    """Arguments by their forms; of passing and, unless these make the same call, failing tests."""
    both = {True: {}, False: {}}
    for passes in (True, False):
        for call in calls:
            if call["passes"] == passes and len(both[passes]) < MOST_CALLS:
                try:
                    arguments = pickle.loads(base64.b64decode(call["arguments"]))
                    form = forms(arguments)
                except Exception:
                    continue  # What cannot be made again cannot be asked.
                if passes or form not in both[True]:
                    both[passes].setdefault(form, arguments)
    return both


def forms(arguments):
    some = Forms()
    return tuple(some.of(argument) for argument in arguments)


def neighbours(both, wanted):
    """Arguments near those of passing tests, and not nearer to those of failing ones."""
    chance = random.Random(SEED)
    seen = set(both[True]) | set(both[False])
    bases = list(both[True].items())
    variations = Variations([*both[True].values(), *both[False].values()], chance)
    found = []
    for _ in range(wanted * ATTEMPTS):
        if len(found) == wanted:
            break
        base, known = chance.choice(bases)
        try:
            arguments = variations.of(known)
            form = forms(arguments)
            if form in seen:
                continue
            seen.add(form)
            near = min([distance(form, base, 0.25)] + [distance(form, p) for p in both[True]])
            if all(near < distance(form, f) for f in both[False]):
                found.append(copied(arguments))
        except Exception:
            continue  # A class refuses it, or it became too large.
    return found
