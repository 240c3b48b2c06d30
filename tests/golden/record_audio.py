#!/usr/bin/env python3
"""Records power spectra and log-mel spectrograms of an independent framework (PyTorch, NumPy).

    python3 tests/golden/record_audio.py    (Debian: apt-get install python3-torch python3-numpy)

writes audio.h beside itself. Everything is computed in double precision from a sound that the tests
make in the same way: float32(0.6 sin(0.05 i + 0.0002 i i) + 0.3 sin(1.7 i + 0.2)).
"""

import math
import pathlib

import numpy as np
import torch

HERE = pathlib.Path(__file__).parent
torch.set_default_dtype(torch.float64)


def sound(count):
    values = [0.6 * math.sin(0.05 * i + 0.0002 * i * i) + 0.3 * math.sin(1.7 * i + 0.2)
              for i in range(count)]
    return torch.tensor(np.array(values, dtype=np.float32).astype(np.float64))


def text(values, form=".12g"):
    return "{" + ", ".join(format(v, form) for v in values) + "}"


def mel_filters(mels, top, rate, size):
    """(mels, size/2 + 1), each row of sum 1: triangles even on the scale of the HTK Book."""
    low, high = 2595 * np.log10(1 + np.array([80, top]) / 700)
    edges = 700 * (10 ** (np.linspace(low, high, mels + 2) / 2595) - 1)
    bins = np.arange(size // 2 + 1) * rate / size
    rows = [np.interp(bins, edges[b:b + 3], [0, 1, 0], left=0, right=0) for b in range(mels)]
    return torch.tensor(np.array([row / row.sum() for row in rows]))


def stft_power(x, rate, hop, frames, size):
    """(size/2 + 1, frames), by torch.stft where the hop is a whole number of samples."""
    width = round(0.025 * rate)
    window = torch.hann_window(width, periodic=True)
    step = hop * rate / 1000
    if step == int(step):
        # torch.stft lays the window in the middle of the transform; a shift changes no power.
        before = (size - width) // 2
        padded = torch.nn.functional.pad(x, (before, size))
        spectrum = torch.stft(padded, size, int(step), width, window, center=False, return_complex=True)
        return spectrum.abs()[:, :frames] ** 2
    starts = [math.floor(t * step + 0.5) for t in range(frames)]
    return torch.stack([torch.fft.rfft(x[s:s + width] * window, n=size).abs() ** 2 for s in starts], 1)


def record(name, rate, seconds, mels, hop, top, size):
    x = sound(round(seconds * rate))
    x = (x - x.mean()).to(torch.float32).to(torch.float64)
    frames = int((1000 * seconds - 25) / hop + 1e-9) + 1
    bands = mel_filters(mels, top, rate, size) @ stft_power(x, rate, hop, frames, size)
    decibels = 10 * torch.log10(bands / bands.max())
    pixels = torch.clamp(torch.floor(255 * (1 + decibels / 50) + 0.5), 0, 255).flip(0)
    return (f'    {{"{name}", {rate}, {seconds}, {mels}, {hop}, {top},\n'
            f"     {text(bands.flatten().tolist())},\n"
            f"     {text(pixels.flatten().tolist(), '.0f')}}},\n")


def main():
    spectrum = torch.fft.rfft(sound(64)).abs() ** 2
    runs = [record("whole hops", 8000, 0.1, 10, 10, 4000, 256),
            record("hops between samples", 11025, 0.15, 8, 15, 5000, 512),
            record("narrow bands", 8000, 0.06, 64, 10, 4000, 512)]
    (HERE / "audio.h").write_text(f"""#pragma once

// Power spectra and log-mel spectrograms.
// Written by record_audio.py with PyTorch {torch.__version__} and NumPy {np.__version__}; not to be edited.

#include <vector>

namespace golden {{

/// |X_k|^2 of the first 64 samples.
inline const std::vector<double> kPower64 =
    {text(spectrum.tolist())};

struct MelRun {{
  const char* name;
  int rate;
  double seconds;
  int mels;
  double hop, top;
  std::vector<double> bands;  // (mels, frames), the lowest first
  std::vector<int> pixels;    // (mels, frames), the highest first
}};

inline const std::vector<MelRun> kMelRuns = {{
{"".join(runs)}}};

}}  // namespace golden
""")


main()
