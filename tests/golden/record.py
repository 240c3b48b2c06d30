#!/usr/bin/env python3
"""Records runs of an independent framework (PyTorch) for the tests of nn and train.

    python3 tests/golden/record.py    (Debian: apt-get install python3-torch)

writes networks.h and optimizers.h beside itself. Everything is computed in double precision from
numbers that the tests make in the same way: number(i, a, b) = float32(a sin(1.7 i + b)).
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


def header(what):
    return (f"#pragma once\n\n// {what}\n// Written by record.py with PyTorch {torch.__version__};"
            " not to be edited.\n\n#include <vector>\n\nnamespace golden {\n\n")


# ---- a network of 3-5-4-O, six rows ---------------------------------------------------------------

ACTIVATIONS = {
    "linear": lambda x: x,
    "relu": F.relu,
    "leaky_relu": lambda x: F.leaky_relu(x, 0.01),
    "elu": F.elu,
    "gelu": lambda x: F.gelu(x, approximate=GELU),
    "silu": F.silu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "softplus": F.softplus,
    "selu": F.selu,
    "celu": F.celu,
    "softsign": F.softsign,
    "hard-sigmoid": lambda x: torch.clamp(0.2 * x + 0.5, 0, 1),  # ONNX's, not PyTorch's
    "hard-swish": F.hardswish,
    "mish": F.mish,
}
GELU = "none"
ROWS, WIDTHS = 6, [3, 5, 4]


def network(p, x, activation, outputs):
    at = 0
    widths = WIDTHS + [outputs]
    for layer, (i, o) in enumerate(zip(widths, widths[1:])):
        w = p[at:at + i * o].reshape(i, o)
        b = p[at + i * o:at + i * o + o]
        at += i * o + o
        x = x @ w + b
        if layer < 2:
            x = activation(x)
    return x


def parameter_count(outputs):
    widths = WIDTHS + [outputs]
    return sum(i * o + o for i, o in zip(widths, widths[1:]))


def values():
    return numbers(ROWS, 1.5, 0.4)


def class_of(classes):
    return torch.tensor([(5 * r) % classes for r in range(ROWS)])


LOSSES = {
    "mse": (1, lambda y: F.mse_loss(y[:, 0], values())),
    "mae": (1, lambda y: F.l1_loss(y[:, 0], values())),
    "huber": (1, lambda y: F.huber_loss(y[:, 0], values(), delta=0.7)),
    "binary": (1, lambda y: F.binary_cross_entropy_with_logits(y[:, 0], class_of(2).double())),
    "categorical": (4, lambda y: F.cross_entropy(y, class_of(4))),
    "gaussian": (2, lambda y: F.gaussian_nll_loss(y[:, 0], values(), torch.exp(y[:, 1]), eps=0)),
}


def record_network(activation, loss):
    outputs, loss_of = LOSSES[loss]
    p = numbers(parameter_count(outputs), 0.8, 0.3).requires_grad_()
    x = numbers(ROWS * WIDTHS[0], 1.2, 0.1).reshape(ROWS, WIDTHS[0])
    y = network(p, x, ACTIVATIONS[activation], outputs)
    value = loss_of(y)
    value.backward()
    return (f'    {{"{activation}", "{loss}", {value.item():.9g},\n     {text(y.flatten().tolist())},\n'
            f"     {text(p.grad.tolist())}}},\n")


def write_networks():
    out = header("Outputs, loss and gradients of a 3-5-4-O network.")
    out += ("struct NetworkRun {\n  const char* activation;\n  const char* loss;\n  double value;\n"
            "  std::vector<double> outputs;\n  std::vector<double> gradients;\n};\n\n"
            "inline const std::vector<NetworkRun> kNetworks = {\n")
    for activation in ACTIVATIONS:
        out += record_network(activation, "mse")
    for loss in list(LOSSES)[1:]:
        out += record_network("tanh", loss)
    (HERE / "networks.h").write_text(out + "};\n\n}  // namespace golden\n")


# ---- optimizers on a network of 2-2-1: nine parameters, the last of each layer's are biases --------

WEIGHTS = [0, 1, 2, 3, 6, 7]
BIASES = [4, 5, 8]
STEPS = 25

OPTIMIZERS = {
    "sgd": (torch.optim.SGD, dict(lr=0.05)),
    "momentum": (torch.optim.SGD, dict(lr=0.05, momentum=0.9)),
    "nesterov": (torch.optim.SGD, dict(lr=0.05, momentum=0.9, nesterov=True)),
    "rmsprop": (torch.optim.RMSprop, dict(lr=0.05, alpha=0.9, eps=1e-8)),
    "adagrad": (torch.optim.Adagrad, dict(lr=0.05, eps=1e-8)),
    "adam": (torch.optim.Adam, dict(lr=0.05, betas=(0.9, 0.999), eps=1e-8)),
    "adamw": (torch.optim.AdamW, dict(lr=0.05, betas=(0.9, 0.999), eps=1e-8)),
}


def record_optimizer(name):
    kind, options = OPTIMIZERS[name]
    start = numbers(9, 1.0, 0.2)
    weights = start[WEIGHTS].clone().requires_grad_()
    biases = start[BIASES].clone().requires_grad_()
    groups = [dict(params=[weights]), dict(params=[biases])]
    if name == "adamw":
        groups[0]["weight_decay"], groups[1]["weight_decay"] = 0.1, 0.0
    optimizer = kind(groups, **options)
    out = ""
    w = torch.empty(9)
    for step in range(STEPS):
        # A quadratic bowl of another steepness in every direction, shaken a little.
        w[WEIGHTS], w[BIASES] = weights.detach(), biases.detach()
        g = (1 + torch.arange(9)) * (w - numbers(9, 0.5, 1.0)) + numbers(9, 0.1, float(step))
        weights.grad, biases.grad = g[WEIGHTS].clone(), g[BIASES].clone()
        optimizer.step()
    w[WEIGHTS], w[BIASES] = weights.detach(), biases.detach()
    return f'    {{"{name}", {text(w.tolist())}}},\n'


def write_optimizers():
    out = header(f"Parameters after {STEPS} steps of each optimizer.")
    out += ("struct OptimizerRun {\n  const char* name;\n  std::vector<double> parameters;\n};\n\n"
            "inline const std::vector<OptimizerRun> kOptimizers = {\n")
    for name in OPTIMIZERS:
        out += record_optimizer(name)
    (HERE / "optimizers.h").write_text(out + "};\n\n}  // namespace golden\n")


write_networks()
write_optimizers()
