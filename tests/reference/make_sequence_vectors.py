#!/usr/bin/env python3
"""Writes sequence_vectors.json: tokens drawn one after the other by mirostat 2, with and without penalties on
those before, by a loop written from the definitions."""

import json
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path

from mpmath import mp, mpf

from exact import nearest, softmax
from make_golden_draws import DRAW, uniform

STEPS = Path(__file__).parents[2] / "data/steps.ndjson"
SEED, ROWS = 42, 60


def penalised(logits, history, repetition, frequency):
    z = [mpf(x) for x in logits]
    for token in set(history):
        z[token] = z[token] * mpf(repetition) if z[token] < 0 else z[token] / mpf(repetition)
        z[token] -= history.count(token) * mpf(frequency)
    return z


def drawn_at(row, p):
    u = uniform(SEED, row, DRAW, 0) * mpf(2) ** -53
    return bisect_right(list(accumulate(p)), u)


def run(rows, tau, eta, repetition=1, frequency=0):
    tokens, mus = [], []
    mu = 2 * mpf(tau)
    for number, logits in enumerate(rows):
        z = penalised(logits, tokens, repetition, frequency)
        surprise = [-x / mp.log(2) for x in softmax(z, 1)[1]]
        leader = z.index(max(z))
        kept = [i for i, s in enumerate(surprise) if s <= mu or i == leader]
        p = softmax([z[i] for i in kept], 1)[0]
        place = drawn_at(number, p)
        tokens.append(kept[place])
        mu -= mpf(eta) * (-mp.log(p[place]) / mp.log(2) - mpf(tau))
        mus.append(nearest(mu))
    return {"tau": tau, "eta": eta, "repetition_penalty": repetition, "frequency_penalty": frequency,
            "tokens": tokens, "mus": mus}


if __name__ == "__main__":
    steps = [json.loads(line)["logits"] for line in STEPS.read_text().splitlines()]
    rows = [steps[i % len(steps)] for i in range(ROWS)]
    runs = [run(rows, 2, 0.5), run(rows, 1.5, 0.25, repetition=1.3, frequency=0.125)]
    lines = ",\n".join(json.dumps(each) for each in runs)
    Path(__file__).with_name("sequence_vectors.json").write_text(
        f'{{"input": "data/steps.ndjson, its rows over and over", "seed": {SEED}, "runs": [\n{lines}\n]}}\n')
