#!/usr/bin/env python3
"""Writes tiny.safetensors as the published format says, by nothing but json and struct, for the
tests of our own reader: python3 tests/golden/safetensors.py"""

import json
import pathlib
import struct

tensors = {"b/bias": ([3], [0.5, -1.25, 3e-8]), "a/weight": ([2, 3], [1, 2, 3, -4, 5.5, 1e30]),
           "scalar": ([], [7]), "empty": ([0, 4], [])}
header, body = {"__metadata__": {"note": "naïve \"quotes\"\n", "spec": "{}"}}, b""
for name, (shape, values) in tensors.items():
    begin = len(body)
    body += struct.pack(f"<{len(values)}f", *values)
    header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [begin, len(body)]}
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
path = pathlib.Path(__file__).with_name("tiny.safetensors")
path.write_bytes(struct.pack("<Q", len(text)) + text + body)
