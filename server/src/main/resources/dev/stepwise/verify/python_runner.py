"""The program inside the test Python: checks and tests variants of files, told what to do by one
JSON object per line on standard input. Runs in a private copy of the workspace, where it may
write. Every variant is tested in a forked child, so that none can leave anything behind."""

import ast
import gc
import importlib
import importlib.machinery
import json
import os
import pathlib
import select
import signal
import sys
import warnings

from stepwise_calls import watch
from stepwise_check import check_all
from stepwise_interview import Interview
from stepwise_meter import ROOT, Meter, Ticks, ours


class Loader(importlib.machinery.SourceFileLoader):
    """Imports the workspace's code with counting calls in it."""

    # By real path: what a file reads as, and functions of it that tell what they are called with.
    texts = {}
    watched = {}

    def get_data(self, path):
        text = self.texts.get(os.path.realpath(path)) if self.texts else None
        return super().get_data(path) if text is None else text

    def source_to_code(self, data, path, *, _optimize=-1):
        if not ours(path):
            return super().source_to_code(data, path)
        numbers = self.watched.get(os.path.realpath(path)) if self.watched else None
        if numbers:
            return self.counted(data, path, _optimize, numbers)
        return Warm.now.code(path, data, lambda: self.counted(data, path, _optimize))

    @staticmethod
    def counted(data, path, optimize, numbers=None):
        tree = ast.parse(data, path)
        if numbers:
            watch(tree, numbers)
        return compile(
            Ticks().visit(tree), path, "exec", dont_inherit=True, optimize=optimize)


def count_steps():
    machinery = importlib.machinery
    extensions = (machinery.ExtensionFileLoader, machinery.EXTENSION_SUFFIXES)
    sources = (Loader, machinery.SOURCE_SUFFIXES)
    hook = machinery.FileFinder.path_hook(extensions, sources)

    def only_ours(path):
        if not ours(os.path.join(path or os.getcwd(), "x")):
            raise ImportError(path)
        return hook(path)

    sys.path_hooks.insert(0, only_ours)
    sys.path_importer_cache.clear()


class Recorder:
    """A pytest plugin that folds the runs of each test function into one result, the worst."""

    WORSE = ["SKIPPED", "PASSED", "FAILED", "ERROR", "KILLED"]

    def __init__(self, meter, send):
        self.meter = meter
        self.send = send
        self.results = {}
        self.began = None

    def pytest_runtest_protocol(self, item, nextitem):
        if self.began is None:
            self.began = processor_seconds()
        name = name_of(item.nodeid)
        self.send({"event": "started", "test": name})
        # A function that did not end for one of its parameters would hardly for the next.
        killed = self.results.get(tuple(name), {}).get("outcome") == "KILLED"
        return True if killed else None

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
        if self.began is not None and not any(
                r["outcome"] == "KILLED" for r in self.results.values()):
            self.send({"event": "effort", "steps": self.meter.most,
                       "seconds": processor_seconds() - self.began})
        if not Warm.now.taken:
            self.send(Warm.now.loaded())
        for name, result in self.results.items():
            lines = {relative(f): sorted(n) for f, n in result["lines"].items()}
            self.send(dict(result, event="ended", test=name, lines=lines))


def plugin(meter, send, brief):
    import pytest

    class Plugin(Recorder):
        @pytest.hookimpl(hookwrapper=True)
        def pytest_runtest_call(self, item):
            yield from self.wrap_call()

        @pytest.hookimpl(hookwrapper=True)
        def pytest_runtest_makereport(self, item, call):
            if brief:
                # Nobody reads it, and to write down a deep recursion takes its time.
                item.repr_failure = lambda *_, **__: ""
            yield
            # Only now is known what a unittest.TestCase raised.
            self.report(item, call)

        @pytest.hookimpl(trylast=True)
        def pytest_sessionfinish(self):
            # All is told by now; what pytest tidies up goes with the child.
            if self.results:
                self.flush()
                os._exit(0)

    return Plugin(meter, send)


