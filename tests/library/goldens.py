# SPDX-License-Identifier: MIT
"""What CPython's asyncio does with the programs of the library.

    goldens.py record [NAME…]                   writes goldens/NAME.expected.jsonl, all or those that are named
    goldens.py check                            CPython does the same again; exits 1 if it does not
    goldens.py engine COROSCOPE                 compares what the engine does with the goldens; needs no CPython 3.13
    goldens.py programs COROSCOPE               runs the programs that `COROSCOPE python` writes, compares with the engine

The entries are those of facts/TOPIC.yaml: NAME, or NAME@VARIANT with other params. The first line of a golden holds the
params that were set, the others are what tests/conformance/record.py writes.
"""

import json
import pathlib
import subprocess
import sys
import warnings

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "conformance"))

import compare  # noqa: E402

SCENARIOS = HERE.parent.parent / "resources" / "scenarios"
GOLDENS = HERE / "goldens"

# Programs whose subject is scale are recorded with fewer jobs; the engine does as many when it is compared.
SMALLER = {
    "ten-thousand-tasks": {"tasks": 200, "capacity": 100, "permits": 50},
    "thousand-fetches": {"fetches": 100},
    "too-many-tasks": {"downloads": 150, "at_once": 150},
}


def scenario_of(entry):
    """The file of an entry, or None."""
    found = sorted(SCENARIOS.glob(f"*/{entry.partition('@')[0]}.coro.yaml"))
    return found[0] if found else None


def golden_of(entry):
    return GOLDENS / f"{entry}.expected.jsonl"


def entries():
    """NAME or NAME@VARIANT: {param: value}."""
    import scenariofile

    found = {}
    for file in sorted((HERE / "facts").glob("*.yaml")):
        for entry, facts in scenariofile.read(file).items():
            found[entry] = SMALLER.get(entry.partition("@")[0], {}) | (facts.get("set") or {})
    return found


def recorded(entry, settings):
    """The lines of a golden, or None where the run does not end."""
    import interpreter
    import scenariofile

    trace = interpreter.record(scenariofile.read(scenario_of(entry)), settings=settings)
    if trace.outcome == "limit":
        return None
    return [json.dumps({"set": settings}), *trace.lines()]


def record(names):
    failed = 0
    for entry, settings in entries().items():
        if names and entry not in names:
            continue
        lines = recorded(entry, settings)
        if lines is None:
            print(f"{entry}: the run does not end")
            failed += 1
            continue
        golden_of(entry).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return failed


def check():
    all_entries = entries()
    failed = 0
    for entry, settings in all_entries.items():
        if not golden_of(entry).exists():
            print(f"{entry}: has no golden; `goldens.py record {entry}` makes it")
            failed += 1
            continue
        expected = golden_of(entry).read_text(encoding="utf-8").splitlines()
        difference = compare.first_difference(expected, recorded(entry, settings) or [], "expected", "recorded now")
        if difference:
            failed += 1
            print(f"{entry}: differs\n{difference}")
    for golden in GOLDENS.glob("*.expected.jsonl"):
        if golden.name.removesuffix(".expected.jsonl") not in all_entries:
            failed += 1
            print(f"{golden.name}: is of no entry of facts/")
    print(f"{len(all_entries) - failed} as expected, {failed} not (Python {sys.version.split()[0]})")
    return failed


def setting(name, value):
    """As `--set` takes it."""
    return f"--set={name}={value if isinstance(value, str) else json.dumps(value)}"


def engine_lines(engine, path, settings):
    """What the engine does, cut down to what CPython tells. Gives (lines, None) or (None, what went wrong)."""
    command = [engine, "run", "--quiet", "--trace", "-", *(setting(*pair) for pair in settings.items()), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, encoding="utf-8")
    if done.returncode not in (0, 1, 3):
        return None, f"  exit code {done.returncode}: {done.stderr.strip()[-1000:]}"
    return compare.cut(done.stdout), None


def compare_engine(engine):
    goldens = sorted(GOLDENS.glob("*.expected.jsonl"))
    failed = 0
    for golden in goldens:
        entry = golden.name.removesuffix(".expected.jsonl")
        first, *expected = golden.read_text(encoding="utf-8").splitlines()
        got, fault = engine_lines(engine, scenario_of(entry), json.loads(first)["set"])
        difference = fault or compare.first_difference(expected, got, "expected")
        if difference:
            failed += 1
            print(f"{entry}: differs\n{difference}")
    without = [path.name for path in sorted(SCENARIOS.glob("*/*.coro.yaml"))
               if not golden_of(path.name.removesuffix(".coro.yaml")).exists()]
    for name in without:
        failed += 1
        print(f"{name}: has no golden; `goldens.py record` makes it")
    print(f"{len(goldens) + len(without) - failed} passed, {failed} failed")
    return failed


def compare_programs(engine):
    import differential
    import interpreter
    import scenariofile

    failed = 0
    paths = sorted(SCENARIOS.glob("*/*.coro.yaml"))
    for path in paths:
        got, difference = engine_lines(engine, path, {})
        if not difference:
            cost = interpreter.duration(scenariofile.read(path).get("step_cost", 0))
            difference = differential.python_difference(engine, path, got, cost)
        if difference:
            failed += 1
            print(f"{path.name}: differs\n{difference}")
    print(f"{len(paths) - failed} passed, {failed} failed")
    return failed


def main(arguments):
    match arguments:
        case ["record", *names]:
            return record(names)
        case ["check"]:
            return check()
        case ["engine", engine]:
            return compare_engine(engine)
        case ["programs", engine]:
            return compare_programs(engine)
    print(__doc__, file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    sys.unraisablehook = lambda _: None  # left-over coroutines that await in a finally while they are taken apart
    warnings.simplefilter("ignore")  # coroutines that nobody awaits
    sys.exit(1 if main(sys.argv[1:]) else 0)
