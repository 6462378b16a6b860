"""Whether llama.cpp, as the server runs it, gives tokens the probabilities that this framework gives.

    python -m stepwise_training.parity --gguf FILE.gguf --held SHARDS/held.npz --stepwise server/bin/stepwise

Both compute with the file's own weights. Prints, over the tokens of location and fix of the first
held-back examples, the mean and the largest difference of log-probabilities. With --make it writes
the file to compare first: FILE.gguf, in 8 bits, from any other GGUF of the same network.
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
from .batches import batch
from .export import write
from .network import Network
from .pack import LONGEST, load

_ROUNDING = 512  # a batch has room for answers in a sixth of its tokens


def framework(gguf: Path, examples: Sequence[tuple[np.ndarray, np.ndarray]]) -> Iterator[list[float]]:
    """Log-probability of every token that an example asks for."""
    weights = {name: torch.from_numpy(weight) for name, weight in tensors(gguf).items()}
    network = Network(shape(gguf), "cpu", torch.float32, compiled=False)
    for words, marks in examples:
        asked = int(np.count_nonzero(marks))
        made = batch([(words, marks)], max(6 * asked, len(words)) // _ROUNDING * _ROUNDING + _ROUNDING)
        yield network.judged(weights, made)[0][:asked].tolist()


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


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--gguf", type=Path, required=True)
    arguments.add_argument("--make", type=Path, metavar="GGUF", help="write --gguf in 8 bits from this file")
    arguments.add_argument("--held", type=Path, required=True)
    arguments.add_argument("--stepwise", type=Path, required=True)
    arguments.add_argument("--examples", type=int, default=200)
    given = arguments.parse_args()
    if given.make:
        weights = {name: torch.from_numpy(weight) for name, weight in tensors(given.make).items()}
        write(weights, given.make, given.gguf, "q8_0", "stepwise-135m-q8", as_shipped=False)
    examples = [e for e in load(given.held)[0] if len(e[0]) <= LONGEST][: given.examples]
    words = tokenizer(given.gguf)
    texts = [words.decode(e[0].tolist(), skip_special_tokens=False) for e in examples]
    differences: list[float] = []
    cut = 0
    for example, ours, theirs in zip(examples, framework(given.gguf, examples), engine(given.gguf, given.stepwise, texts)):
        if len(theirs) != len(example[0]):
            cut += 1
            continue
        asked = np.flatnonzero(example[1])
        differences += [abs(a - float(theirs[i] or 0)) for a, i in zip(ours, asked)]
    found = np.array(differences)
    print(
        f"{len(examples) - cut} examples, {len(found)} tokens: mean difference {found.mean():.4f}, "
        f"99 % below {np.quantile(found, 0.99):.4f}, largest {found.max():.4f}; {cut} examples tokenised otherwise"
    )


if __name__ == "__main__":
    main()
