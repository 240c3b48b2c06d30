#!/usr/bin/env python3
"""Records operators of the ONNX standard without windows or states for the tests of core/onnx.

    python3 tests/golden/record_onnx.py    (Debian: apt-get install python3-torch)

writes onnx_FAMILY.h beside itself; see onnx_recorder.py.
"""

import math

import torch
import torch.nn.functional as F
from onnx_recorder import Family, Input, Whole, as_float


# ---- activations ----------------------------------------------------------------------------------


def activations(add):
    x = Input((2, 3, 5), 3.0, 0.2)
    plain = {"Softsign": F.softsign, "HardSwish": F.hardswish, "Mish": F.mish, "Selu": F.selu,
             "Celu": F.celu, "HardSigmoid": lambda v: torch.clamp(0.2 * v + 0.5, 0, 1),
             "Relu": F.relu, "Sigmoid": torch.sigmoid, "Tanh": torch.tanh, "Softplus": F.softplus,
             "Elu": F.elu, "LeakyRelu": lambda v: F.leaky_relu(v, 0.01), "Gelu": F.gelu}
    opsets = {"Softsign": 22, "HardSwish": 22, "Mish": 22, "Selu": 22, "Celu": 12,
              "HardSigmoid": 22, "Relu": 14, "Sigmoid": 13, "Tanh": 13, "Softplus": 22, "Elu": 22, "LeakyRelu": 16,
              "Gelu": 20}
    for op, function in plain.items():
        add(op.lower(), op, opsets[op], [x], function)
    for alpha in (0.1, 1.0, -0.5, 2.0):
        add(f"leakyrelu alpha {alpha}", "LeakyRelu", 16, [x],
            lambda v: F.leaky_relu(v, as_float(alpha)), alpha=alpha)
        add(f"elu alpha {alpha}", "Elu", 22, [x], lambda v: F.elu(v, as_float(alpha)), alpha=alpha)
    elu = lambda v: torch.exp(torch.clamp(v, max=0)) - 1
    for alpha, gamma in ((2.0, 3.0), (1.5, 0.5)):
        add(f"selu {alpha} {gamma}", "Selu", 6, [x],
            lambda v: gamma * torch.where(v > 0, v, alpha * elu(v)), alpha=alpha, gamma=gamma)
        add(f"celu {alpha}", "Celu", 12, [x], lambda v: F.celu(v, alpha), alpha=alpha)
        add(f"hardsigmoid {alpha} {gamma}", "HardSigmoid", 6, [x],
            lambda v: torch.clamp(alpha * v + gamma, 0, 1), alpha=alpha, beta=gamma)
    for dims in ((2, 3, 5), (5,), (3, 1), (1,), (2, 1, 1), ()):
        add(f"prelu {dims}", "PRelu", 16, [x, Input(dims, 1.0, 0.4)],
            lambda v, s: torch.where(v > 0, v, s * v))
    add("elu of opset 6", "Elu", 6, [x], lambda v: F.elu(v, 2.0), alpha=2.0)
    add("gelu none", "Gelu", 20, [x], F.gelu, approximate="none")
    add("gelu tanh", "Gelu", 20, [x], lambda v: F.gelu(v, approximate="tanh"), approximate="tanh")
    add("a number", "Tanh", 13, [Input(())], torch.tanh)
    add("nothing", "Relu", 14, [Input((2, 0))], F.relu)
    add("swish", "Swish", 24, [x], F.silu)


# ---- matrices -------------------------------------------------------------------------------------


def matrices(add):
    a, b = Input((4, 5), 1.0, 0.1), Input((5, 3), 1.0, 0.5)
    at, bt = Input((5, 4), 1.0, 0.1), Input((3, 5), 1.0, 0.5)

    def gemm(alpha=1.0, beta=1.0, ta=0, tb=0):
        def compute(x, y, c=None):
            out = as_float(alpha) * ((x.T if ta else x) @ (y.T if tb else y))
            return out if c is None else out + as_float(beta) * c
        return compute

    add("gemm", "Gemm", 13, [a, b], gemm())
    for dims in ((), (1,), (3,), (1, 3), (4, 1), (1, 1), (4, 3)):
        c = Input(dims, 0.7, 0.9)
        add(f"gemm bias {dims}", "Gemm", 13, [a, b, c], gemm())
        add(f"gemm all {dims}", "Gemm", 11, [at, bt, c], gemm(0.25, 0.35, 1, 1),
            alpha=0.25, beta=0.35, transA=1, transB=1)
    c = Input((3,), 0.7, 0.9)
    add("gemm alpha", "Gemm", 13, [a, b, c], gemm(alpha=0.5), alpha=0.5)
    add("gemm beta", "Gemm", 9, [a, b, c], gemm(beta=0.5), beta=0.5)
    add("gemm beta 0", "Gemm", 13, [a, b, c], gemm(beta=0.0), beta=0.0)
    add("gemm transA", "Gemm", 13, [at, b, c], gemm(ta=1), transA=1)
    add("gemm transB", "Gemm", 13, [a, bt, c], gemm(tb=1), transB=1)
    for left, right in (((3, 4), (4, 2)), ((2, 3, 4), (2, 4, 3)), ((2, 1, 3, 4), (3, 4, 2)),
                        ((4,), (4,)), ((4,), (2, 4, 3)), ((2, 3, 4), (4,)), ((1, 2, 4), (3, 4, 2)),
                        ((2, 1, 2, 4), (1, 3, 4, 2)), ((3, 1), (1, 2)), ((0, 4), (4, 2)),
                        ((2, 0), (0, 3))):
        add(f"matmul {left} {right}", "MatMul", 13, [Input(left, 1.0, 0.3), Input(right, 1.0, 0.8)],
            torch.matmul)


