#!/usr/bin/env python3
"""Writes npy_vectors.json: small arrays as NumPy saves them, and their rows as NumPy reads them. Prints the hashes of
all numbers that 16 bits can hold."""

import io
import json
from pathlib import Path

import numpy as np

FLOATS = [[0.5, -2.25, 3.0, float("-inf")], [1.5, 65504.0, -0.0, 6.103515625e-05]]
BIG = 2**53


def saved(array, version=(1, 0)):
    file = io.BytesIO()
    np.lib.format.write_array(file, array, version=version)
    return file.getvalue()


def rows(array):
    numbers = [[float(x) for x in row] for row in array.reshape(-1, array.shape[-1])]
    return [["-inf" if x == float("-inf") else x for x in row] for row in numbers]


def integers(dtype):
    limits = np.iinfo(dtype)
    last = [BIG + 1, BIG + 3] if limits.bits == 64 else [7, 8]
    return np.array([[0, 1, 2, limits.min], [limits.max, limits.max - 1, *last]], dtype=dtype)


def vectors():
    for order in "<>":
        for dtype in ("f2", "f4", "f8"):
            yield f"{order}{dtype}", saved(np.array(FLOATS, dtype=order + dtype)), np.array(FLOATS, dtype=dtype)
        for dtype in ("u2", "u4", "u8", "i2", "i4", "i8"):
            yield f"{order}{dtype}", saved(integers(dtype).astype(order + dtype)), integers(dtype)
    for dtype in ("u1", "i1"):
        yield dtype, saved(integers(dtype)), integers(dtype)
    for version in ((1, 0), (2, 0), (3, 0)):
        a = np.array(FLOATS, dtype="f4")
        yield f"version {version[0]}", saved(a, version), a
    for shape in ((5,), (1, 5), (5, 1), (2, 5), (2, 3, 4), (3, 2, 1), (2, 1, 3), (2, 2, 2, 2)):
        a = np.arange(np.prod(shape), dtype="f4").reshape(shape)
        for order in "CF":
            yield f"shape {shape}, {order} order", saved(np.asarray(a, order=order)), a
    # As the package ml_dtypes saves bfloat16: the upper halves of float32, under a name of its own.
    a = np.array([[1.0, -2.5], [3.140625, float("-inf")]], dtype="f4")
    upper = saved((a.view("u4") >> 16).astype("u2"))
    yield "bfloat16", upper.replace(b"'<u2'", b"'<V2'"), a
    yield "bfloat16 by name", upper.replace(b"'<u2', ", b"'bfloat16', ").replace(b"     \n", b"\n"), a


def fnv1a(doubles):
    """64 bits, over each double as eight bytes, the lowest first; every NaN counts as the same."""
    h = 0xCBF29CE484222325
    doubles[np.isnan(doubles)] = np.nan
    for byte in doubles.astype("<f8").tobytes():
        h = (h ^ byte) * 0x100000001B3 % 2**64
    return h


if __name__ == "__main__":
    lines = [json.dumps({"name": name, "file": file.hex(), "rows": rows(array)}) for name, file, array in vectors()]
    Path(__file__).with_name("npy_vectors.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
    with np.errstate(invalid="ignore"):
        all16 = np.arange(65536, dtype="u4")
        halves = all16.astype("u2").view("f2").astype("f8")
        uppers = (all16 << 16).view("f4").astype("f8")
    print(f"every float16 {fnv1a(halves):#018x}, every bfloat16 {fnv1a(uppers):#018x}")
