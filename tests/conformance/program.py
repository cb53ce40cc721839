# SPDX-License-Identifier: MIT
"""Runs an ordinary asyncio program under the virtual clock and tells its steps.

The program is one that `coroscope python` wrote, or any other that keeps to asyncio, `print`, `time.sleep` and
threads (`asyncio.to_thread`, `loop.run_in_executor` with a ThreadPoolExecutor): `asyncio.run(main())` runs on a virtual
loop, `print` in a task is a log line, `time.sleep` in a task holds the loop and in a job is how long the job takes.

What it can compare: all but names. In a scenario a task is named by its call, `worker(3)`; a program names its tasks
as it likes, so `name` is left out of the comparison.
"""

import asyncio
import builtins
import contextlib
import random
import sys
import time
import types
import warnings

import virtualloop as vl


def _in_whole_nanoseconds(function, place):
    """The same function; its delay is rounded to whole nanoseconds first, as a scenario's durations are."""

    def rounded(*args, **options):
        args = list(args)
        if place is not None and len(args) > place:
            args[place] = _rounded(args[place])
        for name in ("timeout", "delay"):
            if name in options:
                options[name] = _rounded(options[name])
        return function(*args, **options)

    return rounded


def _rounded(delay):
    return delay if delay is None or delay != delay else vl.Seconds(vl.to_nanoseconds(delay))


def record(source, file_name, *, step_cost=0, max_events=200_000, max_turns=200_000):
    """Runs the program. Gives its `Trace`, with `outcome`, `error` and `trouble` added."""
    trace = vl.Trace(max_events)
    trace.outcome, trace.error, trace.trouble = "returned", None, []
    loop = None

    def run(main, *, debug=None, loop_factory=None):
        nonlocal loop
        loop = vl.VirtualLoop(trace, step_cost=step_cost, max_turns=max_turns)
        trace.outcome, trace.error = vl.run(loop, main)
        trace.trouble = loop.trouble
        if trace.outcome in ("deadlock", "limit"):
            raise _Stopped
        if trace.error is not None:
            raise trace.error

    def told_print(*values, sep=" ", **_):
        if loop is not None and not loop.is_closed():
            loop.log((" " if sep is None else sep).join(map(str, values)))

    def told_sleep(seconds):
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        if loop is not None:
            loop.block(vl.to_nanoseconds(seconds))

    def told_time():
        return 0.0 if loop is None else loop.now / 1e9

    replaced = {
        (asyncio, "run"): run,
        (asyncio, "sleep"): _in_whole_nanoseconds(asyncio.sleep, 0),
        (asyncio, "timeout"): _in_whole_nanoseconds(asyncio.timeout, 0),
        (asyncio, "wait_for"): _in_whole_nanoseconds(asyncio.wait_for, 1),
        (asyncio, "wait"): _in_whole_nanoseconds(asyncio.wait, None),
        (asyncio, "as_completed"): _in_whole_nanoseconds(vl.ordered_as_completed, None),
        (asyncio, "TaskGroup"): vl.OrderedTaskGroup,
        (asyncio, "all_tasks"): vl.ordered_all_tasks,
        (time, "sleep"): told_sleep,
        (time, "monotonic"): told_time,
        (time, "perf_counter"): told_time,
        (builtins, "print"): told_print,
    }
    module = types.ModuleType("__main__")
    module.__file__ = file_name
    with contextlib.ExitStack() as stack:
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        for (owner, name), value in replaced.items():
            stack.callback(setattr, owner, name, getattr(owner, name))
            setattr(owner, name, value)
        stack.callback(sys.modules.__setitem__, "__main__", sys.modules["__main__"])
        sys.modules["__main__"] = module
        stack.callback(setattr, sys, "argv", sys.argv)
        sys.argv = [file_name]
        stack.callback(random.setstate, random.getstate())
        try:
            exec(compile(source, file_name, "exec", dont_inherit=True), module.__dict__)
        except _Stopped:
            pass
        except SystemExit as error:
            if trace.outcome == "returned" and error.code not in (None, 0):
                trace.outcome, trace.error = "failed", error
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            if trace.error is None:
                trace.outcome, trace.error = "failed", error
    return trace


class _Stopped(BaseException):
    """A deadlock or a limit ended the run."""
