"""Which functions may behave otherwise since files changed, and what tests call them with."""

import ast
import base64
import builtins
import collections
import os
import pickle
import sys

from stepwise_check import bound
from stepwise_meter import Meter

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

# Of one function in one test: more look alike.
MOST_IN_TEST = 24

# Looks at so many calls in one test, so that those of an endless one cost little.
MOST_LOOKED_AT = 400

# Of one function in all tests.
MOST_TOLD = 200

# Larger arguments take longer to copy than they tell.
MOST_BYTES = 20000


def parts(tree, owner=""):
    """What a module consists of: functions by name, methods with their class; whatever else stands
    in it by the names it binds, or by that of its class and a dot."""
    for node in tree.body:
        if isinstance(node, FUNCTIONS):
            yield owner + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from parts(node, owner + node.name + ".")
            for around in node.bases + node.keywords + node.decorator_list:
                yield owner + node.name, around
        elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            names = {name for inner in ast.walk(node) for name in bound(inner)}
            for name in names or {""}:
                yield owner + name, node


def by_name(text):
    found = {}
    for name, node in parts(ast.parse(text)):
        found.setdefault(name, []).append(node)
    return found


class Function:
    """A function whose calls are recorded."""

    def __init__(self, path, name, arguments):
        self.path = path
        self.name = name
        self.positional = getattr(arguments, "posonlyargs", []) + arguments.args
        self.rest = arguments.vararg
        self.named = arguments.kwonlyargs
        self.others = arguments.kwarg

    def parameters(self):
        every = self.positional + [self.rest] + self.named + [self.others]
        return [parameter.arg for parameter in every if parameter]

    def call(self, function, arguments):
        """Calls it with a value for each of its parameters."""
        left = list(arguments)
        positional = [left.pop(0) for _ in self.positional] + list(left.pop(0) if self.rest else ())
        named = {parameter.arg: left.pop(0) for parameter in self.named}
        named.update(left.pop(0) if self.others else {})
        return function(*positional, **named)


def reach(before, variants):
    """The functions that changed and those of the same files that use one which may behave
    otherwise, by name: which function a name ends up as is open.

    before: path to text; variants: for each the same of what it changes."""
    base = {path: by_name(text) for path, text in before.items()}
    reached = set()
    for variant in variants:
        for path, text in variant.items():
            after = by_name(text)
            for name in set(base[path]) | set(after):
                if dumps(base[path].get(name)) != dumps(after.get(name)):
                    reached.add((path, name))
    uses = {
        (path, name): {getattr(n, "id", getattr(n, "attr", None))
                       for node in nodes for n in ast.walk(node)}
        for path, named in base.items() for name, nodes in named.items()}
    more = True
    while more:
        names = {n for _, name in reached for n in called(name)}
        whole = tuple(p + ":" + (n if n.endswith(".") or not n else n + ".") for p, n in reached)
        found = {one for one, used in uses.items()
                 if used & names or (":".join(one)).startswith(whole)}
        more = not found <= reached
        reached |= found
    functions = []
    for path, name in sorted(reached):
        nodes = base[path].get(name, [])
        if len(nodes) == 1 and isinstance(nodes[0], ast.FunctionDef):
            function = Function(path, name, nodes[0].args)
            if function.parameters():
                functions.append(function)
    return functions


def dumps(nodes):
    return [ast.dump(node) for node in nodes or []]


def called(name):
    """The names by which code uses it; methods that operators stand for go by their class, too."""
    *owners, last = name.split(".")
    return [last] + owners[-1:] if last.startswith("__") else [last]


def watch(tree, numbers):
    """Makes functions tell what they are called with.

    numbers: name to the number it is told by and the function"""
    for name, node in parts(tree):
        if name not in numbers or not isinstance(node, ast.FunctionDef):
            continue
        number, function = numbers[name]
        first = node.body[0]
        docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
        values = [ast.Name(parameter, ast.Load()) for parameter in function.parameters()]
        told = [ast.Constant(number), ast.Name("__name__", ast.Load()),
                ast.Tuple(values, ast.Load())]
        tell = ast.Expr(ast.Call(ast.Name("__stepwise_call__", ast.Load()), told, []))
        for new in ast.walk(tell):
            ast.copy_location(new, first)
        node.body.insert(1 if docstring else 0, tell)


class Bounded:
    """Takes the bytes of what is not too large."""

    def __init__(self):
        self.data = b""

    def write(self, data):
        self.data += data
        if len(self.data) > MOST_BYTES:
            raise pickle.PicklingError("large")


def copied(arguments):
    """Arguments as bytes; raises whatever comes to mind to those that cannot be copied."""
    bounded = Bounded()
    pickle.Pickler(bounded, 4).dump(arguments)
    return base64.b64encode(bounded.data).decode("ascii")


class Calls:
    """Records what watched functions are called with."""

    def __init__(self, files):
        self.files = files
        self.busy = False
        self.clear()

    def clear(self):
        self.looked = {}
        self.kept = {}

    def enter(self, number, module, arguments):
        self.looked[number] = looked = self.looked.get(number, 0) + 1
        kept = self.kept.setdefault(number, {})
        if self.busy or looked > MOST_LOOKED_AT or len(kept) >= MOST_IN_TEST:
            return
        self.busy = True
        try:
            caller = sys._getframe(2)
            outer = os.path.realpath(caller.f_code.co_filename) not in self.files
            kept[outer, module, copied(arguments)] = True
        except Exception:
            pass  # What cannot be copied cannot be asked.
        finally:
            self.busy = False


def record(tests, files, steps, is_late, send):
    """Runs tests and sends what they call watched functions with, and whether they pass; once
    before, where modules are found."""
    import pytest

    calls = Calls(files)
    builtins.__stepwise_call__ = calls.enter
    meter = Meter(steps, False)
    endless = set()
    told = collections.Counter()

    class Plugin:
        def pytest_collection_finish(self):
            send({"path": sys.path})

        @pytest.hookimpl(tryfirst=True)
        def pytest_runtest_protocol(self, item):
            return True if is_late() or item.nodeid.split("[")[0] in endless else None

        @pytest.hookimpl(hookwrapper=True)
        def pytest_runtest_call(self):
            calls.clear()
            meter.begin()
            yield
            meter.end()

        @pytest.hookimpl(hookwrapper=True)
        def pytest_runtest_makereport(self, item, call):
            item.repr_failure = lambda *_, **__: ""
            yield
            error = call.excinfo and call.excinfo.typename
            if call.when != "call" or error == "Skipped":
                return
            if meter.exceeded:
                endless.add(item.nodeid.split("[")[0])
            passes = not error and not meter.exceeded
            for number, kept in calls.kept.items():
                for outer, module, data in kept:
                    told[number, outer, passes] += 1
                    if told[number, outer, passes] <= MOST_TOLD:
                        send({"passes": passes, "outer": outer, "function": number,
                              "module": module, "arguments": data})

    pytest.main(["-q", "-p", "no:cacheprovider", "--tb=no", "--maxfail=0"] + [
        file + ("::" + name if name else "") for file, name in tests], plugins=[Plugin()])