# ---- elementwise ----------------------------------------------------------------------------------


def elementwise(add):
    pairs = (((2, 3, 4), (2, 3, 4)), ((2, 3, 4), (4,)), ((4,), (2, 3, 4)), ((2, 3, 4), ()),
             ((2, 1, 4), (3, 1)), ((1,), (2, 2)), ((0, 3), (3,)))
    for left, right in pairs:
        inputs = [Input(left, 1.0, 0.3), Input(right, 1.5, 0.8)]
        add(f"add {left} {right}", "Add", 14, inputs, torch.add)
        add(f"mul {left} {right}", "Mul", 14, inputs, torch.mul)
    x = Input((2, 3), 1.0, 0.3)
    ones = lambda v: (v, torch.ones(v.shape, dtype=torch.bool))
    add("dropout", "Dropout", 22, [x], lambda v: v)
    add("dropout with its mask", "Dropout", 22, [x], ones, seed=3)
    add("dropout by ratio", "Dropout", 13, [x, Input((), 0.0, 0.0, 0.25)], lambda v, r: ones(v))
    add("dropout in training with ratio 0", "Dropout", 13,
        [x, Input((), 0.0, 0.0, 0.0), Whole([1], "kBool", ())], lambda v, r, t: ones(v))
    add("dropout not in training", "Dropout", 12,
        [x, Input((), 0.0, 0.0, 0.5), Whole([0], "kBool", ())], lambda v, r, t: ones(v))
    add("dropout of opset 11", "Dropout", 11, [x], ones, ratio=0.2)
    add("dropout of opset 7", "Dropout", 7, [x], lambda v: v, ratio=0.2)


# ---- shapes and softmax ---------------------------------------------------------------------------


def shapes(add):
    x = Input((2, 3, 2, 2))
    for axis in range(-4, 5):
        a = axis if axis >= 0 else axis + 4
        rows = math.prod(x.dims[:a])
        add(f"flatten {axis}", "Flatten", 13, [x], lambda v: v.reshape(rows, -1), axis=axis)
    add("flatten", "Flatten", 1, [x], lambda v: v.reshape(2, 12))
    for shape, result in (((4, 6), (4, 6)), ((2, -1), (2, 12)), ((0, 6, 2), (2, 6, 2)),
                          ((0, 0, -1), (2, 3, 4)), ((-1,), (24,)), ((1, 1, 24, 1),) * 2):
        add(f"reshape {shape}", "Reshape", 14, [x, Whole(shape)], lambda v, s: v.reshape(result))
    add("reshape to a number", "Reshape", 5, [Input((1, 1)), Whole([])], lambda v, s: v.reshape(()))
    add("reshape with zeros", "Reshape", 14, [Input((0, 3, 4)), Whole((3, 4, 0))],
        lambda v, s: v.reshape(3, 4, 0), allowzero=1)
    add("transpose", "Transpose", 13, [x], lambda v: v.permute(3, 2, 1, 0))
    for perm in ((0, 2, 3, 1), (3, 0, 1, 2), (1, 0, 3, 2), (0, 1, 2, 3)):
        add(f"transpose {perm}", "Transpose", 1, [x], lambda v: v.permute(perm), perm=perm)
    for axis in (0, 1, 2, -1, -3):
        dims = [2, 3, 4]
        dims[axis] = 2
        add(f"concat {axis}", "Concat", 13, [Input((2, 3, 4)), Input(dims, 1.0, 0.9)],
            lambda *v: torch.cat(v, axis), axis=axis)
    add("concat of three", "Concat", 4, [Input((2,)), Input((1,), 2.0), Input((3,), 3.0)],
        lambda *v: torch.cat(v), axis=0)
    add("concat of one", "Concat", 13, [Input((2, 2))], lambda v: v, axis=1)


def softmax(add):
    x = Input((2, 3, 5), 4.0, 0.3)
    for op, function in (("Softmax", torch.softmax), ("LogSoftmax", torch.log_softmax)):
        add(op, op, 13, [x], lambda v: function(v, -1))
        for axis in (0, 1, 2, -1, -3):
            add(f"{op} {axis}", op, 13, [x], lambda v: function(v, axis), axis=axis)
        large = Input((2, 4), 10000.0, 0.5)
        add(f"{op} of large numbers", op, 13, [large], lambda v: function(v, -1))
        add(f"{op} of large numbers near each other", op, 13, [Input((2, 4), 2.0, 0.5, 10000.0)],
            lambda v: function(v, -1))
        old = lambda v, rows: function(v.reshape(rows, -1), -1).reshape(v.shape)
        add(f"{op} of opset 1", op, 1, [x], lambda v: old(v, 2))
        for axis in (0, 1, 2, -1):
            rows = math.prod(x.dims[:axis])
            add(f"{op} of opset 11, {axis}", op, 11, [x], lambda v: old(v, rows), axis=axis)
        add(f"{op} of one", op, 13, [Input((3, 1))], lambda v: function(v, -1))


FAMILIES = [Family("activations", activations), Family("matrices", matrices),
            Family("elementwise", elementwise), Family("shapes", shapes),
            Family("softmax", softmax)]

if __name__ == "__main__":
    for family in FAMILIES:
        family.write()
