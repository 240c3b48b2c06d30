"""Writes nodes of the ONNX standard and what PyTorch computes for them as C++, onnx_FAMILY.h.

Everything is computed in double precision from numbers that the tests make in the same way:
float32(a sin(1.7 i + b)) + c.
"""

import math
import pathlib
import struct
import sys

import torch

HERE = pathlib.Path(__file__).parent
torch.set_default_dtype(torch.float64)


def as_float(v):
    return struct.unpack("f", struct.pack("f", v))[0]


class Input:
    """float32(a sin(1.7 i + b)) + c"""

    def __init__(self, dims, a=1.0, b=0.1, c=0.0):
        self.dims, self.a, self.b, self.c = tuple(dims), a, b, as_float(c)

    def tensor(self):
        count = math.prod(self.dims)
        numbers = [as_float(as_float(self.a * math.sin(1.7 * i + self.b)) + self.c)
                   for i in range(count)]
        return torch.tensor(numbers).reshape(self.dims)

    def text(self):
        return f"input({ints(self.dims)}, {self.a!r}, {self.b!r}, {self.c!r}f)"


class Whole:
    def __init__(self, values, kind="kInt64", dims=None):
        self.values, self.kind = values, kind
        self.dims = (len(values),) if dims is None else dims

    def tensor(self):
        return torch.tensor(self.values).reshape(self.dims)

    def text(self):
        return f"whole(OnnxType::{self.kind}, {ints(self.dims)}, {ints(self.values)})"


def ints(values):
    return "{" + ", ".join(str(int(v)) for v in values) + "}"


def tensor_text(t):
    if t is None:
        return "none()"
    if t.dtype == torch.bool:
        return f"whole(OnnxType::kBool, {ints(t.shape)}, {ints(t.flatten().tolist())})"
    if t.dtype == torch.int64:
        return f"whole(OnnxType::kInt64, {ints(t.shape)}, {ints(t.flatten().tolist())})"
    numbers = ", ".join(f"{v:.9g}f" if "." in f"{v:.9g}" or "e" in f"{v:.9g}" else f"{v:.9g}"
                        for v in t.flatten().tolist())
    return f"values({ints(t.shape)}, {{{numbers}}})"


def attribute_text(name, value):
    if isinstance(value, float):
        return f'real("{name}", {value!r}f)'
    if isinstance(value, int):
        return f'integer("{name}", {value})'
    if isinstance(value, str):
        return f'text("{name}", "{value}")'
    if isinstance(value[0], str):
        return f'texts("{name}", {{' + ", ".join(f'"{v}"' for v in value) + "})"
    return f'integers("{name}", {ints(value)})'


class Family:
    def __init__(self, name, cases):
        self.name, self.cases = name, cases
        self.text = ""

    def add(self, name, op, opset, inputs, compute, **attributes):
        """compute(tensors...) gives an output or a tuple of them."""
        tensors = [None if i is None else i.tensor() for i in inputs]
        outputs = compute(*tensors)
        outputs = outputs if isinstance(outputs, tuple) else (outputs,)
        join = lambda parts: "{" + ",\n      ".join(parts) + "}"
        self.text += (f'    {{"{name}", "{op}", {opset},\n     '
                      + join(attribute_text(*a) for a in attributes.items()) + ",\n     "
                      + join("none()" if i is None else i.text() for i in inputs) + ",\n     "
                      + join(tensor_text(t) for t in outputs) + "},\n")

    def write(self):
        self.cases(self.add)
        (HERE / f"onnx_{self.name}.h").write_text(
            f"#pragma once\n\n// Nodes of the ONNX standard.\n// Written by {pathlib.Path(sys.argv[0]).name} with "
            f"PyTorch {torch.__version__}; not to be edited.\n\n#include \"onnx_case.h\"\n\n"
            f"// clang-format off\nnamespace golden {{\n\n"
            f"inline const std::vector<NodeCase> kOnnx{self.name.capitalize()} = {{\n"
            + self.text + "};\n\n}  // namespace golden\n")
