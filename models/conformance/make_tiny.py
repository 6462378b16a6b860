#!/usr/bin/env python3
"""Writes a tiny GGUF with random weights for each architecture of the catalogue.

usage: make_tiny.py FOLDER [ARCHITECTURE ...]

The name llama-adapter makes a LoRA adapter for the model llama; behind these two, llama-merged makes
the model that both are together.

The models say nothing sensible; they have every tensor and key that llama.cpp asks for, in sizes of
some hundred kilobytes, so that the engine can be tested on architectures whose real weights are
too large. Needs the PyPI package gguf (requirements.txt).
"""

import sys
from pathlib import Path

import gguf
import numpy as np

EMBD, HEADS, HEAD, FF, LAYERS, CONTEXT = 64, 2, 32, 96, 2, 1024
EXPERTS, USED, EXPERT_FF = 4, 2, 32
CONTROL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"]


class Tiny:
    """One model: its keys, then its tensors, whose extents are given as ggml writes them."""

    def __init__(self, folder, name, arch, seed):
        self.arch = arch
        self.deltas = {}
        self.random = np.random.default_rng(seed)
        self.writer = gguf.GGUFWriter(str(folder / f"{name}.gguf"), arch)
        self.writer.add_name(f"tiny random {name}")

    def keys(self, **values):
        for key, value in values.items():
            full = f"{self.arch}.{key.replace('__', '.')}"
            if isinstance(value, list):
                self.writer.add_array(full, value)
            elif isinstance(value, float):
                self.writer.add_float32(full, value)
            else:
                self.writer.add_uint32(full, value)

    def usual_keys(self, kv_heads=HEADS, **more):
        self.keys(
            block_count=LAYERS,
            context_length=CONTEXT,
            embedding_length=EMBD,
            feed_forward_length=FF,
            attention__head_count=HEADS,
            attention__head_count_kv=kv_heads,
            attention__layer_norm_rms_epsilon=1e-5,
            rope__freq_base=10000.0,
            **more,
        )

    def tensor(self, name, *extents, scale=0.2):
        values = self.random.normal(0, scale, tuple(reversed(extents))).astype(np.float32)
        self.writer.add_tensor(name, values + self.deltas.get(name, np.float32(0)))

    def norm(self, name, *extents):
        values = 1 + self.random.normal(0, 0.05, tuple(reversed(extents))).astype(np.float32)
        self.writer.add_tensor(name, values)

    def byte_pairs(self):
        """A byte-level vocabulary with one merge."""
        letters = bytes_to_letters()
        tokens = [letters[b] for b in range(256)] + ["\u0120t"] + CONTROL
        types = [gguf.TokenType.NORMAL] * 257 + [gguf.TokenType.CONTROL] * len(CONTROL)
        self.writer.add_tokenizer_model("gpt2")
        self.writer.add_tokenizer_pre("default")
        self.writer.add_token_list(tokens)
        self.writer.add_token_types(types)
        self.writer.add_token_merges(["\u0120 t"])
        self.writer.add_bos_token_id(257)
        self.writer.add_eos_token_id(259)
        self.writer.add_add_bos_token(False)
        self.embedding(len(tokens))

    def sentence_piece(self, space_prefix):
        """A vocabulary of single bytes and letters, as Llama 2 and Gemma have larger ones."""
        tokens = ["<unk>", "<s>", "</s>"] + [f"<0x{b:02X}>" for b in range(256)]
        types = [gguf.TokenType.UNKNOWN] + [gguf.TokenType.CONTROL] * 2 + [gguf.TokenType.BYTE] * 256
        letters = ["\u2581"] + [chr(c) for c in range(33, 127)]
        tokens += letters
        types += [gguf.TokenType.NORMAL] * len(letters)
        self.writer.add_tokenizer_model("llama")
        self.writer.add_token_list(tokens)
        self.writer.add_token_scores([-float(i) for i in range(len(tokens))])
        self.writer.add_token_types(types)
        self.writer.add_bos_token_id(1)
        self.writer.add_eos_token_id(2)
        self.writer.add_add_bos_token(True)
        self.writer.add_add_space_prefix(space_prefix)
        self.embedding(len(tokens))

    def embedding(self, size):
        self.tensor("token_embd.weight", EMBD, size, scale=0.5)
        self.tensor("output.weight", EMBD, size, scale=0.3)
        if self.arch == "lfm2":
            self.norm("token_embd_norm.weight", EMBD)
        else:
            self.norm("output_norm.weight", EMBD)

    def attention(self, i, queries=HEADS * HEAD, kv=HEADS * HEAD, out=HEADS * HEAD, norms=False):
        self.tensor(f"blk.{i}.attn_q.weight", EMBD, queries)
        self.tensor(f"blk.{i}.attn_k.weight", EMBD, kv)
        self.tensor(f"blk.{i}.attn_v.weight", EMBD, kv)
        self.tensor(f"blk.{i}.attn_output.weight", out, EMBD)
        if norms:
            self.norm(f"blk.{i}.attn_q_norm.weight", HEAD)
            self.norm(f"blk.{i}.attn_k_norm.weight", HEAD)

    def feed_forward(self, i, size=FF, suffix=""):
        self.tensor(f"blk.{i}.ffn_gate{suffix}.weight", EMBD, size)
        self.tensor(f"blk.{i}.ffn_up{suffix}.weight", EMBD, size)
        self.tensor(f"blk.{i}.ffn_down{suffix}.weight", size, EMBD)

    def experts(self, i):
        self.tensor(f"blk.{i}.ffn_gate_inp.weight", EMBD, EXPERTS)
        self.tensor(f"blk.{i}.ffn_gate_exps.weight", EMBD, EXPERT_FF, EXPERTS)
        self.tensor(f"blk.{i}.ffn_up_exps.weight", EMBD, EXPERT_FF, EXPERTS)
        self.tensor(f"blk.{i}.ffn_down_exps.weight", EXPERT_FF, EMBD, EXPERTS)

    def norms(self, *names):
        for i in range(LAYERS):
            for name in names:
                self.norm(f"blk.{i}.{name}.weight", EMBD)

    def close(self):
        self.writer.write_header_to_file()
        self.writer.write_kv_data_to_file()
        self.writer.write_tensors_to_file()
        self.writer.close()


