"""All steps from an empty folder to the exported weights; a step that is in the log is not done again.

    python -m stepwise_training.pipeline --work WORK --base BASE.gguf --quixbugs CHECKOUT [--until examples]

WORK/log.json tells of each step how long it took and what it said last; the table of the model card is printed at the
end. The steps up to `examples` need the network, a JDK and no GPU; those behind need a GPU, WORK and no network, so that
WORK may go to another machine in between (without repositories and archives). Clones that lie in WORK/repositories
already are not fetched again.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple


class Step(NamedTuple):
    """One command of this package, and one that runs beside it. `*` stands for the files that are there then."""

    name: str
    words: str
    beside: str = ""


def steps(given: argparse.Namespace) -> list[Step]:
    """In the order in which they are done, with paths in the work folder."""
    base, quixbugs = given.base.resolve(), given.quixbugs.resolve()
    extract = f"--quixbugs {quixbugs} --processes {given.processes}"
    pack = f"pack --functions functions --algorithms algorithms --bugs bugs --base {base} --out shards --epochs {given.epochs}"
    train = f"train --shards shards --base {base} --quixbugs quixbugs.npz --out run --seconds {given.seconds}"
    return [
        Step("repositories", "repositories --into repositories --archives algorithm-archives"),
        Step("packages", "collect fetch --archives archives"),
        Step("functions", f"collect extract --archives archives --out functions/all {extract}"),
        Step("algorithms", f"collect extract --archives algorithm-archives --out algorithms/all --parts 1 {extract}"),
        Step("observed", f"observe --functions algorithms/*.xz functions/*.xz --out bugs/observed --mutants 30 --seconds 960 --processes {given.processes}"),
        Step("commits", f"commits --histories repositories/* --out bugs/commits {extract}"),
        Step("examples", f"quixbugs --checkout {quixbugs} --base {base} --out quixbugs.npz"),
        Step("train", train, f"{pack} --processes {given.processes}"),
        Step("picture", "plot --curve run/curve.json --out run/curve.svg"),
        Step("export", f"export --weights run/weights.pt --base {base} --out stepwise.gguf"),
        Step("held", f"export --weights run/weights.pt --base {base} --type q8_0 --as-shipped --out stepwise-q8.gguf"),
    ]


def command(words: str, work: Path) -> list[str]:
    expanded = [sys.executable, "-u", "-m"]
    for number, word in enumerate(words.split()):
        found = sorted(str(path.relative_to(work)) for path in work.glob(word)) if "*" in word else [word]
        expanded += found if number else [f"stepwise_training.{word}"]
    return expanded


def done(step: Step, work: Path) -> dict[str, object]:
    """Does a step; what the log says of it."""
    for folder in ("functions", "algorithms", "bugs"):
        (work / folder).mkdir(exist_ok=True)
    began = time.time()
    told = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    with open(work / f"{step.name}.log", "w") as log:
        how = {"cwd": work, "env": told, "stdout": log, "stderr": log}
        beside = subprocess.Popen(command(step.beside, work), **how) if step.beside else None
        try:
            subprocess.run(command(step.words, work), check=True, **how)
        finally:
            if beside is not None:
                beside.terminate()
                beside.wait()
    lines = [line for line in (work / f"{step.name}.log").read_text(errors="replace").splitlines() if line.strip()]
    return {"step": step.name, "seconds": round(time.time() - began), "said": lines[-1][:600] if lines else ""}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--work", type=Path, required=True)
    arguments.add_argument("--base", type=Path, required=True)
    arguments.add_argument("--quixbugs", type=Path, required=True)
    arguments.add_argument("--until", help="the last step to do")
    arguments.add_argument("--processes", type=int, default=2)
    arguments.add_argument("--epochs", type=int, default=6, help="at most; training ends by its time")
    arguments.add_argument("--seconds", type=int, default=1250, help="of training")
    given = arguments.parse_args()
    work = given.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    path = work / "log.json"
    log: list[dict[str, object]] = json.loads(path.read_text()) if path.exists() else []
    for step in steps(given):
        if all(row["step"] != step.name for row in log):
            print(time.strftime("%H:%M:%S"), step.name, flush=True)
            log.append(done(step, work))
            path.write_text(json.dumps(log, indent=1))
        if step.name == given.until:
            break
    print("| step | s | said |\n| --- | --- | --- |")
    for row in log:
        print(f"| {row['step']} | {row['seconds']} | {row['said']} |")


if __name__ == "__main__":
    main()
