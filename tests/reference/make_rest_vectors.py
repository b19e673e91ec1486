#!/usr/bin/env python3
"""Writes rest_vectors.json: lists of log-probs, ln(1 - the sum of their exp) and 1 - e^(the largest), in exact
arithmetic."""

import json
import math
import random
from pathlib import Path

from mpmath import mp, mpf

from exact import nearest

draw = random.Random(29)


def lists():
    yield [-0.0001]
    yield [-1e-12]
    yield [-1e-300]
    yield [-40.0]
    yield [-745.0, -750.0]
    yield [math.log(0.5), math.log(0.25)]
    yield [-0.6931471805599454, -0.6931471805599454]  # two halves, rounded down: a rest of 1e-16
    for _ in range(60):  # all but a rest of 1e-1 to 1e-14, behind a leader of any size
        count, rest = draw.randrange(1, 21), 10.0 ** draw.uniform(-14, -0.5)
        weights = [draw.random() * 10.0 ** draw.uniform(-6, 0) for _ in range(count)]
        weights[draw.randrange(count)] += draw.choice([0, 1, 10, 1e6, 1e12])
        total = sum(weights)
        yield [math.log(w / total) + math.log1p(-rest) for w in weights]
    for _ in range(20):  # little listed
        yield [draw.uniform(-60, -4) for _ in range(draw.randrange(1, 6))]


vectors = []
for logps in lists():
    rest = 1 - mp.fsum(mp.exp(mpf(x)) for x in logps)
    if rest > 0:
        vectors.append([logps, nearest(mp.log(rest)), nearest(-mp.expm1(mpf(max(logps))))])
lines = ",\n".join(json.dumps(v) for v in vectors)
Path(__file__).with_name("rest_vectors.json").write_text("[\n" + lines + "\n]\n")
