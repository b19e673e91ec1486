#!/usr/bin/env python3
"""Writes shaping_vectors.json: what the steps that shape logits and the pickers give, in exact arithmetic."""

import json
import random
from pathlib import Path

from mpmath import mp, mpf

from exact import nearest, softmax

draw = random.Random(41)


def row(size, low=-8, high=8):
    return [round(draw.uniform(low, high), 3) for _ in range(size)]


def dynamic(logits, t, spread, exponent):
    entropy = softmax(logits, 1)[2]
    low, high = max(mpf(0), mpf(t) - mpf(spread)), mpf(t) + mpf(spread)
    return nearest(low + (high - low) * (entropy / mp.log(len(logits))) ** mpf(exponent))


def smoothing(logits, factor, curve):
    largest = mpf(max(logits))
    k, s, f = (3 - mpf(curve)) / 2, (mpf(curve) - 1) / 2, mpf(factor)
    d = [mpf(z) - largest for z in logits]
    return [nearest(largest - k * f * x**2 + s * f * x**3) for x in d]


def guidance(logits, others, scale):
    c, u = softmax(logits, 1)[1], softmax(others, 1)[1]
    return [nearest(mpf(scale) * (x - y) + y) for x, y in zip(c, u)]


def mirostat_1(logits, mu, vocabulary):
    p = sorted(softmax(logits, 1)[0], reverse=True)
    pairs = range(min(100, len(p)) - 1)
    t = [mp.log(mpf(i + 2) / (i + 1)) for i in pairs]
    b = [mp.log(p[i] / p[i + 1]) for i in pairs]
    s = mp.fsum(x * y for x, y in zip(t, b)) / mp.fsum(x * x for x in t)
    k = ((s - 1) * mpf(2) ** mpf(mu) / (1 - mpf(vocabulary) ** (1 - s))) ** (1 / s)
    return min(len(p), max(1, int(mp.floor(k))))


def surprise_after(logits, kept, mu, tau, eta, drawn):
    p = softmax([logits[i] for i in kept], 1)[0][kept.index(drawn)]
    return nearest(mpf(mu) - mpf(eta) * (-mp.log(p, 2) - mpf(tau)))


def mirostat_2(logits, mu):
    p = softmax(logits, 1)[0]
    kept = [i for i, x in enumerate(p) if -mp.log(x, 2) <= mpf(mu)]
    return kept or [p.index(max(p))]


def adaptive(logits, target, decay, total, weight):
    aim = min(mpf(1), max(mpf(0), 2 * mpf(target) - mpf(total) / mpf(weight)))
    d = [abs(x - aim) / (mpf(3) / 10) for x in softmax(logits, 1)[0]]
    return [nearest(5 - 10 * x * x / (1 + x)) for x in d]


vectors = {name: [] for name in ["dynamic", "smoothing", "guidance", "mirostat_1", "mirostat_2", "adaptive"]}
for _ in range(30):
    logits = row(draw.randrange(2, 40))
    t, spread, exponent = draw.choice([0.3, 0.8, 1.5]), draw.choice([0.1, 0.5, 2.0]), draw.choice([0.0, 0.5, 1.0, 2.5])
    vectors["dynamic"].append([logits, t, spread, exponent, dynamic(logits, t, spread, exponent)])

    factor, curve = draw.choice([0.05, 0.3, 2.0]), draw.choice([-1.0, 0.1, 1.0, 1.7, 3.0, 5.0])
    vectors["smoothing"].append([logits, factor, curve, smoothing(logits, factor, curve)])

    scale, others = draw.choice([-1.0, 0.0, 0.5, 1.5, 7.5]), row(len(logits))
    vectors["guidance"].append([logits, others, scale, guidance(logits, others, scale)])

    logits = row(draw.randrange(2, 200), -draw.choice([0.5, 3, 8]), 3)
    mu, tau, eta = round(draw.uniform(-1, 9), 2), draw.choice([2.0, 5.0]), draw.choice([0.1, 0.5])
    vocabulary = draw.choice([len(logits), 32000, 128256])
    k = mirostat_1(logits, mu, vocabulary)
    kept = sorted(sorted(range(len(logits)), key=lambda i: (-logits[i], i))[:k])
    drawn = draw.choice(kept)
    vectors["mirostat_1"].append(
        [logits, mu, tau, eta, vocabulary, kept, drawn, surprise_after(logits, kept, mu, tau, eta, drawn)])
    kept = mirostat_2(logits, mu)
    drawn = draw.choice(kept)
    vectors["mirostat_2"].append(
        [logits, mu, tau, eta, vocabulary, kept, drawn, surprise_after(logits, kept, mu, tau, eta, drawn)])

    target, decay = draw.choice([0.05, 0.3, 0.9]), draw.choice([0.0, 0.5, 0.9])
    weight = round(draw.uniform(1, 10), 2)
    total = round(weight * draw.uniform(0, 1), 2)
    vectors["adaptive"].append([logits, target, decay, total, weight, adaptive(logits, target, decay, total, weight)])

groups = [f'"{name}": [\n' + ",\n".join(json.dumps(v) for v in group) + "\n]" for name, group in vectors.items()]
Path(__file__).with_name("shaping_vectors.json").write_text("{\n" + ",\n".join(groups) + "\n}\n")
