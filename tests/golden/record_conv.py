#!/usr/bin/env python3
"""Records convolutions and poolings of an independent framework (PyTorch) for the tests of ops.

    python3 tests/golden/record_conv.py    (Debian: apt-get install python3-torch)

writes conv.h beside itself. Everything is computed in double precision from numbers that the tests
make in the same way: number(i, a, b) = float32(a sin(1.7 i + b)): x from (1, 0.5), parameters from
(0.7, 0.2), the gradient of y from (1, 3). Images are turned to PyTorch's order of axes and back.
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


def slide(kernel=1, stride=1, dilation=1, before=0, after=0):
    return dict(kernel=kernel, stride=stride, dilation=dilation, before=before, after=after)


def both(a, b, name):
    return (a[name], b[name])


def same_padding(axis, size):
    """As ONNX defines SAME_UPPER."""
    out = -(-size // axis["stride"])
    reach = axis["dilation"] * (axis["kernel"] - 1) + 1
    total = max((out - 1) * axis["stride"] + reach - size, 0)
    return dict(axis, before=total // 2, after=total - total // 2)


def padded(x, y_axis, x_axis, value):
    return F.pad(x, (x_axis["before"], x_axis["after"], y_axis["before"], y_axis["after"]),
                 value=value)


def geometry(y, x):
    return dict(stride=both(y, x, "stride"), dilation=both(y, x, "dilation"))


def conv(image, p, y, x, filters, groups, **_):
    channels = image.shape[1] // groups
    count = y["kernel"] * x["kernel"] * channels * filters
    weight = p[:count].reshape(y["kernel"], x["kernel"], channels, filters).permute(3, 2, 0, 1)
    return F.conv2d(padded(image, y, x, 0.0), weight, p[count:], groups=groups, **geometry(y, x))


def conv_transpose(image, p, y, x, filters, groups, extra, **_):
    channels = image.shape[1]
    shape = (channels, y["kernel"], x["kernel"], filters // groups)
    weight = p[:math.prod(shape)].reshape(shape).permute(0, 3, 1, 2)
    full = F.conv_transpose2d(image, weight, p[math.prod(shape):], groups=groups,
                              **geometry(y, x))
    # Output padding and asymmetric padding are a larger or smaller cut of the whole result.
    out = lambda axis, size, more: ((size - 1) * axis["stride"] - axis["before"] - axis["after"] +
                                    axis["dilation"] * (axis["kernel"] - 1) + more + 1)
    rows, cols = out(y, image.shape[2], extra[0]), out(x, image.shape[3], extra[1])
    if y["before"] == y["after"] and x["before"] == x["after"]:
        result = F.conv_transpose2d(image, weight, p[math.prod(shape):], groups=groups,
                                    padding=both(y, x, "before"), output_padding=extra,
                                    **geometry(y, x))
        assert result.shape[2:] == (rows, cols)
        return result
    assert extra == (0, 0)
    return full[:, :, y["before"]:y["before"] + rows, x["before"]:x["before"] + cols]


def max_pool(image, p, y, x, ceil, **_):
    return F.max_pool2d(padded(image, y, x, -math.inf), both(y, x, "kernel"), ceil_mode=ceil,
                        **geometry(y, x))


def average_pool(image, p, y, x, ceil, include, **_):
    options = dict(stride=both(y, x, "stride"), ceil_mode=ceil, count_include_pad=include)
    if y["before"] == y["after"] and x["before"] == x["after"]:
        return F.avg_pool2d(image, both(y, x, "kernel"), padding=both(y, x, "before"), **options)
    assert not ceil
    options["count_include_pad"] = True
    sums = F.avg_pool2d(padded(image, y, x, 0.0), both(y, x, "kernel"), **options)
    if include:
        return sums
    shares = F.avg_pool2d(padded(torch.ones_like(image), y, x, 0.0), both(y, x, "kernel"),
                          **options)
    return sums / shares


def global_average(image, p, **_):
    return image.mean((2, 3), keepdim=True)


def global_max(image, p, **_):
    return image.amax((2, 3), keepdim=True)


def parameter_count(kind, y, x, channels, filters, groups):
    if kind is conv:
        return y["kernel"] * x["kernel"] * channels // groups * filters + filters
    if kind is conv_transpose:
        return y["kernel"] * x["kernel"] * channels * filters // groups + filters
    return 0


def record(kind, shape, y=slide(), x=slide(), same=False, ceil=False, filters=1, groups=1,
           extra=(0, 0), include=False, rows=2):
    """A case with shape (Y,X,C), or (T,C): then y must be left out."""
    size = (1, *shape) if len(shape) == 2 else shape
    given = (y, x)
    if same:
        y, x = same_padding(y, size[0]), same_padding(x, size[1])
    data = numbers(rows * math.prod(size), 1.0, 0.5).requires_grad_()
    p = numbers(parameter_count(kind, y, x, size[2], filters, groups), 0.7, 0.2).requires_grad_()
    image = data.reshape(rows, *size).permute(0, 3, 1, 2)
    result = kind(image, p, y=y, x=x, ceil=ceil, filters=filters, groups=groups, extra=extra,
                  include=include).permute(0, 2, 3, 1)
    outputs = result.reshape(-1)
    outputs.backward(numbers(len(outputs), 1.0, 3.0))
    words = lambda flag: "true" if flag else "false"
    numbers_of = lambda axis: "{" + ", ".join(str(v) for v in axis.values()) + "}"
    dims = ", ".join(map(str, shape))
    gradient = [] if p.grad is None else p.grad.tolist()
    return (f'    {{"{kind.__name__}", {rows}, {{{dims}}}, {numbers_of(given[0])},'
            f" {numbers_of(given[1])},\n     {words(same)}, {words(ceil)}, {filters}, {groups},"
            f" {{{extra[0]}, {extra[1]}}}, {words(include)}, {{{result.shape[1]},"
            f" {result.shape[2]}}},\n"
            f"     {text(outputs.tolist())},\n     {text(data.grad.tolist())},\n"
            f"     {text(gradient)}}},\n")


CASES = [
    record(conv, (5, 6, 1), slide(3), slide(2), filters=3),
    record(conv, (5, 6, 3), slide(3, 2, 1, 1, 0), slide(2, 1, 1, 0, 2), filters=2),
    record(conv, (7, 6, 2), slide(3, 1, 2, 1, 1), slide(2, 2, 3, 2, 1), filters=4, groups=2),
    record(conv, (5, 4, 3), slide(3, 2), slide(4, 1), same=True, filters=2),
    record(conv, (5, 6, 1), slide(3, 2), slide(3, 1), same=True, filters=2),
    record(conv, (6, 5, 5), slide(3, 2, 1, 1, 1), slide(2, 1, 2, 1, 0), filters=5, groups=5),
    record(conv, (5, 6, 2), slide(2, 3, 2, 1, 1), slide(3, 2, 4, 4, 4), filters=2, groups=2),
    record(conv, (4, 3, 5), filters=3),
    record(conv, (4, 3, 4), filters=6, groups=2),
    record(conv, (5, 4, 2), slide(1, 2), slide(1, 3), filters=3),
    record(conv, (9, 3), x=slide(4, 2, 1, 2, 1), filters=2),
    record(conv, (9, 1), x=slide(3, 1, 2, 4, 0), filters=2),
    record(conv_transpose, (3, 4, 2), slide(3, 2, 1, 1, 1), slide(2, 3), filters=3,
           extra=(1, 2)),
    record(conv_transpose, (3, 4, 4), slide(3, 1, 2, 2, 1), slide(2, 2, 1, 0, 1), filters=2,
           groups=2),
    record(conv_transpose, (3, 2, 3), slide(2, 2), slide(3, 1, 3, 2, 2), filters=3, groups=3,
           extra=(0, 2)),
    record(conv_transpose, (3, 4, 3), slide(3), slide(3), filters=1),
    record(conv_transpose, (5, 3), x=slide(4, 2, 1, 1, 1), filters=2),
    record(max_pool, (4, 6, 2), slide(2, 2), slide(2, 2)),
    record(max_pool, (5, 7, 3), slide(3, 2, 1, 1, 1), slide(2, 2, 1, 1, 0)),
    record(max_pool, (6, 7, 1), slide(2, 1, 2), slide(3, 2, 2, 1, 1)),
    record(max_pool, (5, 6, 2), slide(2, 2), slide(3, 2), ceil=True),
    record(max_pool, (5, 4, 1), slide(3, 2), slide(2, 1), same=True),
    record(max_pool, (9, 2), x=slide(3, 2)),
    record(average_pool, (4, 6, 2), slide(2, 2), slide(3, 3)),
    record(average_pool, (5, 6, 3), slide(3, 2, 1, 1, 1), slide(2, 2, 1, 1, 1), include=True),
    record(average_pool, (5, 6, 3), slide(3, 2, 1, 1, 1), slide(2, 2, 1, 1, 1)),
    record(average_pool, (5, 6, 1), slide(2, 2, 1, 1, 0), slide(3, 1, 1, 0, 2), include=True),
    record(average_pool, (5, 6, 1), slide(2, 2, 1, 1, 0), slide(3, 1, 1, 0, 2)),
    record(average_pool, (6, 6, 1), slide(3, 2, 1, 1, 1), slide(3, 2), ceil=True, include=True),
    record(average_pool, (6, 6, 1), slide(3, 2, 1, 1, 1), slide(3, 2), ceil=True),
    record(average_pool, (5, 4, 1), slide(3, 2), slide(2, 1), same=True),
    record(average_pool, (9, 2), x=slide(4, 3)),
    record(global_average, (3, 4, 5)),
    record(global_average, (7, 3)),
    record(global_max, (3, 4, 5)),
    record(global_max, (7, 3)),
]

HEADER = f"""#pragma once

// Outputs and gradients of convolutions and poolings.
// Written by record_conv.py with PyTorch {torch.__version__}; not to be edited.

#include <vector>

namespace golden {{

struct ConvRun {{
  const char* op;
  int rows;
  std::vector<int> input;                 // (Y,X,C) or (T,C)
  int y[5], x[5];                         // kernel, stride, dilation, before, after
  bool same, ceil;
  int filters, groups;
  int output_padding[2];
  bool count_include_pad;
  int windows[2];                         // rows and columns of the output
  std::vector<double> outputs;            // channels last
  std::vector<double> input_gradient;     // channels last
  std::vector<double> gradient;           // weight rows in the op's order, then bias
}};

inline const std::vector<ConvRun> kConv = {{
"""

(HERE / "conv.h").write_text(HEADER + "".join(CASES) + "};\n\n}  // namespace golden\n")
