#!/usr/bin/env python3
"""Records runs of an independent framework (PyTorch) for the tests of ops over sequences.

    python3 tests/golden/record_seq.py    (Debian: apt-get install python3-torch)

writes seq.h beside itself. Computed in double precision from numbers that the tests make in the
same way: number(i, a, b) = float32(a sin(1.7 i + b)). Every run's loss is sum(y * dy) with
dy = numbers(count, 1, 2.1), so that its gradients are those of backward for that dy.
"""

import math
import pathlib
import struct

import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

HERE = pathlib.Path(__file__).parent
torch.set_default_dtype(torch.float64)
B, T, D, H = 3, 4, 2, 5


def numbers(count, a, b):
    as_float = lambda v: struct.unpack("f", struct.pack("f", v))[0]
    return torch.tensor([as_float(a * math.sin(1.7 * i + b)) for i in range(count)])


def text(values):
    return "{" + ", ".join(f"{v:.8g}" for v in values.detach().flatten().tolist()) + "}"


def run(name, x, p, forward):
    x, p = x.requires_grad_(), p.requires_grad_()
    y = forward(x, p)
    (y.flatten() * numbers(y.numel(), 1, 2.1)).sum().backward()
    return f'    {{"{name}",\n     {text(y)},\n     {text(x.grad)},\n     {text(p.grad)}}},\n'


def split(p, *shapes):
    parts, at = [], 0
    for shape in shapes:
        count = math.prod(shape)
        parts.append(p[at:at + count].reshape(shape))
        at += count
    assert at == p.numel()
    return parts


# ---- recurrent ops ---------------------------------------------------------------------------------

GATES = {"rnn": 1, "relu": 1, "lstm": 4, "gru": 3}


def count(kind):
    return D * GATES[kind] * H + H * GATES[kind] * H + GATES[kind] * H + (H if kind == "gru" else 0)


def torch_weights(kind, p):
    """Ours (D,GH), (H,GH), (GH) as torch's transposed ones with two biases."""
    g = GATES[kind]
    shapes = [(D, g * H), (H, g * H), (g * H,)] + ([(H,)] if kind == "gru" else [])
    w, u, b, *c = split(p, *shapes)
    second = torch.zeros(g * H) if not c else torch.cat([torch.zeros(2 * H), c[0]])
    return [w.T, u.T, b, second]


def module(kind, bidirectional=False):
    if kind in ("rnn", "relu"):
        return torch.nn.RNN(D, H, nonlinearity="relu" if kind == "relu" else "tanh", batch_first=True,
                            bidirectional=bidirectional)
    kinds = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
    return kinds[kind](D, H, batch_first=True, bidirectional=bidirectional)


def call(net, weights, x, lengths):
    """torch's own op with our parameters, over packed sequences."""
    names = [name for name, _ in net.named_parameters()]
    for name in names:
        delattr(net, name)
    for name, value in zip(names, weights):
        setattr(net, name, value)
    net._flat_weights = weights
    packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
    states, last = net(packed)
    states, _ = pad_packed_sequence(states, batch_first=True, total_length=T)
    return states, last[0] if isinstance(last, tuple) else last


def recurrent(kind, sequence, lengths):
    def forward(x, p):
        states, last = call(module(kind), torch_weights(kind, p), x, lengths)
        return states if sequence else last[0]
    return forward


def both_ways(kind, sequence, lengths):
    def forward(x, p):
        half = p.numel() // 2
        weights = torch_weights(kind, p[:half]) + torch_weights(kind, p[half:])
        states, last = call(module(kind, True), weights, x, lengths)
        return states if sequence else torch.cat([last[0], last[1]], 1)
    return forward


def by_hand(kind, truncation=0, reverse=False, input_mask=None, state_mask=None, before=False):
    """Step by step, for what torch's op does not offer; all rows of full length."""
    def forward(x, p):
        g = GATES[kind]
        bias = [] if before or kind != "gru" else [(H,)]
        w, u, b, *c = split(p, (D, g * H), (H, g * H), (g * H,), *bias)
        h, cell = torch.zeros(B, H), torch.zeros(B, H)
        for t in range(T):
            if truncation and t % truncation == 0:
                h, cell = h.detach(), cell.detach()
            step = x[:, T - 1 - t if reverse else t]
            z = (step if input_mask is None else step * input_mask) @ w + b
            s = h if state_mask is None else h * state_mask
            if kind in ("rnn", "relu"):
                h = torch.tanh(z + s @ u)
            elif kind == "lstm":
                i, f, n, o = (z + s @ u).split(H, 1)
                cell = torch.sigmoid(f) * cell + torch.sigmoid(i) * torch.tanh(n)
                h = torch.sigmoid(o) * torch.tanh(cell)
            else:
                m = s @ u[:, :2 * H]
                r, v = torch.sigmoid(z[:, :2 * H] + m).split(H, 1)
                n = (r * s) @ u[:, 2 * H:] if before else r * (s @ u[:, 2 * H:] + c[0])
                h = v * h + (1 - v) * torch.tanh(z[:, 2 * H:] + n)
        return h
    return forward


