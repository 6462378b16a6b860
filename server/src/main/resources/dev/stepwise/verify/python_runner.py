"""The program inside the test Python: checks and tests variants of files, told what to do by one
JSON object per line on standard input. Runs in a private copy of the workspace, where it may
write. Every variant is tested in a forked child, so that none can leave anything behind."""

import ast
import json
import os
import select
import signal
import sys
import threading

ROOT = os.path.realpath(os.getcwd())
OUTSIDE = ("site-packages", "dist-packages")
TOOL = 4


class StepLimit(BaseException):
    """Unwinds a test that ran too long; caught, it comes again at the next step."""


class Meter:
    """Counts steps of the workspace's code and records its lines."""

    def __init__(self, limit, lines):
        self.limit = limit
        self.record = lines
        self.steps = 0
        self.exceeded = False
        self.lines = {}

    def begin(self):
        self.steps = 0
        self.exceeded = False
        self.lines = {}
        if hasattr(sys, "monitoring"):
            self._monitor()
        else:
            threading.settrace(self._trace)
            sys.settrace(self._trace)

    def end(self):
        if hasattr(sys, "monitoring"):
            sys.monitoring.set_events(TOOL, 0)
            sys.monitoring.free_tool_id(TOOL)
        else:
            sys.settrace(None)
            threading.settrace(None)

    def _tick(self):
        self.steps += 1
        if self.steps > self.limit:
            self.exceeded = True
            raise StepLimit()

    def _trace(self, frame, event, _):
        if not ours(frame.f_code.co_filename):
            return None
        self._tick()
        return self._line

    def _line(self, frame, event, _):
        if event == "line":
            if self.record:
                self.lines.setdefault(frame.f_code.co_filename, set()).add(frame.f_lineno)
            self._tick()
        return self._line

    def _monitor(self):
        monitoring = sys.monitoring
        monitoring.use_tool_id(TOOL, "stepwise")
        events = monitoring.events

        def step(code, *_):
            if not ours(code.co_filename):
                return monitoring.DISABLE
            self._tick()
            return None

        def line(code, number):
            if ours(code.co_filename):
                self.lines.setdefault(code.co_filename, set()).add(number)
            return monitoring.DISABLE

        wanted = events.PY_START | events.PY_RESUME | events.JUMP
        for event in (events.PY_START, events.PY_RESUME, events.JUMP):
            monitoring.register_callback(TOOL, event, step)
        if self.record:
            monitoring.register_callback(TOOL, events.LINE, line)
            wanted |= events.LINE
        monitoring.restart_events()
        monitoring.set_events(TOOL, wanted)


def ours(filename, known={}):
    answer = known.get(filename)
    if answer is None:
        path = os.path.realpath(filename)
        inside = path.startswith(ROOT + os.sep)
        answer = inside and not any(part in path for part in OUTSIDE)
        known[filename] = answer
    return answer


class Recorder:
    """A pytest plugin that folds the runs of each test function into one result, the worst."""

    WORSE = ["SKIPPED", "PASSED", "FAILED", "ERROR", "KILLED"]

    def __init__(self, meter, send):
        self.meter = meter
        self.send = send
        self.results = {}

    def pytest_runtest_protocol(self, item, nextitem):
        self.send({"event": "started", "test": name_of(item.nodeid)})

    def wrap_call(self):
        self.meter.begin()
        try:
            yield
        finally:
            self.meter.end()

    def report(self, item, call):
        if call.excinfo is None:
            if call.when == "call":
                self.add(item.nodeid, "PASSED", "", [])
            return
        error = call.excinfo.value
        kind = type(error).__name__
        if call.when == "call" and self.meter.exceeded:
            message = "ran more than %d steps" % self.meter.limit
            self.add(item.nodeid, "KILLED", message, [])
        elif kind == "Skipped":
            self.add(item.nodeid, "SKIPPED", str(error), [])
        else:
            failed = isinstance(error, AssertionError) or kind == "Failed"
            text = str(error) if failed else kind + ": " + str(error)
            self.add(item.nodeid, "FAILED" if failed else "ERROR", text, frames(error))

    def pytest_collectreport(self, report):
        if report.failed:
            node = report.nodeid or "."
            lines = str(report.longrepr).strip().splitlines()
            errors = [line[4:] for line in lines if line.startswith("E   ")]
            message = errors[-1] if errors else (lines[-1] if lines else "cannot be collected")
            self.add(node, "ERROR", message, [])

    def add(self, nodeid, outcome, message, trace):
        name = tuple(name_of(nodeid))
        lines = {f: set(n) for f, n in self.meter.lines.items()}
        old = self.results.get(name)
        if old is not None:
            for file, numbers in old["lines"].items():
                lines.setdefault(file, set()).update(numbers)
            if self.WORSE.index(old["outcome"]) >= self.WORSE.index(outcome):
                outcome, message, trace = old["outcome"], old["message"], old["frames"]
        self.results[name] = {
            "outcome": outcome, "message": message[:10000], "frames": trace, "lines": lines}

    def flush(self):
        for name, result in self.results.items():
            lines = {relative(f): sorted(n) for f, n in result["lines"].items()}
            self.send(dict(result, event="ended", test=name, lines=lines))


def plugin(meter, send):
    import pytest

    class Plugin(Recorder):
        @pytest.hookimpl(hookwrapper=True)
        def pytest_runtest_call(self, item):
            yield from self.wrap_call()

        @pytest.hookimpl(hookwrapper=True)
        def pytest_runtest_makereport(self, item, call):
            self.report(item, call)
            yield

    return Plugin(meter, send)


