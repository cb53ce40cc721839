# SPDX-License-Identifier: MIT
"""Compares the engine with CPython on random scenarios.

    differential.py --engine COROSCOPE --seeds 1..500 [--jobs N] [--python] [--keep FOLDER]

For each seed: makes a scenario, runs it under CPython's asyncio (interpreter.py) and by `COROSCOPE run --trace -`, and
compares line for line what both can tell. With --python also the program that `COROSCOPE python` writes is run, under
the same virtual clock, and compared (without names). Shows the first difference of each seed that fails.
Ends with `N passed, M failed`; exits 1 on any difference.
"""

import argparse
import json
import multiprocessing
import os
import pathlib
import subprocess
import sys
import tempfile
import warnings

import compare
import generate
import interpreter
import program

def _without_names(lines):
    events = map(json.loads, lines)
    return [json.dumps({key: value for key, value in event.items() if key != "name"}) for event in events]


def python_difference(engine, path, expected, step_cost):
    """None, or what differs between CPython's run of the scenario and that of the program written from it."""
    try:
        written = subprocess.run([str(engine), "python", str(path)], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"  {error}"
    if written.returncode != 0:
        return f"  `python` exits with {written.returncode}: {written.stderr.strip()[-1000:]}"
    try:
        trace = program.record(written.stdout, str(path), step_cost=step_cost)
    except SyntaxError as error:
        return f"  the program is not Python: {error}"
    difference = compare.first_difference(
        _without_names(expected), _without_names(trace.lines()), "scenario", "program"
    )
    if difference and trace.error is not None:
        difference += f"\n  the program ended with {trace.error!r}"
    return difference


def check(task):
    """One seed. Gives (seed, None or text)."""
    seed, engine, with_python, folder, keep = task
    path = folder / f"random_{seed}.yaml"
    try:
        scenario = generate.make(seed)
        path.write_text(generate.to_yaml(scenario), encoding="utf-8")
        trace = interpreter.record(scenario)
        if trace.outcome == "limit":
            return seed, "  the scenario does not end under CPython: a fault of the generator"
        expected = compare.cut(trace.text())
        got, fault = compare.run_engine(engine, path)
        difference = fault or compare.first_difference(expected, got)
        if difference:
            difference = f"  engine:\n{difference}"
        if with_python:
            cost = interpreter.duration(scenario.get("step_cost", 0))
            more = python_difference(engine, path, expected, cost)
            if more:
                difference = f"{difference}\n  python:\n{more}" if difference else f"  python:\n{more}"
        return seed, difference
    except Exception as error:
        return seed, f"  {type(error).__name__}: {error}"
    finally:
        if not keep and path.exists():
            path.unlink()


def _quiet():
    sys.unraisablehook = lambda _: None  # left-over coroutines that await while they are taken apart
    warnings.simplefilter("ignore")  # coroutines that nobody awaits


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--engine", required=True, type=pathlib.Path, metavar="COROSCOPE")
    arguments.add_argument("--seeds", required=True, type=generate.seeds, metavar="A..B")
    arguments.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments.add_argument("--python", action="store_true", help="also the programs that `COROSCOPE python` writes")
    arguments.add_argument("--keep", type=pathlib.Path, help="keeps the scenarios in this folder")
    options = arguments.parse_args()

    failed = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        tasks = [(seed, options.engine, options.python, folder, bool(options.keep)) for seed in options.seeds]
        with multiprocessing.Pool(max(options.jobs, 1), initializer=_quiet, maxtasksperchild=50) as pool:
            for seed, difference in pool.imap(check, tasks, chunksize=4):
                if difference:
                    failed += 1
                    print(f"seed {seed}:\n{difference}", flush=True)
    print(f"{len(tasks) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
