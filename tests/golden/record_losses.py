#!/usr/bin/env python3
"""Records losses over classes of an independent framework (PyTorch) for the tests of ops.

    python3 tests/golden/record_losses.py    (Debian: apt-get install python3-torch)

writes losses.h beside itself. Everything is computed in double precision from numbers that the tests
make in the same way: number(i, a, b) = float32(a sin(1.7 i + b)). What PyTorch 1.13 has no function
for (focal losses) is written out and differentiated by its autograd.
"""

import math
import pathlib
import struct

import torch
import torch.nn.functional as F

HERE = pathlib.Path(__file__).parent
torch.set_default_dtype(torch.float64)
ROWS, CLASSES = 6, 4
WEIGHTS = torch.tensor([0.5, 2.0, 1.25, 0.25])
STEPS = torch.tensor([2, 0, -1, -1, 1, 3, 3, 0, 2, -1, -1, -1])  # of three sequences; -1: not counted


def numbers(count, a, b):
    as_float = lambda v: struct.unpack("f", struct.pack("f", v))[0]
    return torch.tensor([as_float(a * math.sin(1.7 * i + b)) for i in range(count)])


def text(values):
    return "{" + ", ".join(f"{v:.9g}" for v in values) + "}"


def class_of(classes):
    return torch.tensor([(5 * r) % classes for r in range(ROWS)])


def entropy(y, **options):
    return F.cross_entropy(y, class_of(CLASSES), reduction="none", **options)


def step_entropy(y, **options):
    return F.cross_entropy(y, STEPS, ignore_index=-1, reduction="none", **options).sum() / (STEPS >= 0).sum()


def smoothed_binary(y):
    return F.binary_cross_entropy_with_logits(y[:, 0], class_of(2) * 0.8 + 0.1)


def weighted_binary(y):
    return F.binary_cross_entropy_with_logits(y[:, 0], class_of(2).double(), weight=WEIGHTS[class_of(2)])


def labels(y):
    there = torch.tensor([float(i % 3 == 0) for i in range(ROWS * CLASSES)]).reshape(ROWS, CLASSES)
    return F.binary_cross_entropy_with_logits(y, there, reduction="sum") / ROWS


def binary_focal(y):
    right = torch.where(class_of(2) == 1, y[:, 0], -y[:, 0])
    return -((1 - torch.sigmoid(right)) ** 1.5 * F.logsigmoid(right)).mean()


def focal(y, target, gamma):
    log_p = F.log_softmax(y, -1)[torch.arange(len(target)), target]
    return -(1 - log_p.exp()) ** gamma * log_p


def step_focal(y):
    counted = STEPS >= 0
    return focal(y[counted], STEPS[counted], 0.7).mean()


def kl_divergence(y):
    target = torch.softmax(numbers(ROWS * CLASSES, 1.5, 0.4).reshape(ROWS, CLASSES), -1)
    return F.kl_div(F.log_softmax(y, -1), target, reduction="batchmean")


def label_divergence(y):
    target = F.one_hot(class_of(CLASSES), CLASSES) * 0.9 + 0.1 / CLASSES
    return F.kl_div(F.log_softmax(y, -1), target, reduction="batchmean")


def step_divergence(y):
    counted = STEPS >= 0
    target = F.one_hot(STEPS[counted], CLASSES) * 0.8 + 0.2 / CLASSES
    return F.kl_div(F.log_softmax(y[counted], -1), target, reduction="batchmean")


def shares(y):
    ink = torch.sigmoid(numbers(ROWS, 3, 0.4))
    ink[0], ink[1] = 0, 1
    return F.binary_cross_entropy_with_logits(y[:, 0], ink)


LOSSES = {
    "smoothed": (ROWS, CLASSES, lambda y: entropy(y, label_smoothing=0.1).mean()),
    "smoothed binary": (ROWS, 1, smoothed_binary),
    "smoothed steps": (12, CLASSES, lambda y: step_entropy(y, label_smoothing=0.2)),
    "weighted": (ROWS, CLASSES, lambda y: entropy(y, weight=WEIGHTS).mean()),
    "weighted binary": (ROWS, 1, weighted_binary),
    "weighted steps": (12, CLASSES, lambda y: step_entropy(y, weight=WEIGHTS)),
    "weighted smoothed": (ROWS, CLASSES,
                          lambda y: (WEIGHTS[class_of(CLASSES)] * entropy(y, label_smoothing=0.1)).mean()),
    "weighted focal": (ROWS, CLASSES,
                       lambda y: (WEIGHTS[class_of(CLASSES)] * focal(y, class_of(CLASSES), 2)).mean()),
    "binary focal": (ROWS, 1, binary_focal),
    "categorical focal": (ROWS, CLASSES, lambda y: focal(y, class_of(CLASSES), 2).mean()),
    "focal steps": (12, CLASSES, step_focal),
    "kl divergence": (ROWS, CLASSES, kl_divergence),
    "several labels": (ROWS, CLASSES, labels),
    "label divergence": (ROWS, CLASSES, label_divergence),
    "step divergence": (12, CLASSES, step_divergence),
    "shares": (ROWS, 1, shares),
}


def losses():
    for name, (answers, logits, loss) in LOSSES.items():
        y = numbers(answers * logits, 2.0, 0.3).reshape(answers, logits).requires_grad_()
        value = loss(y)
        value.backward()
        yield f'    {{"{name}", {value.item():.9g},\n     {text(y.grad.flatten().tolist())}}},\n'


out = (f"#pragma once\n\n// Losses with their gradients.\n// Written by record_losses.py with "
       f"PyTorch {torch.__version__}; not to be edited.\n\n#include <vector>\n\nnamespace golden {{\n\n"
       "struct LossRun {\n  const char* name;\n  double value;\n  std::vector<double> dy;\n};\n\n"
       "inline const std::vector<LossRun> kLossRuns = {\n" + "".join(losses()) + "};\n\n"
       "}  // namespace golden\n")
(HERE / "losses.h").write_text(out)
