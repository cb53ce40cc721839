# SPDX-License-Identifier: MIT
"""Writes what CPython's asyncio does with small programs, as the text that the C++ tests compare with.

    asynciosteps.py FILE.py…           writes FILE.txt beside each
    asynciosteps.py --check FILE.py…   compares with FILE.txt, exits 1 where they differ
    asynciosteps.py --show FILE.py…    prints it

A FILE.py is a list of functions `async def it_does_this(): …`, each decorated with @case and run by asyncio.run
under the virtual clock of tests/conformance/virtualloop.py. The test of the same name in tst_FILE.cpp is the
same program in C++. One line is one step of one task:

    TIME TASK: what it did, what it waits for or how it ended
"""

import argparse
import asyncio
import difflib
import importlib.util
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "conformance"))

import virtualloop

_UNITS = ((1_000_000_000, "s"), (1_000_000, "ms"), (1_000, "us"))


def duration_text(ns):
    if ns == 0:
        return "0"
    for size, unit in _UNITS:
        if ns % size == 0:
            return f"{ns // size}{unit}"
    return f"{ns}ns"


class Loop(virtualloop.VirtualLoop):
    """Names tasks that got no name as the engine does."""

    def create_task(self, coro, *, name=None, **options):
        if name is None:
            name = f"task-{self._last_task + 1}" if self._last_task else "main"
        return super().create_task(coro, name=name, **options)


class Steps:
    """Turns the events of a trace into one line a step."""

    def __init__(self):
        self.names = {}
        self.lines = []
        self.items = []
        self.began = None

    def add(self, event):
        kind, t = event["ev"], event["t"]
        if kind == "task_created":
            self.names[event["task"]] = event["name"]
            if event["parent"] is None:
                self.lines.append(f"{duration_text(t)} +{event['name']}")
            else:
                self.items.append("+" + event["name"])
        elif kind == "task_running":
            self.began = t
            self.items = []
        elif kind == "log":
            self.items.append(f"'{event['text']}'")
        elif kind in ("task_waiting", "task_done"):
            self.items.append(event["on"] if kind == "task_waiting" else event["outcome"])
            end = f" at {duration_text(t)}" if t != self.began else ""
            name = self.names[event["task"]]
            self.lines.append(f"{duration_text(self.began)} {name}: {', '.join(self.items)}{end}")
        elif kind == "deadlock":
            names = " ".join(self.names[task] for task in event["tasks"])
            self.lines.append(f"{duration_text(t)} deadlock: {names}")


_cases = []


def case(function=None, *, step_cost=0):
    if function is None:
        return lambda function: case(function, step_cost=step_cost)
    _cases.append((function, step_cost))
    return function


def log(text):
    """Tells a line of text of the running task."""
    asyncio.get_running_loop().log(str(text))


def block(seconds):
    """Holds the loop up, as time.sleep does."""
    asyncio.get_running_loop().block(virtualloop.to_nanoseconds(seconds))


def now():
    return duration_text(asyncio.get_running_loop().now)


def start(name, coro):
    return asyncio.get_running_loop().create_task(coro, name=name)


def what(error):
    """An error in words."""
    text = str(error)
    return type(error).__name__ + (f"({text})" if text else "")


def run(function, step_cost):
    trace = virtualloop.Trace()
    loop = Loop(trace, step_cost=step_cost)
    outcome, error = virtualloop.run(loop, function())
    steps = Steps()
    for event in trace.events:
        steps.add(event)
    lines = steps.lines
    if outcome != "deadlock":
        name = f" {type(error).__name__}" if error is not None else ""
        lines.append(f"{duration_text(loop.now)} end {outcome}{name}")
    return lines


def record(path):
    _cases.clear()
    spec = importlib.util.spec_from_file_location("program_" + path.stem, path)
    spec.loader.exec_module(importlib.util.module_from_spec(spec))
    text = ""
    for function, step_cost in _cases:
        text += f"# {function.__name__}\n" + "".join(line + "\n" for line in run(function, step_cost))
    return text


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("files", nargs="+", type=pathlib.Path, metavar="FILE")
    arguments.add_argument("--check", action="store_true")
    arguments.add_argument("--show", action="store_true")
    options = arguments.parse_args()
    different = 0
    for path in options.files:
        text = record(path)
        expected = path.with_suffix(".txt")
        if options.show:
            print(text, end="")
        elif not options.check:
            expected.write_text(text, encoding="utf-8")
        elif expected.read_text(encoding="utf-8") != text:
            different += 1
            before = expected.read_text(encoding="utf-8").splitlines()
            print("\n".join(difflib.unified_diff(before, text.splitlines(), str(expected), "now", lineterm="")))
    return 1 if different else 0


if __name__ == "__main__":
    # The programs import this module by its name; there must be one list of cases.
    sys.modules["asynciosteps"] = sys.modules["__main__"]
    sys.exit(main())
