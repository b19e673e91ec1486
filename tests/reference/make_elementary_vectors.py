#!/usr/bin/env python3
"""Writes elementary_vectors.json: exp(x + tail), log1p(x) and log(x), in exact arithmetic."""

import json
import random
from pathlib import Path

from mpmath import mp, mpf

from exact import nearest

draw = random.Random(17)

exp = [(x, 0.0) for x in (0.0, -5e-324, -1e-300, -2.0**-53, -2.0**-54, -1.0, -708.3964185322641, -708.4,
                          -744.4400719213812, -745.1332191019411, -745.1332191019412, -746.0, -1e308, 709.0)]
exp += [(draw.uniform(-745, 0), 0.0) for _ in range(100)]
exp += [(x, x * draw.uniform(-1, 1) * 2.0**-53) for x in (draw.uniform(-700, 0) for _ in range(60))]
exp += [(-(10.0 ** draw.uniform(-20, 0)), 0.0) for _ in range(60)]
exp += [(-(k + 0.5) * 0.6931471805599453 * (1 + draw.randrange(-2, 3) * 2.0**-52), 0.0) for k in range(40)]

log1p = [0.0, 5e-324, 2.0**-54, 2.0**-53, 0.4, 0.39999999999999997, 0.41421356237309503, 1.0, 3.0, 2.0**52, 2.0**53]
log1p += [10.0 ** draw.uniform(-320, 0) for _ in range(80)] + [draw.uniform(0, 2) for _ in range(80)]
log1p += [10.0 ** draw.uniform(0, 12) for _ in range(60)]

log = [1.0, 1 - 2.0**-53, 1 + 2.0**-52, 2.0**-54, 5e-324, 2.2250738585072014e-308, 0.5, 2.0,
       0.7071067811865475, 0.7071067811865476, 1.7976931348623157e308]
log += [draw.random() for _ in range(80)] + [1 + draw.uniform(-1, 1) * 10.0 ** draw.uniform(-15, -1) for _ in range(80)]
log += [10.0 ** draw.uniform(-320, 308) for _ in range(60)]


def exact_exp(x, tail):
    sum_ = mpf(x) + mpf(tail)
    return 0.0 if sum_ < -100000 else nearest(mp.exp(sum_))


vectors = {"exp": [[x, tail, exact_exp(x, tail)] for x, tail in exp],
           "log1p": [[x, nearest(mp.log1p(mpf(x)))] for x in log1p],
           "log": [[x, nearest(mp.log(mpf(x)))] for x in log]}
blocks = ",\n".join(f'"{name}":[\n' + ",\n".join(json.dumps(v) for v in rows) + "\n]" for name, rows in vectors.items())
Path(__file__).with_name("elementary_vectors.json").write_text("{" + blocks + "}\n")
