"""Processes that answer questions, each with the modules it has."""

import base64
import hashlib
import importlib
import json
import os
import pickle
import random
import select
import signal
import sys
import time

from stepwise_meter import Meter, StepLimit
from stepwise_values import Forms, Odd

# Steps of the unchanged code; what takes longer is not asked, since hundreds are.
STEPS = 5000

# A variant may take as many times the unchanged code's steps, and some.
MORE_STEPS = 10
LEAST_STEPS = 2000

# Steps spent on questions that a variant did not end with; after that it is not asked more.
PATIENCE = 200000

# Seconds of the processor for one question: a process that takes longer is ended, since it hangs
# where no steps are counted. The unchanged code must do with a part of it.
MOST_WORK = 0.5
MOST_UNCHANGED = 0.05

IMPORT_STEPS = 10000000
NONE, ENDLESS = 1, 2


class Child:
    """A process that answers with one JSON object a line; ends when it is told nothing more."""

    def __init__(self, work, limit):
        asked, self.asking = os.pipe()
        self.hearing, answers = os.pipe()
        self.buffer = b""
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.setpgid(0, 0)
                os.close(self.asking)
                os.close(self.hearing)
                limit()
                out = os.fdopen(answers, "w", buffering=1, encoding="utf-8")
                questions = os.fdopen(asked, "r", encoding="utf-8")
                work(questions, lambda told: out.write(json.dumps(told) + "\n"))
            finally:
                os._exit(0)
        os.close(asked)
        os.close(answers)

    def tell(self, what):
        try:
            os.write(self.asking, json.dumps(what).encode("ascii") + b"\n")
        except BrokenPipeError:
            pass  # It is heard no more, either.

    def hear(self, seconds):
        """The next it says; None if it ended; throws a TimeoutError if it is silent."""
        until = time.monotonic() + seconds
        while b"\n" not in self.buffer:
            ready, _, _ = select.select([self.hearing], [], [], max(0, until - time.monotonic()))
            if not ready:
                raise TimeoutError()
            data = os.read(self.hearing, 1 << 16)
            if not data:
                return None
            self.buffer += data
        line, _, self.buffer = self.buffer.partition(b"\n")
        return json.loads(line)

    def end(self):
        for pid in (-self.pid, self.pid):
            try:
                os.kill(pid, signal.SIGKILL)
            except OSError:
                pass  # Gone already.
        os.waitpid(self.pid, 0)
        os.close(self.asking)
        os.close(self.hearing)


def sign(form):
    """A number that is equal for equal forms, and none of those with a meaning of their own."""
    digest = hashlib.blake2b(repr(form).encode("utf-8", "surrogatepass"), digest_size=7).digest()
    return int.from_bytes(digest, "big") | 4


# What an input that nobody wrote must not do, although only a copy could come to harm: later tests
# use it, too. Beside these, to open a file for writing.
HARM = {
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate",
    "os.chmod", "os.chown", "os.utime", "os.kill", "os.killpg", "os.system", "os.exec",
    "os.fork", "os.forkpty", "os.posix_spawn", "subprocess.Popen", "shutil.rmtree", "shutil.move",
}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def allow(event, arguments):
    """An audit hook that is asked before the interpreter does something."""
    if event in HARM or (event == "open" and (arguments[2] or 0) & WRITES):
        raise PermissionError(event)


class Witness:
    """Answers questions with the modules of the child it lives in."""

    def __init__(self, functions, questions=()):
        self.functions = functions
        self.found = {}
        self.endless = 0
        self.meter = Meter(IMPORT_STEPS, False)
        # What chance decides must not be the same in each child.
        random.seed()
        for number, module, data in questions:
            # To import what it needs is not the work of the first that is asked.
            try:
                self._function(module, self.functions[number].name)
                pickle.loads(base64.b64decode(data))
            except Exception:
                pass  # The question tells again.
        sys.addaudithook(allow)

    def unchanged(self, question):
        """Sign, whether it returned what can be compared, and steps that it took."""
        began = time.process_time()
        told, one, taken = self._answer(question, STEPS)
        return told, one and time.process_time() - began < MOST_UNCHANGED, taken

    def variant(self, question, steps):
        """Sign; steps: those that the unchanged code took."""
        if self.endless > PATIENCE:
            return ENDLESS
        told, _, taken = self._answer(question, LEAST_STEPS + MORE_STEPS * steps)
        self.endless += taken if told == ENDLESS else 0
        return told

    def _answer(self, question, steps):
        meter = self.meter
        meter.limit = steps
        meter.begin_count()
        signal.setitimer(signal.ITIMER_PROF, MOST_WORK)
        told, one = self._ask(*question)
        signal.setitimer(signal.ITIMER_PROF, 0)
        return (ENDLESS, False, meter.taken()) if meter.exceeded else (told, one, meter.taken())

    def _ask(self, number, module, data):
        try:
            arguments = pickle.loads(base64.b64decode(data))
            function = self._function(module, self.functions[number].name)
        except (Exception, StepLimit):
            return NONE, False  # A class refuses such an object, say.
        forms = Forms()
        try:
            result = forms.of(self.functions[number].call(function, arguments))
            form = (result, [forms.of(argument) for argument in arguments])
            return sign(form), not forms.raised
        except (Odd, StepLimit):
            return NONE, False
        except BaseException as error:
            return sign(type(error).__qualname__), False

    def _function(self, module, name):
        known = self.found.get((module, name))
        if known is None:
            known = importlib.import_module(module)
            for part in name.split("."):
                known = vars(known)[part]
            known = getattr(known, "__func__", None) or getattr(known, "fget", None) or known
            self.found[module, name] = known
        return known