def name_of(nodeid):
    file, _, rest = nodeid.partition("::")
    return [file, rest.split("[")[0]]


def relative(path):
    return os.path.relpath(os.path.realpath(path), ROOT)


def frames(error):
    """Innermost first, in the shape of Java's: package.module.function(file.py:12)."""
    found = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if ours(code.co_filename):
            path = relative(code.co_filename)
            module = os.path.splitext(path)[0].replace(os.sep, ".")
            found.append("%s.%s(%s:%d)" % (
                module, code.co_name, os.path.basename(path), trace.tb_lineno))
        trace = trace.tb_next
    found.reverse()
    return found[:64]


def test(job, pipe):
    """In the child: runs the tests and writes what happened into the pipe."""
    out = os.fdopen(pipe, "w", buffering=1, encoding="utf-8")

    def send(event):
        out.write(json.dumps(event) + "\n")

    try:
        import resource
        limit = job["memory"]
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (ImportError, ValueError, OSError):
        pass  # Not everywhere; the clock still holds.
    import pytest

    recorder = plugin(Meter(job["steps"], job["lines"]), send)
    arguments = ["-q", "-p", "no:cacheprovider"]
    if job["failFast"]:
        arguments.append("-x")
    for file, name in job["tests"]:
        arguments.append(file + ("::" + name if name else ""))
    code = pytest.main(arguments, plugins=[recorder])
    if not recorder.results and code not in (0, 1):
        for file, name in job["tests"]:
            recorder.add(file + "::" + name, "ERROR", "pytest ended with code %d" % code, [])
    recorder.flush()
    out.close()


def run_variant(job, number, send):
    """Writes a variant's files, tests it in a child, puts the files back."""
    saved = {}
    for path, text in job["variants"][number].items():
        full = os.path.join(ROOT, path)
        saved[full] = None
        if os.path.exists(full):
            with open(full, "rb") as file:
                saved[full] = file.read()
        with open(full, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    try:
        return watch(job, number, send)
    finally:
        for full, content in saved.items():
            if content is None:
                os.remove(full)
            else:
                with open(full, "wb") as file:
                    file.write(content)


def watch(job, number, send):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            os.setpgid(0, 0)
            test(job, writing)
        finally:
            os._exit(0)
    os.close(writing)
    buffer = b""
    running = None
    outcomes = []
    why = "ended the interpreter"
    complete = False
    while True:
        ready, _, _ = select.select([reading], [], [], job["seconds"])
        if not ready:
            why = "still running after %d s" % job["seconds"]
            break
        data = os.read(reading, 1 << 16)
        if not data:
            complete = running is None or bool(outcomes)
            break
        buffer += data
        *whole, buffer = buffer.split(b"\n")
        for line in whole:
            event = json.loads(line)
            event["variant"] = number
            if event["event"] == "started":
                running = event["test"]
            else:
                outcomes.append(event["outcome"])
                send(event)
    os.close(reading)
    for pid in (-child, child):
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:
            pass  # Gone already.
    os.waitpid(child, 0)
    if not complete:
        outcomes.append("KILLED")
        test_name = running or job["tests"][0]
        send({"event": "ended", "variant": number, "test": test_name, "outcome": "KILLED",
              "message": why, "frames": [], "lines": {}})
    send({"event": "done", "variant": number})
    return "PASSED" in outcomes and all(o in ("PASSED", "SKIPPED") for o in outcomes)


DANGER = {
    "os", "subprocess", "socket", "shutil", "ctypes", "importlib", "multiprocessing", "pathlib",
    "signal", "urllib", "http", "requests", "tempfile", "asyncio", "pickle", "marshal",
    "eval", "exec", "open", "compile", "__import__", "exit", "quit", "_exit", "system", "popen",
    "globals", "__subclasses__", "__builtins__", "breakpoint",
}


def dangers(tree):
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(a.name.split(".")[0] for a in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
        elif isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
    return found & DANGER


def check(path, text):
    """Problems of a file: what the compiler says, and what a variant may not bring in."""
    try:
        tree = ast.parse(text, path)
        compile(text, path, "exec")
    except (SyntaxError, ValueError) as error:
        return [{
            "path": path, "code": "python." + type(error).__name__,
            "message": getattr(error, "msg", None) or str(error),
            "line": getattr(error, "lineno", None) or 1,
            "column": getattr(error, "offset", None) or 1}]
    try:
        with open(os.path.join(ROOT, path), encoding="utf-8") as file:
            before = dangers(ast.parse(file.read()))
    except (OSError, SyntaxError, ValueError):
        before = set()
    return [{
        "path": path, "code": "stepwise.forbidden.call", "line": 1, "column": 1,
        "message": "the change would use " + name} for name in sorted(dangers(tree) - before)]


def main():
    sys.dont_write_bytecode = True
    sys.path.insert(0, ROOT)
    answers = os.fdopen(os.dup(1), "w", buffering=1, encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDWR)
    questions = os.fdopen(os.dup(0), "r", encoding="utf-8")
    for number in (0, 1, 2):
        os.dup2(nothing, number)

    def send(event):
        answers.write(json.dumps(event) + "\n")

    import pytest  # Paid for once; every child has it.
    assert pytest
    send({"event": "ready"})
    for line in questions:
        job = json.loads(line)
        if job["op"] == "check":
            problems = [
                [p for path, text in variant.items() for p in check(path, text)]
                for variant in job["variants"]]
            send({"event": "checked", "problems": problems})
            continue
        passing = 0
        for number in range(len(job["variants"])):
            if passing >= job["enough"]:
                break
            passing += run_variant(job, number, send)
        send({"event": "end"})


if __name__ == "__main__":
    main()
