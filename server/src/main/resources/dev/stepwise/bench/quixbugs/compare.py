"""Whether a fixed Python program does what the reference does: the same syntax tree but for
comments and docstrings, or the same answers to 1,000 generated inputs. Questions that the reference
itself does not answer are not counted. Arguments: name of the bug, fixed file, reference file, file
of cases, seed. The last line says how they compare; ends with 0 if they are equivalent."""

import ast
import copy
import json
import os
import random
import re
import signal
import sys
import time
import types

WANTED = 1000
MOST_ATTEMPTS = 6000
SECONDS = 60
LEAST = 50


class Node:
    def __init__(self, value):
        self.value = value
        self.successor = None
        self.successors = []
        self.predecessors = []
        self.incoming_nodes = []
        self.outgoing_nodes = []


def shape(source):
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.FunctionDef)):
            node.body = [s for s in node.body
                         if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))]
    tree.body = [s for s in tree.body if not isinstance(s, (ast.Import, ast.ImportFrom))]
    return ast.dump(tree)


def references(source, name):
    """The reference, and the other solutions that it shows in its docstring."""
    shapes = {shape(source)}
    for text in re.findall(r'(?s)"""(.*?)"""', source):
        for part in re.split(r"(?m)^(?=(?:from|import|def %s)\b)" % name, text):
            try:
                shapes.add(shape(part))
            except SyntaxError:
                pass  # Prose.
    return shapes


class TooLong(BaseException):
    pass


def ask(source, name, arguments, seconds):
    """The answer as plain data; None if there is none."""

    def stop(*_):
        raise TooLong()

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        module = {"__name__": "program"}
        exec(compile(source, name, "exec"), module)
        result = module[name](*arguments)
        if isinstance(result, types.GeneratorType):
            result = list(result)
        return (plain(result),)
    except (Exception, TooLong):
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def plain(value):
    if isinstance(value, Node):
        chain = []
        while value is not None and len(chain) < 50:
            chain.append(value.value)
            value = value.successor
        return chain
    if isinstance(value, dict):
        return sorted(((repr(plain(k)), plain(v)) for k, v in value.items()), key=repr)
    if isinstance(value, (set, frozenset)):
        return sorted((plain(v) for v in value), key=repr)
    if isinstance(value, (list, tuple)):
        return [v.value if isinstance(v, Node) else plain(v) for v in value]
    return value


def same(right, given, tolerance):
    if given is None:
        return False
    a, b = right[0], given[0]
    if isinstance(a, float) and isinstance(b, (int, float)) and not isinstance(b, bool):
        return a == b or abs(a - b) <= tolerance
    return a == b and isinstance(a, bool) == isinstance(b, bool)


class Common:
    """What one argument has in common over all cases: preconditions that nobody wrote down."""

    def __init__(self, values):
        self.lists = [v for v in values if isinstance(v, list)]
        self.numbers = []
        self.letters = []
        for value in values:
            self._collect(value)
        self.least = min(self.numbers, default=0)
        self.most = max(self.numbers, default=0)

    def _collect(self, value):
        if isinstance(value, list):
            for each in value:
                self._collect(each)
        elif isinstance(value, int):
            self.numbers.append(value)
        elif isinstance(value, str):
            self.letters.extend(value)

    def all(self, holds):
        return bool(self.lists) and all(holds(v) for v in self.lists)


def distinct(values):
    return len({repr(v) for v in values}) == len(values)


def ordered(values):
    return all(isinstance(v, (int, float)) for v in values) and values == sorted(values)


class Cases:
    """Changes the benchmark's own inputs at random."""

    def __init__(self, cases, rng):
        self.cases = cases
        self.rng = rng

    def next(self):
        base = self.rng.choice(self.cases)
        columns = [[c[i] for c in self.cases if len(c) > i] for i in range(len(base))]
        return [self.change(v, Common(column)) for v, column in zip(base, columns)]

    def change(self, value, common):
        rng = self.rng
        if isinstance(value, list):
            return self.change_list(value, common)
        if rng.randrange(3) == 0 or isinstance(value, bool) or value is None:
            return value
        if isinstance(value, int):
            near = value + rng.randrange(-3, 4)
            anywhere = rng.randint(common.least, common.most)
            chosen = near if rng.randrange(2) else anywhere
            return min(max(chosen, common.least), common.most)
        if isinstance(value, float):
            return max(1.0, value + rng.randrange(-4, 5)) if value >= 1 else value
        text = list(value)
        for _ in range(rng.randrange(4) if common.letters else 0):
            at = rng.randrange(len(text) + 1)
            if rng.randrange(2):
                text.insert(at, rng.choice(common.letters))
            elif at < len(text):
                del text[at]
        return "".join(text)

    def change_list(self, values, common):
        rng = self.rng
        members = list(values)
        for _ in range(rng.randrange(4) if members else 0):
            if not members:
                break
            at = rng.randrange(len(members))
            how = rng.randrange(4)
            if how == 0:
                del members[at]
            elif how == 1:
                members.insert(rng.randrange(len(members) + 1), members[at])
            elif how == 2:
                inner = members[at]
                pair = isinstance(inner, list)
                members[at] = [v if isinstance(v, list) else self.change(v, common)
                               for v in inner] if pair else self.change(inner, common)
            else:
                other = rng.randrange(len(members))
                members[at], members[other] = members[other], members[at]
        if common.all(distinct):
            members = [m for i, m in enumerate(members) if m not in members[:i]]
        if common.all(ordered):
            members.sort()
        return members


