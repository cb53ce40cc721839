# SPDX-License-Identifier: MIT
"""Whole processes: `coroscope run --quiet FILE` against the program that `coroscope python FILE` writes.

    bench_scenario.py COROSCOPE [--rounds N] [--quick] [--python PYTHON] [FILE…]

Prints the CPU seconds (user and system, median of the rounds, in turns) and how many times less the engine takes.
No test: it measures.
"""

import argparse
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TARGET = 8


def cpu_seconds(command):
    """Runs a command to its end; gives the CPU time of the process and its exit code."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, process.returncode


def find_python():
    found = subprocess.run(["sh", HERE.parent / "conformance" / "findpython.sh"], capture_output=True, text=True)
    return found.stdout.strip() or None


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("coroscope", metavar="COROSCOPE")
    arguments.add_argument("files", nargs="*", type=pathlib.Path, metavar="FILE")
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--quick", action="store_true", help="a small part of the work, once")
    arguments.add_argument("--python", default=find_python(), help="a Python of at least 3.13")
    options = arguments.parse_args()
    files = options.files or sorted((HERE / "scenarios").glob("*.yaml"))
    rounds = 1 if options.quick else options.rounds
    if options.python is None:
        print("no Python of at least 3.13 is found: only the engine is measured")
    failed = 0
    for path in files:
        with tempfile.TemporaryDirectory() as folder:
            scenario = pathlib.Path(folder) / path.name
            text = path.read_text(encoding="utf-8")
            # A hundredth of the work is enough to see that it works.
            scenario.write_text(re.sub(r"\b([0-9]+)00000\b", r"\g<1>000", text) if options.quick else text)
            program = pathlib.Path(folder) / "program.py"
            subprocess.run([options.coroscope, "python", scenario, "-o", program], check=True)
            commands = {"coroscope": [options.coroscope, "run", "--quiet", scenario]}
            if options.python is not None:
                commands["python"] = [options.python, program]
            times = {name: [] for name in commands}
            for _ in range(rounds):
                for name, command in commands.items():
                    seconds, code = cpu_seconds(command)
                    times[name].append(seconds)
                    if code != 0:
                        failed += 1
                        print(f"{path.name}: {name} exits with {code}")
        own = statistics.median(times["coroscope"])
        line = f"{path.name:24} coroscope {own:7.3f} s"
        if "python" in times:
            theirs = statistics.median(times["python"])
            verdict = "ok" if theirs >= TARGET * own else "MISSED"
            line += f"   python {theirs:7.3f} s   {theirs / own:5.1f}x (at least {TARGET}x: {verdict})"
        print(line, flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
