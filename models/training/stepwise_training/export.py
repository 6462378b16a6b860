"""Step 6: a GGUF file, or a LoRA adapter as GGUF, from trained weights.

    python -m stepwise_training.export --weights OUT/weights.pt --base BASE.gguf --out FILE.gguf
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from gguf import GGMLQuantizationType, GGUFReader, GGUFValueType, GGUFWriter, LlamaFileType
from gguf.quants import quantize

from .base import permuted, shape
from .quantise import rounded

_TYPES = {"q4_0": GGMLQuantizationType.Q4_0, "q4_1": GGMLQuantizationType.Q4_1, "q8_0": GGMLQuantizationType.Q8_0}
_OURS = {"stepwise.template", "general.architecture", "general.name", "general.file_type", "general.finetune", "general.basename"}
TEMPLATE = "repair-2"


def _metadata(writer: GGUFWriter, base: Path, name: str) -> None:
    writer.add_name(name)
    writer.add_string("general.basename", "stepwise")
    writer.add_string("general.finetune", "repair")
    writer.add_string("stepwise.template", TEMPLATE)
    for key, field in GGUFReader(base).fields.items():
        if key.startswith("GGUF.") or key in _OURS:
            continue
        kind = field.types[0]
        sub = field.types[-1] if kind == GGUFValueType.ARRAY else None
        writer.add_key_value(key, field.contents(), kind, sub_type=sub)


def write(weights: dict[str, torch.Tensor], base: Path, out: Path, kind: str, name: str, as_shipped: bool) -> None:
    """Writes all weights; `as_shipped` rounds to 4 bits first, whatever the file's own type."""
    sizes = shape(base)
    writer = GGUFWriter(out, sizes.architecture)
    _metadata(writer, base, name)
    writer.add_file_type({"q4_0": LlamaFileType.MOSTLY_Q4_0, "q4_1": LlamaFileType.MOSTLY_Q4_1}.get(kind, LlamaFileType.MOSTLY_Q8_0))
    for tensor in GGUFReader(base).tensors:
        weight = weights[tensor.name].float()
        matrix = (rounded(tensor.name, weight) if as_shipped else weight).numpy()
        heads = sizes.permuted_by(tensor.name)
        matrix = np.ascontiguousarray(permuted(matrix, heads) if heads else matrix)
        if matrix.ndim < 2:
            writer.add_tensor(tensor.name, matrix)
            continue
        of = GGMLQuantizationType.Q8_0 if tensor.name == "token_embd.weight" else _TYPES[kind]
        writer.add_tensor(tensor.name, quantize(matrix, of), raw_dtype=of)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def write_adapter(weights: dict[str, torch.Tensor], base: Path, rank: int, out: Path, name: str) -> None:
    """Writes low-rank pairs for llama.cpp; 16-bit. No server asks with the delimiters of template.KNOWN: none is shipped."""
    sizes = shape(base)
    writer = GGUFWriter(out, sizes.architecture)
    writer.add_name(name)
    writer.add_string("general.type", "adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", float(rank))
    writer.add_string("stepwise.template", TEMPLATE + "-known")
    writer.add_string("general.license", "apache-2.0" if sizes.architecture == "llama" else "gemma")
    for key, weight in weights.items():
        matrix = weight.float().numpy()
        plain, side = key.rsplit(".", 1)
        heads = sizes.permuted_by(plain)
        if side == "lora_b" and heads:
            matrix = permuted(matrix, heads)
        writer.add_tensor(f"{plain}.{side}", np.ascontiguousarray(matrix).astype(np.float16))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--weights", type=Path, required=True)
    arguments.add_argument("--base", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--type", choices=sorted(_TYPES), default="q4_0")
    arguments.add_argument("--name", default="stepwise-135m")
    arguments.add_argument("--as-shipped", action="store_true", help="round to 4 bits first, to compare engines")
    given = arguments.parse_args()
    weights = torch.load(given.weights, map_location="cpu")
    ranks = [w.shape[0] for key, w in weights.items() if key.endswith("lora_a")]
    if ranks:
        write_adapter(weights, given.base, ranks[0], given.out, given.name)
    else:
        write(weights, given.base, given.out, given.type, given.name, given.as_shipped)
    print(given.out, given.out.stat().st_size)


if __name__ == "__main__":
    main()