def name_of(nodeid):
    file, _, rest = nodeid.partition("::")
    return [file, rest.split("[")[0]]


def relative(path, known={}):
    if path not in known:
        known[path] = os.path.relpath(os.path.realpath(path), ROOT)
    return known[path]


def frames(error):
    """Innermost first, in the shape of Java's: package.module.function(file.py:12)."""
    found = []
    trace = error.__traceback__
    while trace is not None:
        if ours(trace.tb_frame.f_code.co_filename):
            found.append((trace.tb_frame.f_code, trace.tb_lineno))
        trace = trace.tb_next
    told = []
    for code, line in reversed(found[-64:]):
        path = relative(code.co_filename)
        module = os.path.splitext(path)[0].replace(os.sep, ".")
        told.append("%s.%s(%s:%d)" % (module, code.co_name, os.path.basename(path), line))
    return told


def processor_seconds():
    return sum(os.times()[:2])


def limit_memory_and_time(memory, seconds):
    """Bytes of addresses beyond those that the process has by now, and seconds of the processor."""
    try:
        import resource
        most = (addresses() + memory, seconds)
        for what, limit in zip((resource.RLIMIT_AS, resource.RLIMIT_CPU), most):
            resource.setrlimit(what, (limit, limit))
    except (ImportError, ValueError, OSError):
        pass  # Not everywhere; the clock still holds.


