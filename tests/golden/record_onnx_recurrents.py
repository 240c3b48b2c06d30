#!/usr/bin/env python3
"""Records recurrent nodes of the ONNX standard for the tests of core/onnx.

    python3 tests/golden/record_onnx_recurrents.py    (Debian: apt-get install python3-torch)

writes onnx_recurrents.h beside itself; see onnx_recorder.py. The cells are written out by the
formulas of https://onnx.ai/onnx/operators/ and held against PyTorch's layers where it has the same.
"""

import torch
from onnx_recorder import Family, Input, Whole


def lstm_step(x, h, c, w, r, wb, rb, _):
    i, o, f, g = (x @ w.T + h @ r.T + wb + rb).chunk(4, -1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c), c


def gru_step(x, h, c, w, r, wb, rb, attributes):
    (wz, wr, wh), (rz, rr, rh) = w.chunk(3), r.chunk(3)
    (bz, br, bh), (qz, qr, qh) = wb.chunk(3), rb.chunk(3)
    z = torch.sigmoid(x @ wz.T + h @ rz.T + bz + qz)
    reset = torch.sigmoid(x @ wr.T + h @ rr.T + br + qr)
    if attributes.get("linear_before_reset"):
        n = torch.tanh(x @ wh.T + reset * (h @ rh.T + qh) + bh)
    else:
        n = torch.tanh(x @ wh.T + (reset * h) @ rh.T + qh + bh)
    return (1 - z) * n + z * h, c


def rnn_step(x, h, c, w, r, wb, rb, attributes):
    f = torch.relu if "Relu" in attributes.get("activations", ()) else torch.tanh
    return f(x @ w.T + h @ r.T + wb + rb), c


def recurrent(step, **attributes):
    def compute(x, w, r, b=None, lengths=None, h0=None):
        if attributes.get("layout"):
            x = x.transpose(0, 1)
        steps, rows, _ = x.shape
        directions, wide, units = r.shape
        b = torch.zeros(directions, 2 * wide) if b is None else b
        y = torch.zeros(steps, directions, rows, units)
        last = torch.zeros(directions, rows, units)
        for d in range(directions):
            for row in range(rows):
                count = steps if lengths is None else int(lengths[row])
                h = c = torch.zeros(units)
                backwards = d == 1 or attributes.get("direction") == "reverse"
                for t in reversed(range(count)) if backwards else range(count):
                    h, c = step(x[t, row], h, c, w[d], r[d], *b[d].chunk(2), attributes)
                    y[t, d, row] = h
                last[d, row] = h
        if attributes.get("layout"):
            return y.permute(2, 0, 1, 3), last.transpose(0, 1)
        return y, last
    return compute


def check_cells():
    """The steps above against PyTorch's own layer, where it has the same."""
    for module, gates, order, step, more in (
            (torch.nn.LSTM, 4, (0, 3, 1, 2), lstm_step, {}),
            (torch.nn.GRU, 3, (1, 0, 2), gru_step, dict(linear_before_reset=1))):
        layer = module(2, 3, bidirectional=True)
        own = lambda p: torch.cat([p.chunk(gates)[g] for g in order])
        both = lambda name: torch.stack([own(getattr(layer, f"{name}_l0{s}"))
                                         for s in ("", "_reverse")])
        x = torch.randn(4, 2, 2)
        b = torch.cat([both("bias_ih"), both("bias_hh")], 1)
        y, _ = recurrent(step, **more)(x, both("weight_ih"), both("weight_hh"), b)
        want = layer(x)[0].reshape(4, 2, 2, 3).transpose(1, 2)
        assert torch.allclose(y, want, atol=1e-12)


def recurrents(add):
    check_cells()
    T, B, D, H = 4, 3, 2, 3
    for op, gates, step, variants in (
            ("LSTM", 4, lstm_step, [{}]),
            ("GRU", 3, gru_step, [{}, dict(linear_before_reset=1)]),
            ("RNN", 1, rnn_step, [{}, dict(activations=["Relu"])])):
        def inputs(directions, batch_first=False, bias=True, lengths=False):
            x = Input((B, T, D) if batch_first else (T, B, D), 1.0, 0.3)
            all_inputs = [x, Input((directions, gates * H, D), 0.8, 0.1),
                          Input((directions, gates * H, H), 0.6, 0.5)]
            if bias:
                all_inputs.append(Input((directions, 2 * gates * H), 0.4, 0.9))
            if lengths:
                all_inputs.append(Whole([4, 1, 3], "kInt32"))
            return all_inputs

        for i, variant in enumerate(variants):
            name = f"{op} {i}"
            add(name, op, 22, inputs(1), recurrent(step, **variant), hidden_size=H, **variant)
            both = dict(variant, direction="bidirectional")
            if "activations" in variant:
                both["activations"] = ["Relu", "Relu"]
            add(f"{name} both ways", op, 14, inputs(2, lengths=True), recurrent(step, **both),
                hidden_size=H, **both)
        add(f"{op} without bias", op, 7, inputs(1, bias=False), recurrent(step), hidden_size=H)
        back = dict(direction="reverse")
        add(f"{op} in reverse", op, 14, inputs(1, lengths=True), recurrent(step, **back),
            hidden_size=H, **back)
        first = dict(layout=1, direction="bidirectional")
        add(f"{op} by rows", op, 14, inputs(2, True), recurrent(step, **first), hidden_size=H,
            **first)
        add(f"{op} from 0", op, 22, [*inputs(1), None, Input((1, B, H), 0.0)], recurrent(step),
            hidden_size=H)


if __name__ == "__main__":
    torch.manual_seed(1)
    Family("recurrents", recurrents).write()
