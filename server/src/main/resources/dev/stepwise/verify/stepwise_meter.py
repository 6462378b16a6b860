"""Counts the steps of the workspace's code and records its lines."""

import ast
import builtins
import itertools
import operator
import os
import sys
import threading

ROOT = os.path.realpath(os.getcwd())
OUTSIDE = ("site-packages", "dist-packages")
TOOL = 4


def ours(filename, known={}):
    answer = known.get(filename)
    if answer is None:
        path = os.path.realpath(filename)
        inside = path.startswith(ROOT + os.sep)
        answer = inside and not any(part in path for part in OUTSIDE)
        known[filename] = answer
    return answer


class StepLimit(BaseException):
    """Unwinds a test that ran too long; caught, it comes again at the next step."""


class Meter:
    """Counts steps of the workspace's code, function entries and rounds of loops, by calls that
    are put into it as it is imported; records its lines where that is wanted."""

    def __init__(self, limit, lines):
        self.limit = limit
        self.record = lines
        self.most = 0
        self.lines = {}
        self.begin_count()

    def begin_count(self):
        """A tick is one call in C, without a frame of Python's: true as often as the limit says,
        and the end of the test each time after that."""
        self.exceeded = False
        self.left = itertools.repeat(True, self.limit)
        ticks = itertools.chain(self.left, iter(self._exceed, None))
        builtins.__stepwise_tick__ = ticks.__next__

    def _exceed(self):
        self.exceeded = True
        raise StepLimit()

    def begin(self):
        self.begin_count()
        self.lines = {}
        if not self.record:
            return
        if hasattr(sys, "monitoring"):
            self._monitor()
        else:
            threading.settrace(self._trace)
            sys.settrace(self._trace)

    def taken(self):
        return self.limit - operator.length_hint(self.left) + self.exceeded

    def end(self):
        self.most = max(self.most, self.taken())
        if not self.record:
            return
        if hasattr(sys, "monitoring"):
            sys.monitoring.set_events(TOOL, 0)
            sys.monitoring.free_tool_id(TOOL)
        else:
            sys.settrace(None)
            threading.settrace(None)

    def _trace(self, frame, event, _):
        return self._line if ours(frame.f_code.co_filename) else None

    def _line(self, frame, event, _):
        if event == "line":
            self.lines.setdefault(frame.f_code.co_filename, set()).add(frame.f_lineno)
        return self._line

    def _monitor(self):
        monitoring = sys.monitoring
        monitoring.use_tool_id(TOOL, "stepwise")

        def line(code, number):
            if ours(code.co_filename):
                self.lines.setdefault(code.co_filename, set()).add(number)
            return monitoring.DISABLE

        monitoring.register_callback(TOOL, monitoring.events.LINE, line)
        monitoring.restart_events()
        monitoring.set_events(TOOL, monitoring.events.LINE)


class Ticks(ast.NodeTransformer):
    """Puts a call that counts into every function, loop and comprehension."""

    def _call(self, node):
        name = ast.copy_location(ast.Name("__stepwise_tick__", ast.Load()), node)
        return ast.copy_location(ast.Call(name, [], []), node)

    def _body(self, node):
        self.generic_visit(node)
        first = node.body[0]
        docstring = (not isinstance(node, (ast.For, ast.While, ast.AsyncFor))
                     and isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant))
        # At the place of what follows, so that no line counts as run that is not.
        at = first.value if docstring else first
        node.body.insert(1 if docstring else 0, ast.copy_location(ast.Expr(self._call(at)), at))
        return node

    visit_FunctionDef = visit_AsyncFunctionDef = _body
    visit_For = visit_AsyncFor = visit_While = _body

    def visit_comprehension(self, node):
        self.generic_visit(node)
        if not node.is_async:
            node.ifs.insert(0, self._call(node.target))
        return node