def recurrent_runs():
    out = ""
    x = lambda: numbers(B * T * D, 1.2, 0.1).reshape(B, T, D)
    ragged = [2, 4, 1]
    for kind in GATES:
        p = lambda n=1: numbers(n * count(kind), 0.6, 0.3)
        out += run(f"{kind} ragged sequence", x(), p(), recurrent(kind, True, ragged))
        out += run(f"{kind} ragged last", x(), p(), recurrent(kind, False, ragged))
        out += run(f"{kind} both ways ragged sequence", x(), p(2), both_ways(kind, True, ragged))
        out += run(f"{kind} both ways ragged last", x(), p(2), both_ways(kind, False, ragged))
        if kind != "relu":
            out += run(f"{kind} reverse truncated", x(), p(), by_hand(kind, 2, True))
    p = numbers(count("gru") - H, 0.6, 0.3)
    out += run("gru before truncated", x(), p, by_hand("gru", 3, before=True))
    return out


# ---- tokens and positions ----------------------------------------------------------------------------

def counted(lengths, steps):
    """(B,T,1): 1 where a step counts."""
    return (torch.arange(steps) < torch.tensor(lengths)[:, None]).double()[..., None]


def embedding_run():
    ids = torch.tensor([[1, 4, 2, 0], [3, 1, 0, 0], [2, 0, 0, 3]])  # those out of range as 0
    p = numbers(15, 0.8, 0.2).requires_grad_()
    table = p.reshape(5, 3) * torch.tensor([0.0, 1, 1, 1, 1])[:, None]
    y = torch.nn.functional.embedding(ids, table, padding_idx=0)
    y = y * counted([4, 2, 4], 4)
    (y.flatten() * numbers(y.numel(), 1, 2.1)).sum().backward()
    return f'    {{"embedding ragged",\n     {text(y)},\n     {{}},\n     {text(p.grad)}}},\n'


