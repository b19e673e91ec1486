"""Where and with what it is measured."""

import datetime
import os
import platform
import re
import shutil
import subprocess


def describe(bench):
    cache = (bench.build / "CMakeCache.txt").read_text()
    compiler = first_line([setting(cache, "CMAKE_CXX_COMPILER"), "--version"])
    flags = [setting(cache, name) for name in ("CMAKE_BUILD_TYPE", "CMAKE_CXX_FLAGS")]
    source = setting(cache, "CMAKE_HOME_DIRECTORY")
    cores = len(os.sched_getaffinity(0))
    facts = {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": f"{processor()}, {cores} cores, load {os.getloadavg()[0]:.1f}, {platform.system()}",
        "program": ", ".join([first_line([bench.logits, "--version"]), compiler, *filter(None, flags)]),
        "commit": first_line(["git", "-C", source, "describe", "--always", "--dirty"]),
        "peers": ", ".join(peers(bench)),
    }
    return "".join(f"* {name}: {fact}\n" for name, fact in facts.items())


def setting(cache, name):
    found = re.search(rf"^{name}:\w+=(.*)$", cache, re.MULTILINE)
    return found[1] if found else ""


def processor():
    with open("/proc/cpuinfo") as file:
        found = re.search(r"model name\s*: (.*)", file.read())
    return found[1] if found else platform.machine()


def peers(bench):
    yield first_line([bench.python, "--version"])
    for module in ("numpy", "scipy", "torch"):
        version = first_line([bench.python, "-c", f"import {module}; print({module}.__version__)"])
        yield f"{module} {version or 'missing'}"
    for program in ("node", "jq", "awk", "mlr", "valgrind"):
        path = shutil.which(program)
        name = os.path.basename(os.path.realpath(path)) if path else program
        yield f"{name} {version_of(program)}" if path else f"{program} missing"


def version_of(program):
    line = first_line([program, "--version"]) or first_line([program, "-W", "version"])
    found = re.search(r"\d[\w.]*", line)
    return found[0] if found else line


def first_line(command):
    """Of what a command prints, or nothing if it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.partition("\n")[0] if done.returncode == 0 else ""


def python_with_numpy(candidates):
    """The first of the interpreters that has numpy, or the first at all."""
    for candidate in candidates:
        if first_line([candidate, "-c", "import numpy; print(1)"]):
            return candidate
    return candidates[0]
