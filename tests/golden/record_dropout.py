#!/usr/bin/env python3
"""Records dropout kinds of an independent framework (PyTorch) for the tests of ops.

    python3 tests/golden/record_dropout.py    (Debian: apt-get install python3-torch)

writes dropout.h beside itself. Computed in double precision from numbers that the tests make in the
same way: number(i, a, b) = float32(a sin(1.7 i + b)). PyTorch draws masks of its own, so its
functions are run until each element was kept once and dropped once: what comes out of either is
recorded, and the tests choose by Hunch's mask. It has no DropConnect: that is its linear function of
weights under the mask that Hunch draws for the tests' key (MASK), differentiated by its autograd.
"""

import math
import pathlib
import struct

import torch
import torch.nn.functional as F

HERE = pathlib.Path(__file__).parent
torch.set_default_dtype(torch.float64)
RATE = 0.3


def numbers(count, a, b):
    as_float = lambda v: struct.unpack("f", struct.pack("f", v))[0]
    return torch.tensor([as_float(a * math.sin(1.7 * i + b)) for i in range(count)])


def text(values):
    return "{" + ", ".join(f"{v:.9g}" for v in values.flatten().tolist()) + "}"


# ---- element by element: outputs where kept, their slope, outputs where dropped -----------------

def record(name, shape, function):
    x = numbers(math.prod(shape), 1.5, 0.3).reshape(shape)
    kept, slope, dropped = (torch.full(shape, math.nan) for _ in range(3))
    for seed in range(200):
        torch.manual_seed(seed)
        leaf = x.clone().requires_grad_()
        y = function(leaf)
        y.sum().backward()
        alive = leaf.grad != 0
        kept[alive], slope[alive] = y.detach()[alive], leaf.grad[alive]
        dropped[~alive] = y.detach()[~alive]
    assert not torch.cat([kept, slope, dropped]).isnan().any()
    return f'    {{"{name}",\n     {text(kept)},\n     {text(slope)},\n     {text(dropped)}}},\n'


def channels_last(function):
    return lambda x: function(x.movedim(-1, 1), RATE, True).movedim(1, -1)


kinds = [
    record("dropout", [3, 8], lambda x: F.dropout(x, RATE, True)),
    record("spatial_dropout series", [3, 4, 2], channels_last(F.dropout1d)),
    record("spatial_dropout image", [3, 2, 2, 2], channels_last(F.dropout2d)),
    record("alpha_dropout", [3, 8], lambda x: F.alpha_dropout(x, RATE, True)),
]

# ---- DropConnect ------------------------------------------------------------------------------------

B, D, H = 3, 4, 5
MASK = "101111111011101010101101110101001010111111110110110111111100"  # (B,D,H), 1 = kept


def drop_connect(name, rows):
    mask = torch.tensor([float(bit) for bit in MASK]).reshape(B, D, H)
    x = numbers(B * D, 1.2, 0.4).reshape(B, D).requires_grad_()
    p = numbers(D * H + H, 0.8, 0.2).requires_grad_()
    weight = p[:D * H].reshape(D, H)
    y = torch.stack([F.linear(x[r], (mask[rows[r]] * weight / (1 - RATE)).T, p[D * H:]) for r in range(B)])
    (y * numbers(B * H, 1, 2.1).reshape(B, H)).sum().backward()
    return f'    {{"{name}",\n     {text(y.detach())},\n     {text(x.grad)},\n     {text(p.grad)}}},\n'


connects = [drop_connect("per row", [0, 1, 2]), drop_connect("per pass", [0, 0, 0])]

out = (f"#pragma once\n\n// Dropout kinds at rate {RATE}.\n// Written by record_dropout.py with PyTorch "
       f"{torch.__version__}; not to be edited.\n\n#include <string>\n#include <vector>\n\nnamespace golden {{\n\n"
       "struct DropoutRun {\n  const char* name;\n  std::vector<double> kept, slope, dropped;\n};\n\n"
       "inline const std::vector<DropoutRun> kDropoutRuns = {\n" + "".join(kinds) + "};\n\n"
       "struct DropConnectRun {\n  const char* name;\n  std::vector<double> y, dx, dparameters;\n};\n\n"
       f'inline const std::string kDropConnectMask = "{MASK}";\n'
       "inline const std::vector<DropConnectRun> kDropConnectRuns = {\n" + "".join(connects) + "};\n\n"
       "}  // namespace golden\n")
(HERE / "dropout.h").write_text(out)
