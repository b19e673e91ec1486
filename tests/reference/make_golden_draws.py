#!/usr/bin/env python3
"""Prints the hashes of tokens drawn from a real model's logits, by a sampler written from the definitions."""

import json
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path

from mpmath import mp, mpf

from exact import softmax

LOGITS = Path(__file__).parents[2] / "data/stories260k/p1_s00.array.json"
DRAW, ORDER = 0, 2


def philox4x32_10(counter, key):
    (a, b, c, d), (k, l) = counter, key
    for _ in range(10):
        x, y = a * 0xD2511F53, c * 0xCD9E8D57
        a, b, c, d = (y >> 32) ^ b ^ k, y % 2**32, (x >> 32) ^ d ^ l, x % 2**32
        k, l = (k + 0x9E3779B9) % 2**32, (l + 0xBB67AE85) % 2**32
    return a, b, c, d


def uniform(seed, row, stream, index):
    """In units of 2^-53."""
    word = philox4x32_10((index % 2**32, index >> 32, row, stream), (seed % 2**32, seed >> 32))
    return (word[1] << 32 | word[0]) >> 11


def fnv1a(ids):
    """64 bits, over each id as four bytes, the lowest first."""
    h = 0xCBF29CE484222325
    for i in ids:
        for byte in i.to_bytes(4, "little"):
            h = (h ^ byte) * 0x100000001B3 % 2**64
    return h


def with_replacement(kept, p, count, seed):
    cumulative = list(accumulate(p))
    return [kept[bisect_right(cumulative, uniform(seed, 0, DRAW, i) * mpf(2) ** -53)] for i in range(count)]


def without_replacement(kept, p, count, seed):
    keys = [(mp.log(x) - mp.log(-mp.log(uniform(seed, 0, ORDER, i) * mpf(2) ** -53)), i) for i, x in zip(kept, p)]
    return [i for _, i in sorted(keys, reverse=True)[:count]]


if __name__ == "__main__":
    logits = json.loads(LOGITS.read_text())
    print("first uniform number, all fields set:",
          (uniform(0x299F31D0A4093822, 0x13198A2E, ORDER, 0x85A308D3243F6A88) * 2.0**-53).hex())

    kept = sorted(sorted(range(len(logits)), key=lambda i: (-logits[i], i))[:40])
    p = softmax([logits[i] for i in kept], 0.8)[0]
    drawn = with_replacement(kept, p, 10_000, seed=42)
    print(f"10,000 draws, T = 0.8, k = 40, seed 42: {drawn[:8]} … {fnv1a(drawn):#018x}")

    everything = list(range(len(logits)))
    drawn = with_replacement(everything, softmax(logits, 4)[0], 10_000, seed=42)
    print(f"10,000 draws, T = 4, all tokens, seed 42: {drawn[:8]} … {fnv1a(drawn):#018x}")

    drawn = without_replacement(everything, softmax(logits, 1)[0], len(logits), seed=42)
    print(f"all {len(drawn)} tokens without replacement, T = 1, seed 42: {drawn[:8]} … {fnv1a(drawn):#018x}")