def bytes_to_letters():
    """GPT-2's way to write every byte as a printable letter."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters = {b: chr(b) for b in printable}
    for b in range(256):
        letters.setdefault(b, chr(256 + len(letters) - len(printable)))
    return letters


def plain(tiny, norms=False):
    tiny.norms("attn_norm", "ffn_norm")
    for i in range(LAYERS):
        tiny.attention(i, norms=norms)
        tiny.feed_forward(i)


def llama(tiny):
    tiny.usual_keys(rope__dimension_count=HEAD)
    tiny.byte_pairs()
    plain(tiny)


def llama_spm(tiny):
    tiny.usual_keys(rope__dimension_count=HEAD)
    tiny.sentence_piece(space_prefix=True)
    plain(tiny)


def qwen2(tiny):
    tiny.usual_keys()
    tiny.byte_pairs()
    plain(tiny)
    for i in range(LAYERS):
        for name in ("q", "k", "v"):
            tiny.tensor(f"blk.{i}.attn_{name}.bias", HEADS * HEAD)


def qwen3(tiny):
    tiny.usual_keys(attention__key_length=HEAD, attention__value_length=HEAD)
    tiny.byte_pairs()
    plain(tiny, norms=True)


def qwen3moe(tiny):
    tiny.usual_keys(
        expert_count=EXPERTS,
        expert_used_count=USED,
        expert_feed_forward_length=EXPERT_FF,
        attention__key_length=HEAD,
        attention__value_length=HEAD,
    )
    tiny.byte_pairs()
    tiny.norms("attn_norm", "ffn_norm")
    for i in range(LAYERS):
        tiny.attention(i, norms=True)
        tiny.experts(i)


def qwen3next(tiny):
    state, groups, rank = 32, 2, 2
    keys, values = state * groups, state * rank
    tiny.usual_keys(
        expert_count=EXPERTS,
        expert_used_count=USED,
        expert_feed_forward_length=EXPERT_FF,
        expert_shared_feed_forward_length=EXPERT_FF,
        attention__key_length=HEAD,
        attention__value_length=HEAD,
        rope__dimension_count=HEAD // 2,
        full_attention_interval=2,
        ssm__conv_kernel=4,
        ssm__inner_size=values,
        ssm__state_size=state,
        ssm__time_step_rank=rank,
        ssm__group_count=groups,
    )
    tiny.byte_pairs()
    tiny.norms("attn_norm", "post_attention_norm")
    for i in range(LAYERS):
        if i % 2:
            tiny.attention(i, queries=2 * HEADS * HEAD, norms=True)
        else:
            tiny.tensor(f"blk.{i}.attn_qkv.weight", EMBD, 2 * keys + values)
            tiny.tensor(f"blk.{i}.attn_gate.weight", EMBD, values)
            tiny.tensor(f"blk.{i}.ssm_conv1d.weight", 4, 2 * keys + values)
            tiny.tensor(f"blk.{i}.ssm_dt.bias", rank)
            negative(tiny, f"blk.{i}.ssm_a", rank)
            tiny.tensor(f"blk.{i}.ssm_ba.weight", EMBD, 2 * rank)
            tiny.norm(f"blk.{i}.ssm_norm.weight", state)
            tiny.tensor(f"blk.{i}.ssm_out.weight", values, EMBD)
        tiny.experts(i)
        tiny.tensor(f"blk.{i}.ffn_gate_inp_shexp.weight", EMBD)
        tiny.feed_forward(i, EXPERT_FF, "_shexp")


def gemma3(tiny):
    tiny.usual_keys(
        attention__key_length=HEAD,
        attention__value_length=HEAD,
        attention__sliding_window=64,
        attention__sliding_window_pattern=2,
    )
    tiny.sentence_piece(space_prefix=False)
    plain(tiny, norms=True)
    tiny.norms("post_attention_norm", "post_ffw_norm")


def granite(tiny):
    tiny.usual_keys(
        rope__dimension_count=HEAD,
        attention__scale=0.1,
        embedding_scale=2.0,
        residual_scale=0.5,
        logit_scale=2.0,
    )
    tiny.byte_pairs()
    plain(tiny)


def granitehybrid(tiny):
    inner, state, ssm_heads, groups = 2 * EMBD, 16, 4, 1
    tiny.usual_keys(
        kv_heads=[HEADS, 0],
        rope__dimension_count=HEAD,
        ssm__conv_kernel=4,
        ssm__inner_size=inner,
        ssm__state_size=state,
        ssm__time_step_rank=ssm_heads,
        ssm__group_count=groups,
    )
    tiny.byte_pairs()
    tiny.norms("attn_norm", "ffn_norm")
    tiny.attention(0)
    conv = inner + 2 * groups * state
    tiny.tensor("blk.1.ssm_in.weight", EMBD, inner + conv + ssm_heads)
    tiny.tensor("blk.1.ssm_conv1d.weight", 4, conv)
    tiny.tensor("blk.1.ssm_conv1d.bias", conv)
    tiny.tensor("blk.1.ssm_dt.bias", ssm_heads)
    negative(tiny, "blk.1.ssm_a", 1, ssm_heads)
    tiny.tensor("blk.1.ssm_d", 1, ssm_heads)
    tiny.norm("blk.1.ssm_norm.weight", inner // groups, groups)
    tiny.tensor("blk.1.ssm_out.weight", inner, EMBD)
    for i in range(LAYERS):
        tiny.feed_forward(i)


def negative(tiny, name, *extents):
    values = -np.abs(tiny.random.normal(0, 0.5, tuple(reversed(extents)))).astype(np.float32)
    tiny.writer.add_tensor(name, values)


def lfm2(tiny):
    tiny.usual_keys(kv_heads=[HEADS, 0], shortconv__l_cache=3)
    tiny.byte_pairs()
    tiny.norms("attn_norm", "ffn_norm")
    tiny.attention(0, norms=True)
    tiny.tensor("blk.1.shortconv.conv.weight", 3, EMBD)
    tiny.tensor("blk.1.shortconv.in_proj.weight", EMBD, 3 * EMBD)
    tiny.tensor("blk.1.shortconv.out_proj.weight", EMBD, EMBD)
    for i in range(LAYERS):
        tiny.feed_forward(i)


def mixed_experts(tiny):
    """The first layer dense, the second with experts and one that is shared."""
    tiny.norms("attn_norm", "ffn_norm")
    tiny.feed_forward(0)
    tiny.experts(1)
    tiny.feed_forward(1, EXPERT_FF, "_shexp")


EXPERT_KEYS = {
    "leading_dense_block_count": 1,
    "expert_count": EXPERTS,
    "expert_used_count": USED,
    "expert_feed_forward_length": EXPERT_FF,
    "expert_shared_count": 1,
    "expert_weights_scale": 1.0,
}


def deepseek(tiny):
    tiny.usual_keys(rope__dimension_count=HEAD, **EXPERT_KEYS)
    tiny.byte_pairs()
    mixed_experts(tiny)
    for i in range(LAYERS):
        tiny.attention(i)


def deepseek2(tiny):
    latent, rope, plain_part, value, query = 32, 16, 32, 32, 32
    tiny.usual_keys(
        kv_heads=1,
        rope__dimension_count=rope,
        attention__key_length=latent + rope,
        attention__value_length=latent,
        attention__key_length_mla=plain_part + rope,
        attention__value_length_mla=value,
        attention__q_lora_rank=query,
        attention__kv_lora_rank=latent,
        **EXPERT_KEYS,
    )
    tiny.byte_pairs()
    mixed_experts(tiny)
    for i in range(LAYERS):
        tiny.tensor(f"blk.{i}.attn_q_a.weight", EMBD, query)
        tiny.norm(f"blk.{i}.attn_q_a_norm.weight", query)
        tiny.tensor(f"blk.{i}.attn_q_b.weight", query, HEADS * (plain_part + rope))
        tiny.tensor(f"blk.{i}.attn_kv_a_mqa.weight", EMBD, latent + rope)
        tiny.norm(f"blk.{i}.attn_kv_a_norm.weight", latent)
        tiny.tensor(f"blk.{i}.attn_k_b.weight", plain_part, latent, HEADS)
        tiny.tensor(f"blk.{i}.attn_v_b.weight", latent, value, HEADS)
        tiny.tensor(f"blk.{i}.attn_output.weight", HEADS * value, EMBD)


RANK, ALPHA = 4, 8.0


def lora(seed):
    """Random low-rank changes of the model llama: each weight's name to its matrices a and b."""
    random = np.random.default_rng(seed)
    changes = {}
    for i in range(LAYERS):
        for name, inputs, outputs in (
            ("attn_q", EMBD, HEADS * HEAD),
            ("attn_v", EMBD, HEADS * HEAD),
            ("ffn_down", FF, EMBD),
        ):
            changes[f"blk.{i}.{name}.weight"] = tuple(
                random.normal(0, 0.2, shape).astype(np.float32)
                for shape in ((RANK, inputs), (outputs, RANK))
            )
    return changes


