# SPDX-License-Identifier: MIT
"""Cuts traces down to what CPython can tell and compares them line for line.

    compare.py --engine COROSCOPE SCENARIO.yaml…     runs each and compares with its NAME.expected.jsonl
"""

import argparse
import json
import pathlib
import subprocess
import sys

FIELDS = {
    "task_created": ("task", "name", "parent"),
    "task_running": ("task",),
    "task_waiting": ("task", "on"),
    "task_done": ("task", "outcome"),
    "log": ("task", "text"),
    "deadlock": ("tasks",),
}

# exit codes of `coroscope run`: returned, main failed, deadlock
_ENDED = (0, 1, 3)


def cut(text, leave_out=()):
    """The lines of a trace with only the events and fields that both sides tell; a deadlock ends it."""
    lines = []
    for line in text.splitlines():
        event = json.loads(line)
        fields = FIELDS.get(event.get("ev"))
        if fields is None:
            continue
        kept = {name: event.get(name) for name in fields if name not in leave_out}
        lines.append(json.dumps({"t": event["t"], "ev": event["ev"], **kept}))
        if event["ev"] == "deadlock":
            break
    return lines


def first_difference(expected, got, expected_name="CPython", got_name="engine", context=6):
    """Text that shows the first line that differs, or None."""
    for at, (a, b) in enumerate(zip(expected, got)):
        if a != b:
            break
    else:
        at = min(len(expected), len(got))
        if len(expected) == len(got):
            return None
    shown = [f"  line {number + 1}: {expected[number]}" for number in range(max(0, at - context), at)]
    for lines, name in ((expected, expected_name), (got, got_name)):
        shown += [f"  {name:>12} | {line}" for line in lines[at : at + 3]] or [f"  {name:>12} | (ends here)"]
    return "\n".join(shown)


def run_engine(engine, path, timeout=60, leave_out=()):
    """Runs a scenario with the engine. Gives (lines, None) or (None, what went wrong)."""
    command = [str(engine), "run", "--trace", "-", str(path), "--quiet"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, encoding="utf-8")
    except subprocess.TimeoutExpired:
        return None, f"  it did not end within {timeout} s"
    except OSError as error:
        return None, f"  {error}"
    if done.returncode not in _ENDED:
        return None, f"  exit code {done.returncode}: {done.stderr.strip()[-1000:]}"
    try:
        return cut(done.stdout, leave_out), None
    except (ValueError, KeyError) as error:
        return None, f"  its trace is not readable: {error!r}"


def compare_with_golden(engine, path):
    """None, or what differs between the engine's run of a scenario and the recorded one."""
    expected = path.with_name(path.name.removesuffix(".yaml") + ".expected.jsonl").read_text(encoding="utf-8")
    got, fault = run_engine(engine, path)
    return fault or first_difference(cut(expected), got, "expected")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("files", nargs="+", type=pathlib.Path, metavar="SCENARIO")
    arguments.add_argument("--engine", required=True, metavar="COROSCOPE")
    options = arguments.parse_args()
    failed = 0
    for path in options.files:
        difference = compare_with_golden(options.engine, path)
        if difference:
            failed += 1
            print(f"{path}: differs\n{difference}")
    print(f"{len(options.files) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
