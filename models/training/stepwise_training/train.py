"""Step 4: trains all weights, or a LoRA adapter, on the shards as they come.

    python -m stepwise_training.train --shards SHARDS --base BASE.gguf --out OUT --seconds 1250
    torchrun --nproc-per-node 4 -m stepwise_training.train ...        # several GPUs of one host

Loss on location and fix only. The cosine schedule ends at --tokens or --seconds, whichever is
first. For the last part of the run the network computes with the weights as they will be after
4-bit rounding, while the optimiser keeps the exact ones, so that shipping in 4 bits costs nothing.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import time
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist

from .base import shape, tensors
from .batches import Batch, stream
from .evaluate import by_kind, evaluate
from .network import Network
from .pack import load
from .quantise import rounded

_WARM_UP, _FLOOR, _DECAY, _CLIP = 80, 0.03, 0.05, 1.0


class Weights:
    """Exact 32-bit weights for the optimiser, and the ones the network computes with."""

    def __init__(self, base: dict[str, np.ndarray], device: str, dtype: torch.dtype, rank: int) -> None:
        self.rank = rank
        self._frozen: dict[str, torch.Tensor] = {}
        start = {name: torch.tensor(weight, device=device) for name, weight in base.items()}
        if rank:
            generator = torch.Generator(device="cpu").manual_seed(5)
            self._frozen = {name: weight.to(dtype) for name, weight in start.items()}
            start = {}
            for name, weight in base.items():
                if weight.ndim == 2 and name != "token_embd.weight":
                    a = torch.randn(rank, weight.shape[1], generator=generator) / math.sqrt(weight.shape[1])
                    start[name + ".lora_a"] = a.to(device)
                    start[name + ".lora_b"] = torch.zeros(weight.shape[0], rank, device=device)
        self.names = sorted(start)
        self.exact = [torch.nn.Parameter(start[name].float().contiguous()) for name in self.names]
        self.used = [exact.detach().to(dtype).requires_grad_(True) for exact in self.exact]
        self.in_four_bits = False

    def network(self) -> dict[str, torch.Tensor]:
        """All weights under the names that the network asks for."""
        named = dict(zip(self.names, self.used))
        if not self.rank:
            return named
        merged = dict(self._frozen)
        for name in self.names:
            if name.endswith(".lora_a"):
                plain = name.removesuffix(".lora_a")
                merged[plain] = self._frozen[plain] + named[plain + ".lora_b"] @ named[name]
        return merged

    @torch.no_grad()
    def refresh(self) -> None:
        """Copies what the optimiser made to what the network uses."""
        if self.in_four_bits and not self.rank:
            for name, used, exact in zip(self.names, self.used, self.exact):
                used.copy_(rounded(name, exact))
        else:
            torch._foreach_copy_(self.used, self.exact)

    def save(self, path: Path) -> None:
        """All exact weights, to a file that export reads."""
        torch.save({name: exact.detach().cpu() for name, exact in zip(self.names, self.exact)}, path.with_suffix(".tmp"))
        os.replace(path.with_suffix(".tmp"), path)


def say(*parts: object) -> None:
    print(time.strftime("%H:%M:%S"), *parts, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shards", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--quixbugs", type=Path, help="examples that quixbugs.py made")
    parser.add_argument("--batch", type=int, default=49152, help="tokens a step, over all GPUs")
    parser.add_argument("--rate", type=float, default=8e-4)
    parser.add_argument("--tokens", type=float, default=1e12)
    parser.add_argument("--seconds", type=float, default=1e12)
    parser.add_argument("--four-bits-from", type=float, default=0.85, help="part of the run; 1 for never")
    parser.add_argument("--lora", type=int, default=0, help="rank of the adapter, taught the delimiters of template.KNOWN; 0 trains all weights")
    parser.add_argument("--held", type=int, default=2500)
    given = parser.parse_args()
    ranks, rank = int(os.environ.get("WORLD_SIZE", "1")), int(os.environ.get("LOCAL_RANK", "0"))
    cuda = torch.cuda.is_available()
    device, dtype = (f"cuda:{rank}", torch.bfloat16) if cuda else ("cpu", torch.float32)
    if cuda:
        torch.cuda.set_device(rank)
    if ranks > 1:
        dist.init_process_group("nccl" if cuda else "gloo")
    torch.manual_seed(1)
    given.out.mkdir(parents=True, exist_ok=True)
    weights = Weights(tensors(given.base), device, dtype, given.lora)
    network = Network(shape(given.base), device, dtype, compiled=cuda)
    matrices = [p for p in weights.exact if p.ndim == 2]
    vectors = [p for p in weights.exact if p.ndim == 1]
    groups = [{"params": matrices, "weight_decay": _DECAY}, {"params": vectors, "weight_decay": 0.0}]
    optimiser = torch.optim.AdamW(groups, lr=given.rate, betas=(0.9, 0.95), eps=1e-8, fused=cuda)
    share, known = given.batch // ranks, given.lora > 0
    while not (given.shards / "held.npz").exists():
        time.sleep(0.5)
    held, kinds = load(given.shards / "held.npz", known)
    held, kinds = held[: given.held], kinds[: given.held]
    others = {name: given.shards / f"{name}.npz" for name in ("told", "untold")}
    others |= {"quixbugs": given.quixbugs} if given.quixbugs else {}
    also = {name: load(path, known)[0][: given.held] for name, path in others.items() if path.exists()}
    curve: list[dict[str, object]] = []

    def judge(tokens: int, seconds: float) -> None:
        if rank:
            return
        with torch.no_grad():
            used = weights.network()
            figures, rows = evaluate(network, used, held, share, device)
            row: dict[str, object] = {"tokens": tokens, "seconds": round(seconds), "held": figures}
            for name, examples in also.items():
                row[name] = evaluate(network, used, examples, share, device)[0]
        curve.append(row)
        say("JUDGED", json.dumps(row))
        (given.out / "curve.json").write_text(json.dumps(curve, indent=1))
        (given.out / "kinds.json").write_text(json.dumps(by_kind(kinds, rows), indent=1))

    say("weights", len(weights.names), "trained numbers", sum(p.numel() for p in weights.exact), "ranks", ranks, "held", len(held))
    judge(0, 0)
    began = last = time.time()
    paused = tokens = since = step = 0.0
    next_judged, summed = 20e6, torch.zeros((), device=device)
    for made, real in stream(given.shards, share, cuda, rank, ranks, known):
        part = max(tokens / given.tokens, (time.time() - began) / given.seconds)
        if ranks > 1:
            agreed = torch.tensor([part], device=device)
            dist.broadcast(agreed, 0)
            part = float(agreed)
        if part >= 1:
            break
        if part >= given.four_bits_from and not weights.in_four_bits:
            weights.in_four_bits = True
            weights.refresh()
            say("computing in 4 bits from step", int(step))
        rate = given.rate * min(1, (step + 1) / _WARM_UP) * (_FLOOR + (1 - _FLOOR) * (1 + math.cos(math.pi * part)) / 2)
        for group in optimiser.param_groups:
            group["lr"] = rate
        batch = Batch(*(t.to(device, non_blocking=True) for t in made))
        loss = network.loss(weights.network(), batch)
        loss.backward()
        # In one piece: hundreds of small messages and kernels cost more than the sums themselves.
        flat = torch.cat([used.grad.reshape(-1) for used in weights.used]).float()
        if ranks > 1:
            dist.all_reduce(flat, op=dist.ReduceOp.SUM)
            flat /= ranks
        norm = flat.norm()
        flat *= torch.clamp(_CLIP / (norm + 1e-6), max=1.0)
        for exact, used, grad in zip(weights.exact, weights.used, flat.split([e.numel() for e in weights.exact])):
            exact.grad, used.grad = grad.view_as(exact), None
        optimiser.step()
        weights.refresh()
        summed += loss.detach()
        step, tokens, since = step + 1, tokens + real * ranks, since + real * ranks
        if step in (1, 5, 20) or step % 100 == 0:
            count = {1: 1, 5: 4, 20: 15, 100: 80}.get(int(step), 100)
            mean, now = float(summed) / count, time.time()
            memory = torch.cuda.max_memory_allocated() / 2**30 if cuda else 0
            if not rank:
                say(f"step {int(step)} loss {mean:.4f} rate {rate:.2e} norm {float(norm):.2f} tokens {tokens / 1e6:.1f}M "
                    f"{since / (now - last - paused):.0f}/s part {part:.3f} memory {memory:.1f}")  # fmt: skip
            summed.zero_()
            last, since, paused = now, 0.0, 0.0
        if tokens >= next_judged:
            next_judged = tokens + max(20e6, tokens / 6)
            pause = time.time()
            judge(int(tokens), pause - began)
            if not rank:
                weights.save(given.out / "weights.pt")
            paused += time.time() - pause
    say("trained: steps", int(step), "tokens", int(tokens), "seconds", round(time.time() - began))
    weights.in_four_bits = False
    weights.refresh()
    judge(int(tokens), time.time() - began)
    if not given.lora:
        weights.in_four_bits = True
        weights.refresh()
        judge(int(tokens), time.time() - began)
    if not rank:
        weights.save(given.out / "weights.pt")
        (given.out / "finished").touch()
    say("finished")


if __name__ == "__main__":
    main()
