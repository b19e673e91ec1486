#!/usr/bin/env python3
"""Writes divergence_vectors.json: two rows of logits and how far apart they are, in exact arithmetic, and once more
with scipy.special.rel_entr where double precision is enough for it. Needs mpmath, numpy and scipy."""

import json
import random
from pathlib import Path

import numpy
from mpmath import mp, mpf
from scipy.special import log_softmax, rel_entr

from exact import nearest, softmax

draw = random.Random(29)
INFINITY = float("inf")
BANNED = -INFINITY


def number(x):
    return x if x not in (INFINITY, BANNED) else "inf" if x > 0 else "-inf"


def distribution(logits, temperature):
    """p and log p of every token, exact; p = 0 and log p = None for a banned one."""
    kept = [z for z in logits if z != BANNED]
    p, logp, entropy = softmax(kept, temperature)
    p, logp = iter(p), iter(logp)
    return [(next(p), next(logp)) if z != BANNED else (mpf(0), None) for z in logits], entropy


def total(terms):
    """Their sum: what is left of terms that cancel is no digit but the end of the 80."""
    x = mp.fsum(terms)
    return mpf(0) if abs(x) < mpf(10) ** -60 else x


def kl(a, b):
    terms = []
    for (p, logp), (_, logq) in zip(a, b):
        if logp is None:
            continue
        if logq is None:
            return INFINITY
        terms.append(p * (logp - logq))
    return nearest(total(terms))


def exact(a, b, temperature):
    (a, entropy_a), (b, entropy_b) = distribution(a, temperature), distribution(b, temperature)
    mixed = [((p + q) / 2, mp.log((p + q) / 2) if p + q > 0 else None) for (p, _), (q, _) in zip(a, b)]
    halves = [p * (logp - logm) for side in (a, b) for (p, logp), (_, logm) in zip(side, mixed) if logp is not None]
    ratios = [logq - logp for (_, logp), (_, logq) in zip(a, b) if logp is not None and logq is not None]
    return {"kl": number(kl(a, b)), "kl_reverse": number(kl(b, a)), "js": nearest(total(halves) / 2),
            "tv": nearest(mp.fsum(abs(p - q) for (p, _), (q, _) in zip(a, b)) / 2),
            "entropy_a": nearest(entropy_a), "entropy_b": nearest(entropy_b),
            "logp_rms": nearest(mp.sqrt(mp.fsum(x * x for x in ratios) / len(ratios))) if ratios else 0.0,
            "logp_max": nearest(max(abs(x) for x in ratios)) if ratios else 0.0}


def by_scipy(a, b, temperature):
    logp, logq = (log_softmax(numpy.array(z) / temperature) for z in (a, b))
    p, q = numpy.exp(logp), numpy.exp(logq)
    m = (p + q) / 2
    return {"kl": number(float(rel_entr(p, q).sum())), "kl_reverse": number(float(rel_entr(q, p).sum())),
            "js": float(rel_entr(p, m).sum() + rel_entr(q, m).sum()) / 2, "tv": float(abs(p - q).sum()) / 2}


def gauss(n, spread):
    return [draw.gauss(0, spread) for _ in range(n)]


def perturbed(row, size):
    return [z + size * draw.gauss(0, 1) for z in row]


rows = []
for n in (2, 3, 17, 100):
    base = gauss(n, 4)
    rows += [(base, perturbed(base, size), t) for size in (1, 0.3, 1e-1, 1e-3, 1e-8, 1e-12) for t in (1, 0.7)]
rows += [(gauss(40, spread), gauss(40, spread), 1) for spread in (0.1, 1, 5, 30, 300)]
rows += [([0.0, 1.0], [0.0, 1.0], 1), ([0.0, 1.0], [5.0, 6.0], 1), ([3.0, 3.0], [3.0, 3.0000000000000004], 1)]
rows += [([1.0, 2.0, BANNED], [1.0, 2.5, BANNED], 1), ([1.0, BANNED, 3.0], [1.0, 2.0, 3.0], 1),
         ([1.0, 2.0, 3.0], [1.0, BANNED, 3.0], 1), ([1.0, BANNED], [BANNED, 1.0], 1)]
rows += [([0.0, -1000.0], [-1000.0, 0.0], 1), ([0.0, -800.0, -1000.0], [0.0, -800.5, -1001.0], 1)]
base = gauss(30, 4)  # a tail that moves far, and leaders that hardly move
rows += [(base, [z + (1e-9 if z > 0 else 3) for z in base], 1), (base, [z - 0.25 for z in base], 0.01)]

vectors = []
for a, b, t in rows:
    vector = {"a": [number(z) for z in a], "b": [number(z) for z in b], "temperature": t, "exact": exact(a, b, t)}
    scipy = by_scipy(a, b, t)
    # Where it is tiny its terms cancel, and where a probability rounds to 0 rel_entr takes it for a ban.
    if vector["exact"]["js"] > 1e-5 and all((scipy[k] == "inf") == (vector["exact"][k] == "inf") for k in scipy):
        vector["scipy"] = scipy
    vectors.append(vector)
Path(__file__).with_name("divergence_vectors.json").write_text(
    "[\n" + ",\n".join(json.dumps(v, allow_nan=False) for v in vectors) + "\n]\n")
