"""The programs that compare within one process."""

import subprocess

NAMES = ("softmax", "selection", "sampler", "draw", "read", "print")


def report(bench):
    """The tables of all of them."""
    return "".join(output_of(bench, name) for name in NAMES)


def output_of(bench, name):
    program = str(bench.programs / f"bench_{name}")
    seconds = "0.05" if bench.quick else "0.7"
    return subprocess.run([program, seconds], cwd=bench.scratch, stdout=subprocess.PIPE, text=True, check=True).stdout
