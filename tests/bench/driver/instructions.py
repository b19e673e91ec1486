"""Instructions executed, as callgrind counts them: the same on every run, so they can have limits."""

import re
import shutil
import subprocess

from .inputs import VOCABULARY
from .markdown import table

MILLION = 10**6


def report(bench, inputs):
    """The table, and which limits are exceeded."""
    if not shutil.which("valgrind"):
        return "valgrind is not installed\n", []
    top_k = ["-t", "0.8", "-k", "40"]
    half = VOCABULARY // 2
    whole_job = count(bench, [*top_k, inputs.json()])
    further = (whole_job - count(bench, [*top_k, inputs.json(half)])) / (VOCABULARY - half)
    counts = [
        ("start-up: --version", count(bench, ["--version"]), None),
        ("JSON array of 128,256 logits of 17 digits: T 0.8, top-k 40, print", whole_job, 55 * MILLION),
        ("the same, for each further number", further, 400),
        ("the same of TSV", count(bench, [*top_k, inputs.tsv()]), None),
        ("all probabilities as JSON", count(bench, ["--json", inputs.json()]), None),
        ("all probabilities as TSV", count(bench, ["-f", "tsv", inputs.json()]), None),
        (".npy [10, 32000] float32: a draw of each after top-k 40",
         count(bench, ["sample", "-k", "40", "-s", "1", inputs.npy(10, 32_000)]), None),
        ("100,000 draws of 128,256, counted",
         count(bench, ["sample", "-n", "100000", "-s", "1", "--counts", inputs.json()]), None),
    ]
    faults = [f"{job}: {shown(number)} instructions, at most {shown(limit)} are allowed"
              for job, number, limit in counts if limit and number > limit]
    return table(["job", "instructions", "limit", ""], [row(*each) for each in counts]), faults


def row(job, number, limit):
    if limit is None:
        return [job, shown(number), "", ""]
    return [job, shown(number), shown(limit), "exceeded" if number > limit else "kept"]


def shown(number):
    return f"{number / MILLION:.1f} M" if number >= MILLION else f"{number:,.0f}"


def count(bench, arguments):
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", bench.logits, *arguments]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{command}: {done.stderr}")
    return int(re.search(r"Collected : (\d+)", done.stderr)[1])
