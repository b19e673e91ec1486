"""How processor time and memory grow with the work: time linearly, memory with one row at most."""

import dataclasses
from typing import Callable

from .markdown import mebibytes, seconds, table

NOTICEABLE = 0.002  # seconds beyond the start-up, below which nothing can be told
NOTICEABLE_MEMORY = 2 * 2**20
TOLERATED = 1.6  # how much more an item may cost than at the size before


@dataclasses.dataclass(frozen=True)
class Series:
    title: str
    item: str
    sizes: list
    command: Callable  # the arguments for a size
    memory_grows: bool  # with the size, at most linearly


def all_series(inputs, quick):
    def up_to(power):
        return [10**exponent for exponent in range(power + 1 - 2 * quick)]
    return [
        Series("JSON array of n tokens, top-k 40, the first 20 printed", "token", up_to(6)[1:],
               lambda n: ["-k", "40", inputs.json(n)], memory_grows=True),
        Series("NDJSON of n rows of 32 tokens, a draw of each", "row", up_to(5),
               lambda n: ["sample", "-s", "1", inputs.ndjson(n, 32)], memory_grows=False),
        Series("n draws of 128,256 tokens, counted", "draw", up_to(8),
               lambda n: ["sample", "-s", "1", "--counts", "-n", str(n), inputs.json()], memory_grows=False),
    ]


def report(bench, inputs):
    """The tables, and the jumps in them."""
    nothing = least(bench, ["--version"])
    text, faults = "", []
    for series in all_series(inputs, bench.quick):
        rows, jumps = measure(bench, series, nothing)
        text += f"\n**{series.title}**\n\n{rows}"
        faults += [f"{series.title}: {jump}" for jump in jumps]
    return text, faults


def measure(bench, series, nothing):
    runs = [least(bench, series.command(size)) for size in series.sizes]
    rows, jumps = [], []
    for i, (size, run) in enumerate(zip(series.sizes, runs)):
        beyond = max(0, run.cpu - nothing.cpu)
        jump = jump_between(series, nothing, series.sizes[i - 1], runs[i - 1], size, run) if i > 0 else ""
        rows.append([f"{size:,}", seconds(run.cpu), seconds(beyond / size), mebibytes(run.peak), jump])
        jumps += [f"{jump} at {size:,}"] if jump else []
    return table(["n", "processor time", f"per {series.item} beyond the start-up", "memory", ""], rows), jumps


def jump_between(series, nothing, size, run, next_size, next_run):
    """What costs more than it should at the next size, in words, or an empty text."""
    growth = next_size / size
    time, next_time = run.cpu - nothing.cpu, next_run.cpu - nothing.cpu
    memory, next_memory = run.peak - nothing.peak, next_run.peak - nothing.peak
    if time > NOTICEABLE and next_time > time * growth * TOLERATED:
        return "time jumps"
    allowed = max(memory, NOTICEABLE_MEMORY) * (growth if series.memory_grows else 1) * TOLERATED
    return "memory jumps" if next_memory > allowed else ""


def least(bench, arguments):
    """The fastest of a few runs."""
    runs = bench.race([[bench.logits, *arguments]], 0.05 if bench.quick else 0.5)[0]
    return min(runs, key=lambda run: run.cpu)