def adapter(folder, seed):
    """A random LoRA for the model llama, as convert_lora_to_gguf.py of llama.cpp writes them."""
    writer = gguf.GGUFWriter(str(folder / "llama-adapter.gguf"), "llama")
    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", ALPHA)
    writer.add_name("tiny random adapter")
    for name, (a, b) in lora(seed).items():
        writer.add_tensor(f"{name}.lora_a", a)
        writer.add_tensor(f"{name}.lora_b", b)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def merged(folder, seed):
    """The model of the seed two before with the adapter of the seed one before added to it."""
    tiny = Tiny(folder, "llama-merged", "llama", seed - 2)
    tiny.deltas = {name: ALPHA / RANK * (b @ a) for name, (a, b) in lora(seed - 1).items()}
    llama(tiny)
    tiny.close()


MODELS = {
    "llama": (llama, "llama"),
    "llama-spm": (llama_spm, "llama"),
    "qwen2": (qwen2, "qwen2"),
    "qwen3": (qwen3, "qwen3"),
    "qwen3moe": (qwen3moe, "qwen3moe"),
    "qwen3next": (qwen3next, "qwen3next"),
    "gemma3": (gemma3, "gemma3"),
    "granite": (granite, "granite"),
    "granitehybrid": (granitehybrid, "granitehybrid"),
    "lfm2": (lfm2, "lfm2"),
    "deepseek": (deepseek, "deepseek"),
    "deepseek2": (deepseek2, "deepseek2"),
}


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for seed, name in enumerate(sys.argv[2:] or MODELS):
        if name == "llama-adapter":
            adapter(folder, seed)
            continue
        if name == "llama-merged":
            merged(folder, seed)
            continue
        build, arch = MODELS[name]
        tiny = Tiny(folder, name, arch, seed)
        build(tiny)
        tiny.close()
        print(folder / f"{name}.gguf")


if __name__ == "__main__":
    main()