def addresses():
    try:
        with open("/proc/self/statm", encoding="ascii") as numbers:
            return int(numbers.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 256 << 20  # What Python and pytest take.


def pytest_with(job, recorder):
    import pytest

    arguments = ["-q", "-p", "no:cacheprovider"]
    if job["failFast"]:
        arguments += ["-x", "--tb=no"]
    for file, name in job["tests"]:
        arguments.append(file + ("::" + name if name else ""))
    code = pytest.main(arguments, plugins=[recorder])
    if not recorder.results and code not in (0, 1):
        for file, name in job["tests"]:
            recorder.add(file + "::" + name, "ERROR", "pytest ended with code %d" % code, [])
    recorder.flush()


class Variants:
    """Asks for one variant after the other and runs each in a forked child: once pytest is set up,
    and alone where the project's conftest has loaded what a variant changes."""

    def __init__(self, job, asked, send, seen):
        self.job = job
        self.asked = asked
        self.send = send
        self.seen = seen
        self.texts = {}
        self.mark = None

    def run(self):
        if self.job["many"]:
            self._session()
        while self.more():
            self._fork(lambda pipe: pytest_with(self.job, self._recorder(pipe)))

    def more(self):
        """Asks for the next variant, which is the same again if it was not done."""
        self.send({"event": "next"})
        while True:
            told = json.loads(self.asked.readline() or '{"op": "stop"}')
            if told["op"] == "check":
                check_all(told, self.send)
                continue
            self.texts = told.get("texts", {})
            self.mark = told.get("mark")
            return told["op"] == "variant"

    def _recorder(self, pipe):
        out = os.fdopen(pipe, "w", buffering=1, encoding="utf-8")
        steps, seconds = self.job["steps"], self.job["seconds"]
        if self.job["lines"]:
            # Tracing is slow, and what runs for long runs the same lines again.
            steps = min(steps, 100000)
        if self.texts:
            # What takes ten times as long as any test did before is not going to end well.
            steps = min(steps, max(500000, 10 * self.seen["steps"]))
            seconds = min(seconds, 2 + int(10 * self.seen["seconds"]))
        elif any(test[0] in self.seen["killed"] for test in self.job["tests"]):
            # It never ended without a change: the same is seen sooner the second time.
            steps = min(steps, 1000000)
        limit_memory_and_time(self.job["memory"], seconds)
        return plugin(Meter(steps, self.job["lines"]),
                      lambda event: out.write(json.dumps(event) + "\n"), self.job["failFast"])

    def _session(self):
        """A child sets pytest up once, its children go on from there with one variant each."""
        reading, writing = os.pipe()
        session = os.fork()
        if session == 0:
            try:
                os.close(reading)
                out = os.fdopen(writing, "w", buffering=1, encoding="utf-8")
                self.send = lambda event: out.write(json.dumps(event) + "\n")
                pytest_with(self.job, session_plugin(self, out))
            finally:
                os._exit(0)
        os.close(writing)
        if not select.select([reading], [], [], self.job["seconds"])[0]:
            os.kill(session, signal.SIGKILL)
        with os.fdopen(reading, "rb") as lines:
            for line in lines:
                self.send(json.loads(line))
        os.waitpid(session, 0)

    def _fork(self, child):
        """Runs the variant in a child."""
        saved = {}
        for path, text in self.texts.items():
            full = os.path.join(ROOT, path)
            saved[full] = None
            if os.path.exists(full):
                with open(full, "rb") as file:
                    saved[full] = file.read()
            with open(full, "w", encoding="utf-8", newline="") as file:
                file.write(text)
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reading)
            os.setpgid(0, 0)
            try:
                child(writing)
            finally:
                if not isinstance(sys.exc_info()[1], Continue):
                    os._exit(0)
        os.close(writing)
        try:
            self._watch(pid, reading)
        finally:
            for full, content in saved.items():
                if content is None:
                    os.remove(full)
                else:
                    with open(full, "wb") as file:
                        file.write(content)

    def _watch(self, child, reading):
        buffer = b""
        running = None
        outcomes = []
        why = "ended the interpreter"
        complete = False
        while True:
            ready, _, _ = select.select([reading], [], [], self.job["seconds"])
            if not ready:
                why = "still running after %d s" % self.job["seconds"]
                break
            data = os.read(reading, 1 << 16)
            if not data:
                complete = running is None or bool(outcomes)
                break
            buffer += data
            *whole, buffer = buffer.split(b"\n")
            for line in whole:
                event = json.loads(line)
                if event["event"] == "started":
                    running = event["test"]
                elif event["event"] == "loaded":
                    if self.job["many"]:
                        Warm.now.take(event, self.texts)
                elif event["event"] == "effort":
                    if not self.texts:
                        for what in ("steps", "seconds"):
                            self.seen[what] = max(self.seen[what], event[what])
                else:
                    outcomes.append(event["outcome"])
                    file, killed = event["test"][0], self.seen["killed"]
                    if event["outcome"] == "KILLED" and not self.texts and file not in killed:
                        killed.append(file)
                    self.send(dict(event, mark=self.mark))
        os.close(reading)
        for pid in (-child, child):
            try:
                os.kill(pid, signal.SIGKILL)
            except OSError:
                pass  # Gone already.
        os.waitpid(child, 0)
        if not complete:
            test_name = running or self.job["tests"][0]
            self.send({"event": "ended", "mark": self.mark, "test": test_name,
                       "outcome": "KILLED", "message": why, "frames": [], "lines": {}})
        self.send({"event": "done", "mark": self.mark, "seen": self.seen})


class Continue(BaseException):
    """A child leaves the fork and goes on with pytest."""


class Session:
    """A pytest plugin that stands for each variant's recorder: it forks just before the first test
    file is imported."""

    def __init__(self, variants, out):
        self.variants = variants
        self.out = out
        self.recorder = None

    @property
    def results(self):
        # Without a recorder pytest did not get as far as a test file: nothing to tell.
        return self.recorder.results if self.recorder else True

    def begin(self, config):
        if self.recorder:
            return
        variants = self.variants
        Warm.now.tests(variants.job["tests"], config)
        loaded = {os.path.realpath(getattr(m, "__file__", None) or "") for m in
                  list(sys.modules.values())}
        gc.freeze()
        while variants.more():
            if loaded & {os.path.join(ROOT, p) for p in variants.texts}:
                break
            recorder = []

            def go_on(pipe):
                recorder.append(variants._recorder(pipe))
                raise Continue()

            try:
                variants._fork(go_on)
            except Continue:
                self.recorder = recorder.pop()
                config.pluginmanager.register(self.recorder)
                return
        self.end()

    def end(self):
        self.out.close()
        os._exit(0)

    def add(self, *what):
        self.recorder.add(*what)

    def flush(self):
        if self.recorder:
            self.recorder.flush()