def position_runs():
    t, i = torch.arange(4.0)[:, None], torch.arange(7)
    angle = t / 10000 ** ((i // 2 * 2) / 7)
    table = torch.where(i % 2 == 0, torch.sin(angle), torch.cos(angle))
    none = torch.zeros(0)
    x = numbers(84, 1, 0.3).reshape(B, 4, 7)
    y = x + table
    out = f'    {{"sinusoidal position",\n     {text(y)},\n     {{}},\n     {text(none)}}},\n'
    return out + run("learned position", numbers(24, 1, 0.3).reshape(B, 4, 2), numbers(8, 0.5, 1),
                     lambda x, p: x + p.reshape(4, 2))


# ---- attention and its loss ----------------------------------------------------------------------------

def attention(heads, lengths, causal):
    """torch.nn.MultiheadAttention with our parameters; padding gives 0."""
    def forward(x, p):
        w, b, v, c = split(p, (4, 12), (12,), (4, 4), (4,))
        net = torch.nn.MultiheadAttention(4, heads, batch_first=True)
        for module, name, value in [(net, "in_proj_weight", w.T), (net, "in_proj_bias", b),
                                    (net.out_proj, "weight", v.T), (net.out_proj, "bias", c)]:
            delattr(module, name)
            setattr(module, name, value)
        there = counted(lengths, 4)
        future = torch.ones(4, 4).triu(1).bool() if causal else None
        return net(x, x, x, key_padding_mask=there[..., 0] == 0, attn_mask=future)[0] * there
    return forward


def rotary(heads, lengths, causal):
    """The same by hand with complex numbers for the planes that are turned."""
    def forward(x, p):
        w, b, v, c = split(p, (4, 12), (12,), (4, 4), (4,))
        width = 4 // heads
        angle = torch.arange(4.0)[:, None] / 10000 ** (torch.arange(0, width, 2) / width)
        turn = torch.polar(torch.ones_like(angle), angle)
        q, k, u = [a.reshape(B, 4, heads, width).transpose(1, 2) for a in (x @ w + b).split(4, 2)]
        turned = lambda a: torch.view_as_real(
            torch.view_as_complex(a.reshape(B, heads, 4, -1, 2)) * turn).flatten(3)
        score = turned(q) @ turned(k).transpose(2, 3) / math.sqrt(width)
        there = counted(lengths, 4)
        score = score.masked_fill(there[:, None, None, :, 0] == 0, -math.inf)
        if causal:
            score = score.masked_fill(torch.ones(4, 4).triu(1).bool(), -math.inf)
        y = (torch.softmax(score, 3) @ u).transpose(1, 2).reshape(B, 4, 4)
        return (y @ v + c) * there
    return forward


def attention_runs():
    x, p = lambda: numbers(48, 1.2, 0.1).reshape(B, 4, 4), lambda: numbers(80, 0.6, 0.3)
    full, ragged = [4] * B, [2, 4, 1]
    return (run("attention", x(), p(), attention(2, full, False))
            + run("attention ragged", x(), p(), attention(1, ragged, False))
            + run("attention causal ragged", x(), p(), attention(2, ragged, True))
            + run("attention rotary", x(), p(), rotary(1, full, False))
            + run("attention rotary causal ragged", x(), p(), rotary(2, ragged, True)))


def cross_attention(heads, t, s, e, lengths, sources):
    """torch.nn.MultiheadAttention with keys and values of width e; x holds both sequences."""
    def forward(x, p):
        q, m = split(x.flatten(), (B, t, 4), (B, s, e))
        w, b, u, a, v, c = split(p, (4, 4), (4,), (e, 8), (8,), (4, 4), (4,))
        net = torch.nn.MultiheadAttention(4, heads, kdim=e, vdim=e, batch_first=True)
        net._qkv_same_embed_dim = False
        for name in ("in_proj_weight", "q_proj_weight", "k_proj_weight", "v_proj_weight"):
            net._parameters.pop(name, None)
        net.in_proj_weight = None
        net.q_proj_weight, net.k_proj_weight, net.v_proj_weight = w.T, u[:, :4].T, u[:, 4:].T
        for module, name, value in [(net, "in_proj_bias", torch.cat([b, a])),
                                    (net.out_proj, "weight", v.T), (net.out_proj, "bias", c)]:
            delattr(module, name)
            setattr(module, name, value)
        unseen = counted(sources, s)[..., 0] == 0
        return net(q, m, m, key_padding_mask=unseen)[0] * counted(lengths, t)
    return forward


def cross_attention_runs():
    def one(name, heads, t, s, e, lengths, sources):
        x, p = numbers(B * (t * 4 + s * e), 1.2, 0.1), numbers(20 + 8 * (e + 1) + 20, 0.6, 0.3)
        return run(name, x, p, cross_attention(heads, t, s, e, lengths, sources))
    return (one("cross-attention", 2, 3, 5, 4, [3] * B, [5] * B)
            + one("cross-attention ragged", 1, 4, 4, 4, [2, 4, 1], [3, 1, 4])
            + one("cross-attention other width ragged", 2, 3, 5, 6, [2, 3, 1], [5, 2, 3]))


def loss_run():
    y = numbers(60, 2, 0.3).requires_grad_()
    target = torch.tensor([2, 0, -1, -1, 1, 3, 3, 0, 2, -1, -1, -1])
    loss = torch.nn.functional.cross_entropy(y.reshape(12, 5), target, ignore_index=-1)
    loss.backward()
    return f'    {{"cross-entropy",\n     {text(loss)},\n     {text(y.grad)},\n     {{}}}},\n'


def write():
    out = ("#pragma once\n\n// Outputs and gradients of ops over sequences.\n// Written by record_seq.py "
           f"with PyTorch {torch.__version__}; not to be edited.\n\n#include <vector>\n\n"
           "namespace golden {\n\nstruct SequenceRun {\n  const char* name;\n  std::vector<double> y;\n"
           "  std::vector<double> dx;\n  std::vector<double> dparameters;\n};\n\n"
           "inline const std::vector<SequenceRun> kSequences = {\n")
    (HERE / "seq.h").write_text(out + recurrent_runs() + embedding_run() + position_runs()
                                + attention_runs() + cross_attention_runs() + loss_run() + "};\n\n}  // namespace golden\n")


write()
