"""Step 2, by running: mutants whose behaviour differs, each with what a failing test would say.

    python -m stepwise_training.observe --functions FILE.jsonl.xz --out OUT/observed

Breaks every Java and Python function in several ways, runs the correct one and the broken ones on
generated inputs, and writes OUT/observed.0.jsonl.xz: rows of kind, tag, lines, first, count, fix (as
mutate.Bug), failure and words (empty). Functions that cannot be run on their own are left out. The
file grows, and is whole at any time; at the end its rows are shuffled. Needs a JDK (JAVA_HOME or PATH).
"""

from __future__ import annotations

import argparse
import collections
import json
import lzma
import multiprocessing
import os
import random
import re
import time
from pathlib import Path
from typing import Any

from . import run_java, run_python
from .mutate import Bug, bugs

Row = tuple[str, str, list[str], int, int, list[str], str, str]

_CHUNK = 150
# Functions with these words are not run: files, networks, processes, other threads, reflection.
_REFUSED = re.compile(
    r"\b(open|input|exec|eval|compile|globals|setattr|delattr)\(|__\w+__\b(?<!__init__)|\b(os|sys|shutil|pathlib|signal|ctypes)\."
    r"|\b(subprocess|socket|requests|urllib|threading|multiprocessing|importlib|asyncio)\b"
    r"|System\.(exit|in|set\w+|load\w*)\b|\b(File\w*|Path|Paths|Process\w*|Runtime|Socket|URL|URI)\b(?! *=)"
    r"|\b\w*Thread\w*\b|Executor|CompletableFuture|reflect|ClassLoader|Class\.forName|getClass\(|\bTimer\b|Unsafe"
)
_runner: list[run_java.Runner] = []


def refused(lines: list[str]) -> bool:
    return _REFUSED.search("\n".join(lines)) is not None


def _row(bug: Bug, failure: str) -> Row:
    return (bug.kind, bug.tag, bug.lines, bug.first, bug.count, bug.fix, failure, "")


def _broken(tag: str, lines: list[str], mutants: int, rnd: random.Random) -> list[Bug]:
    try:
        return [bug for bug in bugs(tag, lines, mutants, rnd) if not refused(bug.lines)]
    except RecursionError:
        return []


def observed_python(lines: list[str], mutants: int, seed: int) -> tuple[bool, list[Row]]:
    """Whether the function could be run, and its mutants that behave differently."""
    if not run_python.runnable(lines):
        return False, []
    found = _broken("python", lines, mutants, random.Random(seed))
    ran, failures = run_python.run(lines, [bug.lines for bug in found], seed)
    return ran, [_row(found[number], failure) for number, failure in sorted(failures.items())]


def observed_java(runner: run_java.Runner, functions: list[list[str]], mutants: int, seed: int) -> tuple[int, list[Row]]:
    """How many of the functions could be run, and their mutants that behave differently."""
    methods = {n: m for n, lines in enumerate(functions) if (m := run_java.method(lines, seed)) is not None}
    found: dict[int, list[Bug]] = {}

    def breaks(number: int) -> list[list[str]]:
        if number not in found:
            found[number] = _broken("java", functions[number], mutants, random.Random(seed + number))
        return [bug.lines for bug in found[number]]

    ran, failures = runner.run(methods, breaks)
    return len(ran), [_row(found[number][own], failure) for (number, own), failure in sorted(failures.items())]


def _observe(task: tuple[list[tuple[str, list[str]]], int, int]) -> tuple[collections.Counter[str], list[Row]]:
    """A chunk's counts and rows; what one function breaks must not cost the work of hours."""
    try:
        return _observed(*task)
    except Exception as lost:
        return collections.Counter({f"chunks lost: {lost!r}": 1}), []


def _observed(
    functions: list[tuple[str, list[str]]], mutants: int, seed: int
) -> tuple[collections.Counter[str], list[Row]]:
    count: collections.Counter[str] = collections.Counter()
    rows: list[Row] = []
    allowed = [(tag, lines) for tag, lines in functions if not refused(lines)]
    count["refused"] = len(functions) - len(allowed)
    for number, (tag, lines) in enumerate(allowed):
        if tag == "python":
            ran, found = observed_python(lines, mutants, seed + number)
            count["python ran"] += ran
            rows += found
    java = [lines for tag, lines in allowed if tag == "java"]
    if java and _runner:
        ran_java, found = observed_java(_runner[0], java, mutants, seed)
        count["java ran"] += ran_java
        rows += found
    return count, rows


def _start(java: str | None) -> None:
    if java is not None:
        _runner.append(run_java.Runner(java))


def _append(path: Path, rows: list[Any], mode: str) -> None:
    with lzma.open(path, mode, preset=3) as file:
        file.write("".join(json.dumps(row, separators=(",", ":")) + "\n" for row in rows).encode())


def general(failure: str) -> str:
    return "expected .. but was .." if failure.startswith("expected ") else failure


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--functions", type=Path, required=True, nargs="+")
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--mutants", type=int, default=12)
    arguments.add_argument("--processes", type=int, default=2)
    arguments.add_argument("--seconds", type=int, default=1 << 30, help="end after about so long with what there is")
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    began = time.time()
    functions: list[tuple[str, list[str]]] = []
    for path in given.functions:
        with lzma.open(path, "rt") as opened:
            functions += [(tag, lines) for tag, lines in map(json.loads, opened) if tag in ("java", "python")]
    random.Random(given.seed).shuffle(functions)
    chunks = [functions[at : at + _CHUNK] for at in range(0, len(functions), _CHUNK)]
    tasks = [(chunk, given.mutants, 1_000_000 * given.seed + 1000 * n) for n, chunk in enumerate(chunks)]
    out = Path(f"{given.out}.0.jsonl.xz")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.unlink(missing_ok=True)
    count: collections.Counter[str] = collections.Counter(tag for tag, _ in functions)
    all_rows: list[Row] = []
    with multiprocessing.Pool(given.processes, _start, (run_java.java(),)) as pool:
        for counted, rows in pool.imap_unordered(_observe, tasks):
            count += counted
            count["chunks"] += 1
            all_rows += rows
            _append(out, rows, "ab")
            if time.time() - began > given.seconds:
                pool.terminate()
                break
    random.Random(given.seed).shuffle(all_rows)
    scratch = out.with_suffix(".tmp")
    _append(scratch, all_rows, "wb")
    os.replace(scratch, out)
    failures = collections.Counter((row[1], general(row[6])) for row in all_rows)
    told = {f"{tag}: {failure}": times for (tag, failure), times in failures.most_common(30)}
    print("seed", given.seed, "s", round(time.time() - began), dict(count), "rows", len(all_rows), told)


if __name__ == "__main__":
    main()
