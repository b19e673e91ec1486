"""Whole processes: logits against the scripts in the folder `peers`, which do the same jobs. To add a peer to a job,
add its script."""

import pathlib
import shutil
import statistics

from . import machine
from .jobs import all_jobs
from .markdown import mebibytes, seconds, table

SCRIPTS = pathlib.Path(__file__).parent.parent / "peers"


def report(bench, inputs):
    """The tables, and what was found wrong."""
    text = "The others are the scripts in tests/bench/peers. What they answer is compared before.\n"
    faults = []
    for job in all_jobs(inputs, bench.quick):
        rows, missing, wrong = compare(bench, job)
        notes = "".join(f"\n{name}: {why}\n" for name, why in (missing | wrong).items())
        text += f"\n**{job.title}**\n\n{rows}{notes}"
        faults += [f"{job.title}: {name}: {why}" for name, why in wrong.items()]
    text += "\n**Start-up**\n\n" + start_up(bench)
    return text, faults


def compare(bench, job):
    """A job's table, the peers that are not installed, and those that answered something else."""
    commands = own_commands(bench, job)
    scripts, missing = peers_commands(bench, job)
    everybody = commands | scripts | job.uncompared
    outputs = {name: bench.scratch / f"output-{i}" for i, name in enumerate(everybody)}
    runs = bench.race(list(everybody.values()), 0.3 if bench.quick else 3, outputs.values())

    readers = dict.fromkeys(commands, job.ours) | dict.fromkeys(scripts, job.theirs)
    read = {name: reader(outputs[name]) for name, reader in readers.items()}
    differences = {name: job.difference(read["logits"], answer) for name, answer in read.items()}
    wrong = {name: f"answers something else: {found}" for name, found in differences.items() if found}
    return race_table(dict(zip(everybody, runs)), job.goals), missing, wrong


def own_commands(bench, job):
    """That of logits, and for many rows the same with threads, where it has them."""
    commands = {"logits": [bench.logits, *job.options, *job.arguments]}
    if job.has_many_rows and machine.first_line([bench.logits, "-j", "2", "0"]):
        commands["logits -j 2"] = [bench.logits, "-j", "2", *job.options, *job.arguments]
    return commands


def peers_commands(bench, job):
    """Those of the job's scripts, and for the scripts that cannot be run, why."""
    commands, missing = {}, {}
    for script in sorted((SCRIPTS / job.folder).iterdir()):
        interpreter, lacks = interpreter_of(bench, script)
        if lacks:
            missing[script.name] = f"{lacks} is not installed"
        else:
            commands[script.name] = [*interpreter, str(script), *job.arguments, *job.draws]
    return commands, missing


def interpreter_of(bench, script):
    """What runs a script, and what of it is not installed."""
    if script.suffix == ".py":
        module = script.stem.removeprefix("with_")
        lacks = module != "plain" and not machine.first_line([bench.python, "-c", f"import {module}; print(1)"])
        return [bench.python], module if lacks else None
    command = {".js": ["node"], ".jq": ["jq", "-rcf"], ".awk": ["awk", "-f"], ".args": ["mlr", "-s"]}[script.suffix]
    return command, None if shutil.which(command[0]) else command[0]


def race_table(runs, goals):
    first = min(run.seconds for run in next(iter(runs.values())))
    rows = []
    for name, own in runs.items():
        times = [run.seconds for run in own]
        ratio = min(times) / first
        goal = f"{goals[name]:g}" + (" missed" if ratio < goals[name] else "") if name in goals else ""
        rows.append([name, seconds(min(times)), seconds(statistics.median(times)), str(len(times)),
                     mebibytes(max(run.peak for run in own)), f"{ratio:.2f}", goal])
    return table(["", "minimum", "median", "runs", "memory", "ratio", "goal"], rows)


def start_up(bench):
    commands = {
        "logits --version": [bench.logits, "--version"],
        "python3 -c pass": [bench.python, "-c", "pass"],
        "jq -n 1": ["jq", "-n", "1"],
        "node -e 0": ["node", "-e", "0"],
        "mlr --version": ["mlr", "--version"],
    }
    commands = {name: command for name, command in commands.items() if shutil.which(command[0])}
    runs = dict(zip(commands, bench.race(list(commands.values()), 0.1 if bench.quick else 1)))
    return race_table(runs, {"python3 -c pass": 10, "jq -n 1": 15, "node -e 0": 60})
