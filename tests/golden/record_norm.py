#!/usr/bin/env python3
"""Records normalizing ops, softmaxes and prelu of an independent framework (PyTorch).

    python3 tests/golden/record_norm.py    (Debian: apt-get install python3-torch)

writes norm.h beside itself. Everything is computed in double precision from numbers that the tests
make in the same way: number(i, a, b) = float32(a sin(1.7 i + b)). Channels come last, as in Hunch.
What PyTorch 1.13 has no function for (rms norm) is written out and differentiated by its autograd.
"""

import math
import pathlib
import struct

import torch
import torch.nn.functional as F

HERE = pathlib.Path(__file__).parent
torch.set_default_dtype(torch.float64)


def numbers(count, a, b):
    as_float = lambda v: struct.unpack("f", struct.pack("f", v))[0]
    return torch.tensor([as_float(a * math.sin(1.7 * i + b)) for i in range(count)])


def text(values):
    return "{" + ", ".join(f"{v:.9g}" for v in values) + "}"


# ---- ops: y, and gradients of sum(y dy) ------------------------------------------------------------

def record_op(name, shape, op, parameters=0, states=()):
    x = numbers(math.prod(shape), 1.2, 0.1).reshape(shape).requires_grad_()
    p = numbers(parameters, 0.8, 0.3).requires_grad_()
    y = op(x, p)
    dy = numbers(y.numel(), 1.0, 0.7).reshape(y.shape)
    (y * dy).sum().backward()
    after = torch.cat(list(states)) if states else torch.empty(0)
    slopes = p.grad if parameters else torch.empty(0)
    lists = [y.detach().flatten(), x.grad.flatten(), slopes, after]
    return f'    {{"{name}",\n' + ",\n".join("     " + text(v.tolist()) for v in lists) + "},\n"


def channels_first(x):
    return x.movedim(-1, 1)


def channels_last(x):
    return x.movedim(1, -1)


def layer_norm(x, p):
    d = x.shape[-1]
    return F.layer_norm(x, [d], p[:d], p[d:], 1e-5)


def rms_norm(x, p):
    return p * x / torch.sqrt((x * x).mean(-1, keepdim=True) + 1e-5)


def group_norm(groups):
    def op(x, p):
        c = x.shape[-1]
        return channels_last(F.group_norm(channels_first(x), groups, p[:c], p[c:], 1e-5))
    return op


def record_batch_norm(name, shape, train):
    c = shape[-1]
    mean = numbers(c, 0.5, 0.9)
    variance = numbers(c, 0.9, 2.0) ** 2 + 0.5

    def op(x, p):
        y = F.batch_norm(channels_first(x), mean, variance, p[:c], p[c:], train, 0.1, 1e-5)
        return channels_last(y)
    return record_op(name, shape, op, 2 * c, [mean, variance])


def prelu(x, p):
    return channels_last(F.prelu(channels_first(x), p))


def ops():
    yield record_op("layer_norm", [3, 7], layer_norm, 14)
    yield record_op("layer_norm_steps", [2, 3, 5], layer_norm, 10)
    yield record_op("rms_norm", [2, 3, 5], rms_norm, 5)
    yield record_op("group_norm_1", [2, 3, 2, 4], group_norm(1), 8)
    yield record_op("group_norm_2", [2, 3, 2, 4], group_norm(2), 8)
    yield record_op("group_norm_4", [2, 3, 2, 4], group_norm(4), 8)
    yield record_op("group_norm_vector", [3, 8], group_norm(2), 16)
    yield record_batch_norm("batch_norm_train", [5, 3], True)
    yield record_batch_norm("batch_norm_infer", [5, 3], False)
    yield record_batch_norm("batch_norm_image_train", [2, 3, 2, 4], True)
    yield record_op("prelu", [2, 3, 4], prelu, 4)
    yield record_op("softmax", [2, 3, 5], lambda x, p: torch.softmax(x, -1))
    yield record_op("log_softmax", [2, 3, 5], lambda x, p: torch.log_softmax(x, -1))


out = (f"#pragma once\n\n// Ops with their gradients.\n// Written by record_norm.py with "
       f"PyTorch {torch.__version__}; not to be edited.\n\n#include <vector>\n\nnamespace golden {{\n\n"
       "struct NormRun {\n  const char* name;\n  std::vector<double> outputs, dx, dparameters, states;\n"
       "};\n\ninline const std::vector<NormRun> kNormRuns = {\n" + "".join(ops()) + "};\n\n"
       "}  // namespace golden\n")
(HERE / "norm.h").write_text(out)
