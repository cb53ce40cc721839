# SPDX-License-Identifier: MIT
"""Records what CPython's asyncio does with scenarios.

    record.py FILE.yaml…             writes NAME.expected.jsonl beside each file
    record.py --stdout FILE.yaml     prints it instead
    record.py --check FILE.yaml…     compares with NAME.expected.jsonl, prints the first difference, exits 1
    record.py --program FILE.py      runs a Python program (as `coroscope python` writes it) and prints its trace
"""

import argparse
import pathlib
import sys
import warnings

import compare
import interpreter
import program
import scenariofile
import virtualloop


def expected_of(path):
    return path.with_name(path.name.removesuffix(".yaml") + ".expected.jsonl")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("files", nargs="+", type=pathlib.Path, metavar="FILE")
    arguments.add_argument("--check", action="store_true", help="compare with what was recorded before")
    arguments.add_argument("--stdout", action="store_true", help="print instead of writing beside the file")
    arguments.add_argument("--program", action="store_true", help="the files are Python programs")
    arguments.add_argument("--step-cost", default=0, help="with --program: duration that each step takes")
    options = arguments.parse_args()

    failed = 0
    for path in options.files:
        if options.program:
            cost = interpreter.duration(options.step_cost)
            trace = program.record(path.read_text(encoding="utf-8"), str(path), step_cost=cost)
            sys.stdout.write(trace.text())
            if trace.error is not None:
                print(f"{path}: main failed: {trace.error!r}", file=sys.stderr)
            continue
        trace = interpreter.record(scenariofile.read(path))
        if trace.outcome == "limit":
            print(f"{path}: the run does not end", file=sys.stderr)
            failed += 1
        elif options.check:
            expected = expected_of(path).read_text(encoding="utf-8").splitlines()
            difference = compare.first_difference(expected, trace.lines(), "expected", "recorded now")
            if difference:
                failed += 1
                print(f"{path}: differs\n{difference}")
        elif options.stdout:
            sys.stdout.write(trace.text())
        else:
            expected_of(path).write_text(trace.text(), encoding="utf-8")
    if options.check:
        print(f"{len(options.files) - failed} as expected, {failed} not (Python {sys.version.split()[0]})")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.unraisablehook = lambda _: None  # left-over coroutines that await in a finally while they are taken apart
    warnings.simplefilter("ignore")  # coroutines that nobody awaits
    sys.exit(main())
