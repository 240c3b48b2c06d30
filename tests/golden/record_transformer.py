#!/usr/bin/env python3
"""Records transformer blocks of an independent framework (PyTorch) for the tests of networks.

    python3 tests/golden/record_transformer.py    (Debian: apt-get install python3-torch)

writes transformer.h beside itself. A network of one block, (T,D) -> (T,D), and the output layer,
(T D) -> 1 by flattening; a decoder block attends to a dense layer of the input, (T,D) -> (T,D).
Loss 1/2 mean of the squared output over the rows. Double precision;
number(i, a, b) = float32(a sin(1.7 i + b)) as in numbers.h.
"""

import math
import pathlib
import struct

import torch

HERE = pathlib.Path(__file__).parent
torch.set_default_dtype(torch.float64)
B, T, D, F, HEADS = 3, 4, 6, 10, 2


def numbers(count, a, b):
    as_float = lambda v: struct.unpack("f", struct.pack("f", v))[0]
    return torch.tensor([as_float(a * math.sin(1.7 * i + b)) for i in range(count)])


def text(values):
    return "{" + ", ".join(f"{v:.9g}" for v in values.detach().flatten().tolist()) + "}"


def block(p, before, causal):
    """Copies parameters in our order into PyTorch's layer; returns it and where gradients lie."""
    layer = torch.nn.TransformerEncoderLayer(D, HEADS, F, dropout=0.0, activation="gelu",
                                             batch_first=True, norm_first=before)
    norm = lambda i: [(getattr(layer, f"norm{i}").weight, False), (getattr(layer, f"norm{i}").bias, False)]
    attention = [(layer.self_attn.in_proj_weight, True), (layer.self_attn.in_proj_bias, False),
                 (layer.self_attn.out_proj.weight, True), (layer.self_attn.out_proj.bias, False)]
    dense = [(layer.linear1.weight, True), (layer.linear1.bias, False),
             (layer.linear2.weight, True), (layer.linear2.bias, False)]
    if before:
        order = norm(1) + attention + norm(2) + dense
    else:
        order = attention + norm(1) + dense + norm(2)
    at = 0
    with torch.no_grad():
        for tensor, transposed in order:
            part = p[at:at + tensor.numel()]
            tensor.copy_(part.reshape(tensor.shape[::-1]).T if transposed else part.reshape(tensor.shape))
            at += tensor.numel()
    return layer, order, at


def run(before, causal):
    probe, order, count = block(numbers(10000, 1, 0), before, causal)
    total = count + T * D + 1
    p = numbers(total, 0.6, 0.3)
    layer, order, _ = block(p, before, causal)
    out = p[count:].clone().requires_grad_()
    x = numbers(B * T * D, 1.2, 0.1).reshape(B, T, D)
    mask = torch.triu(torch.full((T, T), float("-inf")), 1) if causal else None
    y = layer(x, src_mask=mask)
    result = y.flatten(1) @ out[:-1] + out[-1]
    (0.5 * (result * result).mean()).backward()
    gradients = [t.grad.T.flatten() if transposed else t.grad.flatten() for t, transposed in order]
    gradients.append(out.grad)
    name = ("before" if before else "after") + (" causal" if causal else "")
    return f'    {{"{name}",\n     {text(result)},\n     {text(torch.cat(gradients))}}},\n'


def decoder(p, before):
    """A decoder block and the dense layer that it attends to, as `block`."""
    memory = torch.nn.Linear(D, D)
    layer = torch.nn.TransformerDecoderLayer(D, HEADS, F, dropout=0.0, activation="gelu",
                                             batch_first=True, norm_first=before)
    norm = lambda i: [(getattr(layer, f"norm{i}").weight, False), (getattr(layer, f"norm{i}").bias, False)]
    own = [(layer.self_attn.in_proj_weight, True), (layer.self_attn.in_proj_bias, False),
           (layer.self_attn.out_proj.weight, True), (layer.self_attn.out_proj.bias, False)]
    # Ours lie as one for the query and one for key and value, which torch has in one.
    cross = layer.multihead_attn
    across = [(cross.in_proj_weight[:D], True), (cross.in_proj_bias[:D], False),
              (cross.in_proj_weight[D:], True), (cross.in_proj_bias[D:], False),
              (cross.out_proj.weight, True), (cross.out_proj.bias, False)]
    dense = [(layer.linear1.weight, True), (layer.linear1.bias, False),
             (layer.linear2.weight, True), (layer.linear2.bias, False)]
    order = [(memory.weight, True), (memory.bias, False)]
    if before:
        order += norm(1) + own + norm(2) + across + norm(3) + dense
    else:
        order += own + norm(1) + across + norm(2) + dense + norm(3)
    at = 0
    with torch.no_grad():
        for tensor, transposed in order:
            part = p[at:at + tensor.numel()]
            tensor.copy_(part.reshape(tensor.shape[::-1]).T if transposed else part.reshape(tensor.shape))
            at += tensor.numel()
    return memory, layer, order, at


def run_decoder(before):
    count = decoder(numbers(10000, 1, 0), before)[3]
    p = numbers(count + T * D + 1, 0.6, 0.3)
    memory, layer, order, _ = decoder(p, before)
    out = p[count:].clone().requires_grad_()
    x = numbers(B * T * D, 1.2, 0.1).reshape(B, T, D)
    future = torch.triu(torch.full((T, T), float("-inf")), 1)
    y = layer(x, memory(x), tgt_mask=future)
    result = y.flatten(1) @ out[:-1] + out[-1]
    (0.5 * (result * result).mean()).backward()
    cross = layer.multihead_attn
    parts = {"weight": cross.in_proj_weight.grad, "bias": cross.in_proj_bias.grad}
    gradients = []
    for t, transposed in order:
        grad = t.grad
        if grad is None:  # a part of torch's one
            whole = parts["weight" if transposed else "bias"]
            grad = whole[:D] if t.shape[0] == D else whole[D:]
        gradients.append(grad.T.flatten() if transposed else grad.flatten())
    gradients.append(out.grad)
    name = "decoder " + ("before" if before else "after")
    return f'    {{"{name}",\n     {text(result)},\n     {text(torch.cat(gradients))}}},\n'


body = "".join(run(before, causal) for before in (True, False) for causal in (False, True))
decoders = "".join(run_decoder(before) for before in (True, False))
(HERE / "transformer.h").write_text(f"""#pragma once

// Outputs and gradients of networks of one transformer block.
// Written by record_transformer.py with PyTorch {torch.__version__}; not to be edited.

#include <vector>

namespace golden {{

struct TransformerRun {{
  const char* name;
  std::vector<double> outputs;
  std::vector<double> gradients;
}};

inline const std::vector<TransformerRun> kTransformers = {{
{body}}};

/// Decoder blocks, which attend to a dense layer of the input.
inline const std::vector<TransformerRun> kDecoders = {{
{decoders}}};

}}  // namespace golden
""")