class Graphs:
    """Arguments of the programs that work on nodes and edges, which have no cases."""

    def __init__(self, name, rng):
        self.name = name
        self.rng = rng

    def next(self):
        return getattr(self, self.name)()

    def _nodes(self):
        return [Node("n%d" % i) for i in range(self.rng.randint(1, 7))]

    def _digraph(self):
        nodes = self._nodes()
        for node in nodes:
            node.successors = self.rng.sample(nodes, self.rng.randint(0, min(3, len(nodes))))
        return nodes

    def breadth_first_search(self):
        nodes = self._digraph()
        return [self.rng.choice(nodes), self.rng.choice(nodes)]

    depth_first_search = breadth_first_search

    def _chain(self):
        nodes = self._nodes()
        for a, b in zip(nodes, nodes[1:]):
            a.successor = b
        return nodes

    def detect_cycle(self):
        nodes = self._chain()
        if self.rng.randrange(2):
            nodes[-1].successor = self.rng.choice(nodes)
        return [nodes[0]]

    def reverse_linked_list(self):
        return [self._chain()[0]]

    def minimum_spanning_tree(self):
        n = self.rng.randint(2, 6)
        edges = [(i, self.rng.randrange(i)) for i in range(1, n)]
        edges += [(a, b) for a in range(n) for b in range(a) if self.rng.randrange(2)]
        edges = sorted(set(edges))
        weights = self.rng.sample(range(1, 100), len(edges))
        return [{tuple("abcdef"[x] for x in e): w for e, w in zip(edges, weights)}]

    def shortest_path_length(self):
        nodes = self._digraph()
        lengths = {(a, b): self.rng.randint(1, 9) for a in nodes for b in a.successors}
        return [lengths, self.rng.choice(nodes), self.rng.choice(nodes)]

    def shortest_path_lengths(self):
        n = self.rng.randint(1, 6)
        return [n, {(a, b): self.rng.randint(1, 9) for a in range(n) for b in range(n)
                    if a != b and self.rng.randrange(2)}]

    def shortest_paths(self):
        n = self.rng.randint(2, 6)
        edges = {("abcdef"[a], "abcdef"[b]): self.rng.randint(1, 9)
                 for a in range(n) for b in range(n) if a != b and self.rng.randrange(3)}
        return ["a", edges]

    def topological_ordering(self):
        nodes = self._nodes()
        for j, node in enumerate(nodes):
            for earlier in nodes[:j]:
                if self.rng.randrange(3) == 0:
                    earlier.outgoing_nodes.append(node)
                    node.incoming_nodes.append(earlier)
        self.rng.shuffle(nodes)
        return [nodes]


def inputs(name, file, rng):
    if hasattr(Graphs, name):
        return Graphs(name, rng)
    with open(file, encoding="utf-8") as lines:
        cases = [json.loads(line)[0] for line in lines if line.strip()]
    return Cases([c if isinstance(c, list) else [c] for c in cases], rng)


def compare(name, fixed, reference, file, seed):
    if shape(fixed) in references(reference, name):
        return True, "same syntax tree"
    source = inputs(name, file, random.Random(seed))
    end = time.monotonic() + SECONDS
    agreed = 0
    for _ in range(MOST_ATTEMPTS):
        if agreed >= WANTED or time.monotonic() > end:
            break
        question = source.next()
        right = ask(reference, name, copy.deepcopy(question), 1)
        if right is None:
            continue
        tolerance = 2 * question[-1] if isinstance(question[-1], float) else 1e-9
        given = ask(fixed, name, copy.deepcopy(question), 5)
        if not same(right, given, tolerance):
            return False, "differs after %d answers: %.60s instead of %.60s for %.80s" % (
                agreed, given and given[0], right[0], plain(question))
        agreed += 1
    return agreed >= LEAST, "%d generated inputs answered alike" % agreed


def main():
    name, fixed, reference, file, seed = sys.argv[1:]
    try:
        import resource
        resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    except (ImportError, ValueError, OSError):
        pass  # Not everywhere; the clock still holds.
    sys.setrecursionlimit(3000)
    with open(fixed, encoding="utf-8") as a, open(reference, encoding="utf-8") as b:
        equivalent, how = compare(name, a.read(), b.read(), file, int(seed))
    print(how, flush=True)
    os._exit(0 if equivalent else 1)


if __name__ == "__main__":
    main()
