"""What every part of the report needs to know, and how a command is run and measured."""

import dataclasses
from itertools import repeat
import pathlib
import subprocess


@dataclasses.dataclass(frozen=True)
class Run:
    seconds: float
    cpu: float  # seconds of processor time
    peak: int  # bytes of memory


@dataclasses.dataclass(frozen=True)
class Bench:
    build: pathlib.Path
    scratch: pathlib.Path
    python: str  # one that has numpy, where there is one
    quick: bool

    @property
    def logits(self):
        return str(self.build / "logits")

    @property
    def programs(self):
        return self.build / "tests" / "bench"

    def run(self, command, output="/dev/null"):
        """Runs a command to its end, its standard output in a file."""
        measured = subprocess.run(
            [str(self.programs / "bench_child"), str(output), *command],
            capture_output=True, text=True, check=False)
        if measured.returncode != 0:
            raise RuntimeError(f"{command}: {measured.stderr}")
        seconds, cpu, kibibytes, exit_code = measured.stdout.split()
        if exit_code != "0":
            raise RuntimeError(f"{command} ends with exit code {exit_code}: {measured.stderr}")
        return Run(float(seconds), float(cpu), int(kibibytes) * 1024)

    def race(self, commands, seconds_each, outputs=None):
        """Runs the commands in turn until each has had its seconds, one run at least; all their runs.

        Of the first run of each the output is kept in a file, if files are given.
        """
        runs = [[self.run(command, output)] for command, output in zip(commands, outputs or repeat("/dev/null"))]
        while waiting := [i for i, own in enumerate(runs) if wants_more(own, seconds_each)]:
            for i in waiting:
                runs[i].append(self.run(commands[i]))
        return runs


def wants_more(runs, seconds):
    return len(runs) < 200 and sum(run.seconds for run in runs) < seconds
