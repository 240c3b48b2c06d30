#!/usr/bin/env python3
"""Records convolutions, pools and norms of the ONNX standard for the tests of core/onnx.

    python3 tests/golden/record_onnx_layers.py    (Debian: apt-get install python3-torch)

writes onnx_FAMILY.h beside itself; see onnx_recorder.py. What PyTorch has not, as padding that
differs from side to side, is written out by the formulas of https://onnx.ai/onnx/operators/.
"""

import math

import torch
import torch.nn.functional as F
from onnx_recorder import Family, Input, as_float

# ---- windows --------------------------------------------------------------------------------------


def plane(numbers, fill):
    """Attributes of one or two axes as those of two."""
    return ((fill,) if len(numbers) == 1 else ()) + tuple(numbers)


def pads_of(sizes, kernel, strides, dilations, pads, auto_pad):
    """(before, after) of each axis."""
    if auto_pad == "VALID":
        return [(0, 0)] * len(sizes)
    if auto_pad == "NOTSET":
        return list(zip(pads[:len(sizes)], pads[len(sizes):]))
    result = []
    for size, k, s, d in zip(sizes, kernel, strides, dilations):
        total = max((-(-size // s) - 1) * s + d * (k - 1) + 1 - size, 0)
        half = total // 2
        result.append((half, total - half) if auto_pad == "SAME_UPPER" else (total - half, half))
    return result


class Windows:
    def __init__(self, sizes, kernel_shape, strides=None, dilations=None, pads=None,
                 auto_pad="NOTSET", ceil_mode=0, **_):
        kernel = kernel_shape
        ones, axes = [1] * len(sizes), len(sizes)
        strides, dilations = strides or ones, dilations or ones
        padding = pads_of(sizes, kernel, strides, dilations, pads or [0] * 2 * axes, auto_pad)
        self.more = []  # behind the padding, for windows that are rounded up
        for size, k, s, d, (b, a) in zip(sizes, kernel, strides, dilations, padding):
            room = size + b + a - d * (k - 1) - 1
            windows = (-(-room // s) if ceil_mode else room // s) + 1
            if (windows - 1) * s >= size + b:
                windows -= 1
            self.more.append(max((windows - 1) * s - room, 0))
        self.padding = padding if axes == 2 else [(0, 0)] + padding
        self.more = plane(self.more, 0)
        self.kernel, self.stride = plane(kernel, 1), plane(strides, 1)
        self.dilation = plane(dilations, 1)

    def pad(self, x, value, more=False, beyond=None):
        (top, bottom), (left, right) = self.padding
        x = F.pad(x, (left, right, top, bottom), value=value)
        return F.pad(x, (0, self.more[1], 0, self.more[0]), value=beyond) if more else x


def image(x):
    return x.unsqueeze(2) if x.dim() == 3 else x


def like(y, x):
    return y.squeeze(2) if x.dim() == 3 else y


def conv(group=1, **attributes):
    def compute(x, weight, bias=None):
        w = Windows(x.shape[2:], **dict(attributes, kernel_shape=weight.shape[2:]))
        return like(F.conv2d(w.pad(image(x), 0.0), image(weight), bias, w.stride,
                             dilation=w.dilation, groups=group), x)
    return compute


def convolutions(add):
    x, line = Input((2, 4, 5, 4)), Input((2, 4, 6))
    w, bias = Input((2, 4, 3, 2), 0.5, 0.3), Input((2,), 0.5, 0.9)
    square = Input((2, 4, 3, 3), 0.5, 0.3)
    cases = [
        (x, w, {}), (x, w, dict(pads=[1, 0, 2, 1])), (x, w, dict(strides=[2, 3])),
        (x, square, dict(strides=[2, 2], auto_pad="SAME_UPPER")),
        (x, w, dict(strides=[2, 2], auto_pad="SAME_LOWER")),
        (x, w, dict(auto_pad="SAME_UPPER")), (x, w, dict(auto_pad="VALID")),
        (x, w, dict(dilations=[2, 3], kernel_shape=[3, 2])),
        (x, Input((6, 2, 3, 2), 0.5, 0.3), dict(group=2)),
        (x, Input((4, 1, 3, 2), 0.5, 0.3), dict(group=4, pads=[1, 1, 1, 1])),
        (x, Input((3, 4, 1, 1), 0.5, 0.3), {}),
        (line, Input((3, 4, 3), 0.5, 0.3), dict(pads=[1, 2], strides=[2])),
        (line, Input((4, 2, 2), 0.5, 0.3), dict(dilations=[2], group=2)),
    ]
    for i, (image_in, weight, attributes) in enumerate(cases):
        add(f"conv {i}", "Conv", 22, [image_in, weight], conv(**attributes), **attributes)
    add("conv with bias", "Conv", 11, [x, w, bias], conv())

    def transposed(output_padding=(0, 0), group=1, strides=(1, 1), dilations=(1, 1), cut=None):
        """cut: (top, left, bottom, right) of the whole output."""
        def compute(image_in, weight, b=None):
            y = F.conv_transpose2d(image(image_in), image(weight), b, plane(strides, 1), 0,
                                   plane(output_padding, 0), group, plane(dilations, 1))
            if cut:
                top, left, bottom, right = cut
                y = y[:, :, top:y.shape[2] - bottom, left:y.shape[3] - right]
            return like(y, image_in)
        return compute

    x = Input((1, 4, 3, 2))
    w = Input((4, 2, 3, 3), 0.5, 0.3)
    add("transposed", "ConvTranspose", 22, [x, w], transposed())
    add("transposed with bias", "ConvTranspose", 11, [x, w, bias], transposed())
    add("transposed strides", "ConvTranspose", 22, [x, w], transposed(strides=(3, 2)),
        strides=[3, 2])
    add("transposed pads", "ConvTranspose", 22, [x, w],
        transposed(strides=(3, 2), cut=(1, 2, 0, 1)), strides=[3, 2], pads=[1, 2, 0, 1])
    add("transposed output_padding", "ConvTranspose", 22, [x, w],
        transposed(strides=(3, 2), output_padding=(2, 1)), strides=[3, 2], output_padding=[2, 1])
    add("transposed dilations", "ConvTranspose", 22, [x, w], transposed(dilations=(2, 1)),
        dilations=[2, 1])
    add("transposed groups", "ConvTranspose", 22, [x, w], transposed(group=2), group=2)
    # 9 by 5 without padding.
    add("transposed output_shape", "ConvTranspose", 22, [x, w],
        transposed(strides=(3, 2), cut=(1, 1, 1, 0)), strides=[3, 2], output_shape=[7, 4])
    add("transposed output_shape upper", "ConvTranspose", 22, [x, w],
        transposed(strides=(3, 2), cut=(1, 0, 1, 1)), strides=[3, 2], output_shape=[7, 4],
        auto_pad="SAME_UPPER")
    add("transposed to a larger output_shape", "ConvTranspose", 22, [x, w],
        transposed(strides=(3, 2), output_padding=(1, 1)), strides=[3, 2], output_shape=[10, 6])
    add("transposed same upper", "ConvTranspose", 22, [x, w],
        transposed(strides=(2, 2), cut=(0, 0, 1, 1)), strides=[2, 2], auto_pad="SAME_UPPER")
    add("transposed same lower", "ConvTranspose", 22, [x, w],
        transposed(strides=(2, 2), cut=(1, 1, 0, 0)), strides=[2, 2], auto_pad="SAME_LOWER")
    add("transposed line", "ConvTranspose", 22, [Input((2, 4, 3)), Input((4, 1, 3), 0.5, 0.3)],
        transposed(strides=(2,), output_padding=(1,), group=2), strides=[2], output_padding=[1],
        group=2)


def average(**attributes):
    counted = attributes.get("count_include_pad", 0)
    def compute(x):
        w = Windows(x.shape[2:], **attributes)
        channels = x.shape[1]
        ones = torch.ones(channels, 1, *w.kernel)
        total = lambda v: F.conv2d(v, ones, None, w.stride, 0, w.dilation, channels)
        sums = total(w.pad(image(x), 0.0, True, 0.0))
        counts = total(w.pad(torch.ones_like(image(x)), float(counted), True, 0.0))
        return like(sums / counts, x)
    return compute


def largest(columns_first=False, **attributes):
    def compute(x):
        w = Windows(x.shape[2:], **attributes)
        height, width = image(x).shape[2:]
        low = -math.inf
        places = torch.arange(x.numel(), dtype=torch.float64).reshape(image(x).shape)
        y, at = F.max_pool2d(w.pad(image(x), low, True, low), w.kernel, w.stride, 0, w.dilation,
                             return_indices=True)
        indices = w.pad(places, -1.0, True, -1.0).flatten(2).gather(2, at.flatten(2)).long()
        if columns_first:
            maps, pixels = indices // (height * width), indices % (height * width)
            indices = maps * height * width + pixels % width * height + pixels // width
        return like(y, x), like(indices.reshape(y.shape), x)
    return compute


def pools(add):
    x, line = Input((2, 2, 5, 4)), Input((2, 2, 6))
    cases = [
        (x, dict(kernel_shape=[3, 2])), (x, dict(kernel_shape=[2, 2], strides=[2, 3])),
        (x, dict(kernel_shape=[3, 3], pads=[1, 2, 0, 1])),
        (x, dict(kernel_shape=[3, 3], strides=[2, 2], auto_pad="SAME_UPPER")),
        (x, dict(kernel_shape=[2, 2], auto_pad="SAME_LOWER")),
        (x, dict(kernel_shape=[2, 2], strides=[3, 3], auto_pad="VALID")),
        (x, dict(kernel_shape=[3, 3], strides=[2, 2], ceil_mode=1)),
        (x, dict(kernel_shape=[3, 3], strides=[3, 3], pads=[1, 1, 1, 1], ceil_mode=1)),
        (x, dict(kernel_shape=[2, 2], dilations=[2, 3], ceil_mode=1)),
        (Input((1, 1, 2, 2)), dict(kernel_shape=[1, 1], strides=[2, 2], ceil_mode=1)),
        (line, dict(kernel_shape=[2])), (line, dict(kernel_shape=[3], strides=[2], pads=[1, 0])),
    ]
    for i, (inputs, attributes) in enumerate(cases):
        add(f"average {i}", "AveragePool", 22, [inputs], average(**attributes), **attributes)
        counting = dict(attributes, count_include_pad=1)
        if "pads" in attributes:
            add(f"average counting padding {i}", "AveragePool", 22, [inputs],
                average(**counting), **counting)
        add(f"max {i}", "MaxPool", 22, [inputs], largest(**attributes), **attributes)
    columns = dict(kernel_shape=[2, 2], strides=[2, 2])
    add("max by columns", "MaxPool", 12, [x], largest(True, **columns), storage_order=1, **columns)
    add("max without places", "MaxPool", 12, [x], lambda v: largest(**columns)(v)[0], **columns)
    for name, inputs in (("plane", x), ("line", line)):
        axes = tuple(range(2, len(inputs.dims)))
        add(f"global average of a {name}", "GlobalAveragePool", 22, [inputs],
            lambda v: v.mean(axes, keepdim=True))
        add(f"global max of a {name}", "GlobalMaxPool", 22, [inputs],
            lambda v: v.amax(axes, keepdim=True))


# ---- norms ----------------------------------------------------------------------------------------


def norms(add):
    x = Input((2, 4, 3, 2), 2.0, 0.3, 0.5)
    scale, bias = Input((4,), 1.0, 0.4), Input((4,), 1.0, 1.9)
    mean, var = Input((4,), 0.5, 0.7), Input((4,), 0.4, 0.2, 1.0)
    five = [x, scale, bias, mean, var]
    add("batch", "BatchNormalization", 15, five,
        lambda v, s, b, m, q: F.batch_norm(v, m, q, s, b, False, 0.0, as_float(1e-5)))
    add("batch epsilon", "BatchNormalization", 9, five,
        lambda v, s, b, m, q: F.batch_norm(v, m, q, s, b, False, 0.0, as_float(0.1)), epsilon=0.1)
    add("batch of rows", "BatchNormalization", 15, [Input((5, 4)), *five[1:]],
        lambda v, s, b, m, q: F.batch_norm(v, m, q, s, b, False, 0.0, as_float(1e-5)))

    def trained(momentum=0.9):
        def compute(v, s, b, m, q):
            axes = (0, *range(2, v.dim()))
            keep = as_float(momentum)
            y = F.batch_norm(v, None, None, s, b, True, 0.0, as_float(1e-5))
            return (y, m * keep + v.mean(axes) * (1 - keep),
                    q * keep + v.var(axes, unbiased=False) * (1 - keep))
        return compute

    add("batch in training", "BatchNormalization", 15, five, trained(), training_mode=1)
    add("batch in training, momentum", "BatchNormalization", 14, [Input((3, 4, 5)), *five[1:]],
        trained(0.3), training_mode=1, momentum=0.3)
    add("instance", "InstanceNormalization", 22, five[:3],
        lambda v, s, b: F.instance_norm(v, None, None, s, b, True, 0.0, as_float(1e-5)))
    add("instance epsilon", "InstanceNormalization", 6, [Input((2, 4, 5)), *five[1:3]],
        lambda v, s, b: F.instance_norm(v, None, None, s, b, True, 0.0, as_float(0.01)),
        epsilon=0.01)
    for groups in (1, 2, 4):
        add(f"group {groups}", "GroupNormalization", 21, five[:3],
            lambda v, s, b: F.group_norm(v, groups, s, b, as_float(1e-5)), num_groups=groups)
    two = [Input((2,), 1.0, 0.4), Input((2,), 1.0, 1.9)]
    by_group = lambda v, s, b, e=1e-5: F.group_norm(
        v, 2, s.repeat_interleave(2), b.repeat_interleave(2), as_float(e))
    add("group of opset 18", "GroupNormalization", 18, [x, *two], by_group, num_groups=2)
    add("group epsilon", "GroupNormalization", 18, [x, *two],
        lambda v, s, b: by_group(v, s, b, 0.01), num_groups=2, epsilon=0.01)

    def layer(axis, epsilon=1e-5):
        def compute(v, s, b=None):
            a = axis % v.dim()
            shape, axes = v.shape[a:], tuple(range(a, v.dim()))
            m = v.mean(axes, keepdim=True)
            inverse = 1 / torch.sqrt(v.var(axes, False, keepdim=True) + as_float(epsilon))
            return (F.layer_norm(v, shape, s.expand(shape), None if b is None else b.expand(shape),
                                 as_float(epsilon)), m, inverse)
        return compute

    def rms(axis, epsilon=1e-5):
        def compute(v, s):
            axes = tuple(range(axis % v.dim(), v.dim()))
            return v / torch.sqrt((v * v).mean(axes, keepdim=True) + as_float(epsilon)) * s
        return compute

    for axis in (0, 1, 2, 3, -1, -2, -4):
        shape = x.dims[axis % 4:]
        s, b = Input(shape, 1.0, 0.4), Input(shape, 1.0, 1.9)
        add(f"layer {axis}", "LayerNormalization", 17, [x, s, b], layer(axis), axis=axis)
        add(f"rms {axis}", "RMSNormalization", 23, [x, s], rms(axis), axis=axis)
    last = Input((2,), 1.0, 0.4)
    add("layer by default", "LayerNormalization", 17, [x, last], lambda v, s: layer(-1)(v, s)[0])
    add("layer epsilon", "LayerNormalization", 17, [x, last, last], layer(-1, 0.1), epsilon=0.1)
    add("layer scale of one row", "LayerNormalization", 17, [x, last, last], layer(2), axis=2)
    add("rms by default", "RMSNormalization", 23, [x, last], rms(-1))
    add("rms epsilon", "RMSNormalization", 23, [x, last], rms(-1, 0.1), epsilon=0.1)


FAMILIES = [Family("convolutions", convolutions), Family("pools", pools), Family("norms", norms)]

if __name__ == "__main__":
    for family in FAMILIES:
        family.write()
