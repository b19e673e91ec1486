#!/usr/bin/env python3
"""Writes softmax_vectors.json: rows of logits and what softmax makes of them, in exact arithmetic."""

import json
import random
from pathlib import Path

from exact import nearest, softmax

MAX = 1.7976931348623157e308
draw = random.Random(20240229)


def clusters(n):
    """A few values, each with neighbours a few ulp away."""
    centres = [draw.uniform(-30, 30) for _ in range(3)]
    return [draw.choice(centres) * (1 + draw.randrange(-3, 4) * 2.0**-52) for _ in range(n)]


def leader(n):
    """One large value, and a rest so small that the leader's probability rounds to 1."""
    return [draw.uniform(-1, 1) - draw.uniform(25, 745) * (i > 0) for i in range(n)]


def magnitudes(n):
    return [draw.choice([-1, 1]) * draw.uniform(1, 10) * 10.0 ** draw.uniform(-300, 307) for _ in range(n)]


KINDS = {
    "normal": lambda n: [draw.gauss(0, 4) for _ in range(n)],
    "ties": lambda n: [draw.randrange(-4, 4) / 4 for _ in range(n)],
    "clusters": clusters,
    "leader": leader,
    "magnitudes": magnitudes,
    "wide": lambda n: [draw.uniform(-2000, 2000) for _ in range(n)],
    "offset": lambda n: [1e9 + draw.gauss(0, 3) for _ in range(n)],
    "edges": lambda n: [draw.choice([MAX, -MAX, MAX / 2, 1e308, 5e-324, 0.0, -0.0, 1.0]) for _ in range(n)],
}
TEMPERATURES = [1, 1, 0.7, 1.3, 0.1, 1e-3, 10, 1e3]
EXTREMES = [5e-324, 1e-310, 1e-300, 3e-5, 1e5, 1e300, 1.5e308, MAX]


def size():
    return draw.choice([1, 2, 3, draw.randrange(1, 20), draw.randrange(1, 20), draw.randrange(1, 60)])


def number(x):
    return x if x != float("-inf") else "-inf"


def row(kind, n, temperature):
    """Scales the logits of the extreme temperatures, so that most of them still say something."""
    logits = KINDS[kind](n)
    if temperature in EXTREMES and kind in ("normal", "leader", "ties"):
        logits = [max(-MAX, min(MAX, z * temperature)) for z in logits]
    draw.shuffle(logits)
    p, logp, entropy = softmax(logits, temperature)
    return {"kind": kind, "temperature": temperature, "logits": logits,
            "p": [nearest(x) for x in p], "logp": [number(nearest(x)) for x in logp],
            "entropy": nearest(entropy)}


rows = [row(kind, size(), t) for kind in KINDS for t in TEMPERATURES + EXTREMES for _ in range(3)]
rows += [row(kind, 200, t) for kind in ("normal", "leader", "clusters") for t in (1, 0.7, 10)]
lines = ",\n".join(json.dumps(r, separators=(",", ":")) for r in rows)
Path(__file__).with_name("softmax_vectors.json").write_text(f"[\n{lines}\n]\n")
