"""What whole processes are compared at."""

import dataclasses
import functools
import heapq
from typing import Callable

from . import answers


@dataclasses.dataclass(frozen=True)
class Job:
    title: str
    folder: str  # of the peers' scripts
    options: list  # of logits
    arguments: list  # of logits and the peers: the input
    ours: Callable  # reads what logits printed
    theirs: Callable = answers.of_lines  # reads what a peer printed
    difference: Callable = functools.partial(answers.difference, tolerance=1e-9)
    goals: dict = dataclasses.field(default_factory=dict)  # how many times as long a peer should take
    draws: list = dataclasses.field(default_factory=list)  # how many, as the peers are told
    has_many_rows: bool = False
    uncompared: dict = dataclasses.field(default_factory=dict)  # commands that print something else


def all_jobs(inputs, quick):
    return one_vector(inputs) + many_rows(inputs, quick) + draws(inputs, quick)


def one_vector(inputs):
    top_k = ["-t", "0.8", "-k", "40", "-m", "40", "--digits", "15"]
    return [
        Job("JSON array of 128,256 logits of 17 digits: T 0.8, top-k 40, print those", "top_k_json",
            top_k, [inputs.json()], answers.of_table,
            goals={"plain.py": 10, "with_numpy.py": 18, "with_torch.py": 145, "node.js": 25, "filter.jq": 120}),
        Job("The same array: index, logit, p and log p of every token as JSON", "probabilities_json",
            ["--json"], [inputs.json()], answers.of_json, answers.of_json,
            goals={"plain.py": 16, "with_numpy.py": 22, "node.js": 15, "filter.jq": 34}),
        Job("128,256 lines of token, TAB, logit: T 0.8, top-k 40, print those", "top_k_tsv",
            top_k, [inputs.tsv()], answers.of_table),
    ]


def many_rows(inputs, quick):
    rows, batch = (100, 10) if quick else (1000, 100)
    array = inputs.npy(rows, 32_000)
    leader = ["-k", "40", "--before", "-m", "1", "--digits", "15"]
    return [
        Job(f".npy [{rows}, 32000] float32: each row's leader, its full p and its p after top-k 40", "npy_top_k",
            leader, [array], answers.of_table, has_many_rows=True,
            difference=functools.partial(answers.difference, tolerance=1e-4),  # float32 there
            goals={"with_numpy.py": 17, "with_torch.py": 22}),
        Job(f".npy [{rows}, 32000] float32: a token of each row, drawn after top-k 40", "npy_sample",
            ["sample", "-k", "40", "-s", "1"], [array], answers.of_lines, has_many_rows=True,
            difference=functools.partial(unlikely_tokens, inputs),
            goals={"cat FILE > /dev/null": 0.5}, uncompared={"cat FILE > /dev/null": ["cat", array]}),
        Job(f"NDJSON, {batch} arrays of 32,000: each row's leader, its full p and its p after top-k 40", "ndjson_top_k",
            leader, [inputs.ndjson(batch, 32_000)], answers.of_table, has_many_rows=True,
            goals={"with_numpy.py": 12, "node.js": 26, "filter.jq": 214}),
    ]


def draws(inputs, quick):
    counted, printed = (10**6, 10**5) if quick else (10**8, 10**6)
    return [
        Job(f"JSON array of 128,256: {counted:,} draws after top-k 40, counted", "draws_counted",
            ["sample", "-k", "40", "-s", "1", "--counts", "-f", "tsv", "-n", str(counted)], [inputs.json()],
            answers.of_lines, difference=answers.unlikely_difference, draws=[str(counted)]),
        Job(f"JSON array of 128,256: {printed:,} draws from all, printed", "draws_printed",
            ["sample", "-s", "1", "-n", str(printed)], [inputs.json()],
            answers.of_draws, answers.of_draws, answers.unlikely_difference, draws=[str(printed)]),
    ]


def unlikely_tokens(inputs, ours, theirs):
    """Whether a token drawn is not among the 40 likeliest of its row, which a few rows tell; in words, or nothing."""
    if len(ours) != len(theirs):
        return f"{len(theirs)} tokens in place of {len(ours)}"
    for row, drawn in enumerate(list(zip(ours, theirs))[:20]):
        logits = inputs.npy_row(row, 32_000)
        allowed = heapq.nlargest(40, range(len(logits)), key=logits.__getitem__)
        for token, _ in drawn:
            if int(token) not in allowed:
                return f"token {token.strip()} of row {row} is not among the 40 likeliest"
    return None
