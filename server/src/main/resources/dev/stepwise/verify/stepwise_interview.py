"""Asks the unchanged workspace and variants of it the same generated questions. They come from the
calls that passing tests make, changed a little, and are not those that lie nearer to a call of a
failing test: there a fix has to behave otherwise. What the unchanged code does not answer, or not
every time alike, is not asked. Everything that runs code of the workspace does so in a child."""

import gc
import os
import sys
import time

from stepwise_calls import reach, record
from stepwise_meter import ROOT
from stepwise_questions import generated
from stepwise_witness import Child, Witness

# Variants take turns after so many, so that all have answered as many when the time is up.
BLOCK = 50

# One unchanged answer in so many may differ from time to time; with more, the function is left.
STEADY = 50

# Seconds without an answer after which a variant is said to hang: it waits for something, since one
# that works for so long is ended before.
MOST_SILENCE = 1.5

# Parts of the time after which the next has to begin: tests, answers, answers once more.
RECORDED, ANSWERED, AGAIN = 0.4, 0.6, 0.75


class Interview:
    """One inquiry: tests to run, variants to ask."""

    def __init__(self, job, loader, limit):
        self.job = job
        self.loader = loader
        self.limit = limit
        self.begun = time.monotonic()
        self.path = []
        self.functions = []

    def run(self):
        """Signs of what the unchanged workspace and each variant answered; instead of the latter
        None where it hung or crashed."""
        variants = self.job["variants"]
        try:
            before = {path: read(path) for variant in variants for path in variant}
            self.functions = reach(before, variants)
        except (OSError, SyntaxError, ValueError, RecursionError):
            pass  # A file is new, or was none of Python's: nobody can have asked it anything.
        gc.freeze()
        calls = self._recorded() if self.functions else []
        questions = self._steady(calls) if any(call["passes"] for call in calls) else []
        if not questions:
            return {"unchanged": [], "variants": [[] for _ in variants]}
        return {"unchanged": [right[0] for _, right in questions],
                "variants": self._variants(questions, variants)}

    def _left(self, share=1):
        return max(0, self.begun + self.job["seconds"] * share - time.monotonic())

    def _child(self, work, texts):
        def child(questions, send):
            self.loader.texts = {os.path.join(ROOT, p): t.encode("utf-8") for p, t in texts.items()}
            if self.path:
                sys.path[:] = self.path
            work(questions, send)

        return Child(child, self.limit)

    def _told(self, child, share, most=None):
        """All that a child tells until it ends, or has told so much, or the time is up."""
        told = []
        try:
            while most is None or len(told) < most:
                one = child.hear(self._left(share))
                if one is None:
                    break
                told.append(one)
        except TimeoutError:
            pass  # What it told counts.
        child.end()
        return told

    def _recorded(self):
        """Runs the tests, unchanged."""
        watched = {}
        for number, function in enumerate(self.functions):
            full = os.path.join(ROOT, function.path)
            watched.setdefault(full, {})[function.name] = (number, function)

        def work(_, send):
            self.loader.watched = watched
            record(self.job["tests"], set(watched), self.job["steps"],
                   lambda: not self._left(RECORDED), send)

        told = self._told(self._child(work, {}), RECORDED)
        self.path = next((event["path"] for event in told if "path" in event), [])
        return [event for event in told if "function" in event]

    def _steady(self, calls):
        """Questions with what the unchanged workspace answers, asked twice and the second time from
        behind: what chance, the clock or earlier questions decide differs then."""

        def first(_, send):
            witness = Witness(self.functions)
            for question in generated(calls):
                if not self._left(ANSWERED):
                    break
                send([question, witness.unchanged(question)])

        def second(_, send):
            witness = Witness(self.functions, [question for question, _ in questions])
            elsewhere = []
            for question, _ in reversed(questions):
                # Objects must not get the same places in memory, which some code tells.
                elsewhere.append([bytes(size) for size in range(0, 512, 16)])
                send(witness.unchanged(question))

        questions = self._told(self._child(first, {}), ANSWERED)
        again = self._told(self._child(second, {}), AGAIN, len(questions))
        pairs = list(zip(reversed(questions), again))[::-1]
        answered, unsteady = {}, {}
        for (question, right), other in pairs:
            of = question[0]
            answered[of] = answered.get(of, 0) + right[1]
            unsteady[of] = unsteady.get(of, 0) + (right[0] != other[0])
        return [
            (question, right) for (question, right), other in pairs
            if right[1] and right[0] == other[0]
            and unsteady[question[0]] * STEADY <= answered[question[0]]]

    def _variants(self, questions, variants):
        """Answers of each variant, as many as time allows."""

        def work(asked, send):
            witness = Witness(self.functions, [question for question, _ in questions])
            send("ready")
            for line in asked:
                for question, right in questions[int(line):int(line) + BLOCK]:
                    send(witness.variant(question, right[2]))

        answers = [[] for _ in variants]
        children = {n: self._child(work, texts) for n, texts in enumerate(variants)}
        try:
            for number in list(children):
                self._hear(number, children, [], self._left())
            for begin in range(0, len(questions), BLOCK):
                end = min(len(questions), begin + BLOCK)
                for number in list(children):
                    children[number].tell(begin)
                    while number in children and len(answers[number]) < end and self._left():
                        self._hear(number, children, answers[number], MOST_SILENCE)
            return [some if n in children else None for n, some in enumerate(answers)]
        finally:
            for child in children.values():
                child.end()

    def _hear(self, number, children, answers, seconds):
        """Adds what a child says; takes it out if it ended or says nothing for so long."""
        left = self._left()
        try:
            answer = children[number].hear(min(left, seconds))
        except TimeoutError:
            if left <= seconds:
                return
            answer = None
        if answer is None:
            children.pop(number).end()
        else:
            answers.append(answer)


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()
