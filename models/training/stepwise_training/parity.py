"""Whether llama.cpp, as the server runs it, gives tokens the probabilities that this framework gives.

    python -m stepwise_training.parity --gguf FILE.gguf --held SHARDS/held.npz --framework OURS.json
    python -m stepwise_training.parity --gguf FILE.gguf --held SHARDS/held.npz --framework OURS.json --stepwise server/bin/stepwise

The first command computes with the framework (on a GPU if there is one), the second compares; both with the
file's own weights, over the tokens of location and fix of the first held-back examples. With --make
the file to compare is written first, in 8 bits, from any other GGUF of the same network.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Iterator, Sequence

import numpy as np
import torch

from .base import shape, tensors, tokenizer
from .batches import Batch, Example, batch
from .evaluate import in_10
from .export import write
from .network import Network
from .pack import LONGEST, load

_ROUNDING = 512  # a batch has room for answers in a sixth of its tokens
_LIMIT = 0.15  # nats


def framework(gguf: Path, examples: Sequence[Example]) -> Iterator[list[float]]:
    """Log-probability of every token that an example asks for."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    weights = {name: torch.from_numpy(weight).to(device) for name, weight in tensors(gguf).items()}
    network = Network(shape(gguf), device, torch.float32, compiled=False)
    for words, marks in examples:
        asked = int(np.count_nonzero(marks))
        made = batch([(words, marks)], max(6 * asked, len(words)) // _ROUNDING * _ROUNDING + _ROUNDING)
        yield network.judged(weights, Batch(*(t.to(device) for t in made)))[0][:asked].tolist()


def engine(gguf: Path, stepwise: Path, texts: Sequence[str]) -> Iterator[list[float | None]]:
    """Log-probability of every token of the texts, from the server's model host."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder, "host.json")
        command = [stepwise, "model-host", "--file", told, "--weights", gguf, "--id", "parity"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as host:
            try:
                while not told.exists():
                    if host.poll() is not None:
                        raise SystemExit(f"the model host ended with {host.returncode}")
                    time.sleep(0.1)
                reach = json.loads(told.read_text())
                for text in texts:
                    body = {"prompt": text, "echo": True, "logprobs": 1, "max_tokens": 0}
                    request = urllib.request.Request(
                        f"http://127.0.0.1:{reach['port']}/v1/completions",
                        json.dumps(body).encode(),
                        {"Authorization": "Bearer " + reach["token"], "Content-Type": "application/json"},
                    )
                    with urllib.request.urlopen(request) as answer:
                        yield json.load(answer)["choices"][0]["logprobs"]["token_logprobs"]
            finally:
                host.terminate()


def solved(examples: Sequence[Example], values: Sequence[Sequence[float]]) -> tuple[float, float]:
    """How many bugs one of ten drawn fixes is expected to mend: told the line, and not told."""
    told = free = 0.0
    for (_, marks), row in zip(examples, values):
        asked = marks[marks > 0]
        fix = sum(v for v, mark in zip(row, asked) if mark == 2)
        told += in_10(fix)
        free += in_10(sum(row))
    return told, free


def compared(ours: Sequence[Sequence[float]], theirs: Sequence[Sequence[float]]) -> str:
    found = np.array([abs(a - b) for one, other in zip(ours, theirs) for a, b in zip(one, other)])
    return (
        f"{len(found)} tokens differ by {found.mean():.4f} nats on average, {100 * np.mean(found <= _LIMIT):.1f} % "
        f"by at most {_LIMIT}, 99 % by less than {np.quantile(found, 0.99):.3f}, the most {found.max():.3f}"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--gguf", type=Path, required=True)
    arguments.add_argument("--make", type=Path, metavar="GGUF", help="write --gguf in 8 bits from this file")
    arguments.add_argument("--held", type=Path, required=True)
    arguments.add_argument("--framework", type=Path, required=True, help="what the framework computed, written if it is not there")
    arguments.add_argument("--stepwise", type=Path, help="server/bin/stepwise, to compare with")
    arguments.add_argument("--examples", type=int, default=200)
    given = arguments.parse_args()
    if given.make:
        weights = {name: torch.from_numpy(weight) for name, weight in tensors(given.make).items()}
        write(weights, given.make, given.gguf, "q8_0", "stepwise-135m-q8", as_shipped=False)
    examples = [e for e in load(given.held)[0] if len(e[0]) <= LONGEST][: given.examples]
    if not given.framework.exists():
        given.framework.write_text(json.dumps(list(framework(given.gguf, examples))))
    if given.stepwise is None:
        return
    ours = json.loads(given.framework.read_text())
    words = tokenizer(given.gguf)
    texts = [words.decode(e[0].tolist(), skip_special_tokens=False) for e in examples]
    theirs = list(engine(given.gguf, given.stepwise, texts))
    same = [i for i, e in enumerate(examples) if len(theirs[i]) == len(e[0])]
    judged = [[float(theirs[i][at] or 0) for at in np.flatnonzero(examples[i][1])] for i in same]
    kept = [examples[i] for i in same]
    exact = [ours[i] for i in same]
    print(f"{len(same)} examples; {len(examples) - len(same)} tokenised otherwise")
    print(compared(exact, judged))
    for name, values in (("framework", exact), ("engine", judged)):
        print("%s: solved in 10, line told and not: %.1f, %.1f" % (name, *solved(kept, values)))


if __name__ == "__main__":
    main()