def session_plugin(variants, out):
    import pytest

    class Plugin(Session):
        @pytest.hookimpl(tryfirst=True)
        def pytest_pycollect_makemodule(self, parent):
            self.begin(parent.config)

        def pytest_runtestloop(self):
            # What is tested without a test file must be tested without a session.
            if not self.recorder:
                self.end()

    return Plugin(variants, out)


def ask(job):
    def limit():
        limit_memory_and_time(job["memory"], int(job["seconds"]) + 1)

    return Interview(job, Loader, limit).run()


class Warm:
    """What every child would work out anew although no variant changes it: code compiled from the
    same text, and modules of the standard library."""

    now = None

    def __init__(self):
        self.before = set(sys.modules)
        self.compiled = []
        self.codes = {}
        self.taken = False

    def code(self, path, data, work):
        """The code of this text, worked out here if nobody did before."""
        known = self.codes.get((path, data))
        if known is None:
            self.compiled.append(path)
            known = work()
        return known

    def _keep(self, path, data, work):
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            try:
                code = work()
            except Exception:
                return  # The child runs into it as well, where it is told.
        if not said:
            self.codes[path, data] = code

    def tests(self, tests, config):
        """Rewrites the asserts of test files as pytest does."""
        try:
            from _pytest.assertion import rewrite
            original = rewrite._rewrite_test
        except (ImportError, AttributeError):
            return

        def remembered(path, config):
            stat = os.stat(path)
            with open(path, "rb") as file:
                data = file.read()
            return stat, self.code(str(path), data, lambda: original(path, config)[1])

        for file in {file for file, _ in tests}:
            path = pathlib.Path(ROOT, file)
            if path.is_file():
                self._keep(str(path), path.read_bytes(), lambda: original(path, config)[1])
        rewrite._rewrite_test = remembered

    def loaded(self):
        new = set(sys.modules) - self.before
        standard = getattr(sys, "stdlib_module_names", ())
        return {"event": "loaded", "files": self.compiled,
                "modules": sorted(n for n in new if n.partition(".")[0] in standard)}

    def take(self, event, texts):
        """Does once what the first child that came to its end had to do."""
        if self.taken:
            return
        self.taken = True
        for file in event["files"]:
            if relative(file) not in texts and os.path.isfile(file):
                with open(file, "rb") as source:
                    data = source.read()
                self._keep(file, data, lambda: Loader.counted(data, file, -1))
        for name in event["modules"]:
            try:
                importlib.import_module(name)
            except Exception:
                pass  # The child has to do without as well.
        gc.freeze()


def import_pytest(complaints):
    """Paid for once, since every child has it; to compile nobody needs it."""
    try:
        import pytest
        assert pytest
    except ImportError as missing:
        os.write(complaints, str(missing).encode("utf-8"))
        sys.exit(1)
    os.close(complaints)


def main():
    sys.dont_write_bytecode = True
    sys.path.insert(0, ROOT)
    answers = os.fdopen(os.dup(1), "w", buffering=1, encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDWR)
    complaints = os.dup(2)
    questions = os.fdopen(os.dup(0), "r", encoding="utf-8")
    for number in (0, 1, 2):
        os.dup2(nothing, number)

    def send(event):
        answers.write(json.dumps(event) + "\n")

    count_steps()
    send({"event": "ready"})
    while True:
        # Nothing may be read ahead: a child may be the next to read.
        line = questions.readline()
        if not line:
            break
        job = json.loads(line)
        if job["op"] == "check":
            check_all(job, send)
        else:
            if not Warm.now:
                import_pytest(complaints)
                Warm.now = Warm()
            if job["op"] == "ask":
                send(dict(ask(job), event="answers"))
                continue
            Variants(job, questions, send, job["seen"]).run()
            send({"event": "end"})


if __name__ == "__main__":
    main()
