# SPDX-License-Identifier: MIT
"""Runs a scenario on CPython's own asyncio under a virtual clock.

Each coroutine of the scenario becomes the Python function that its steps spell out (`try` is `try`, `task_group` is
`async with asyncio.TaskGroup()`, and so on), so that Python itself decides what a `return` in a `finally` does, and
asyncio itself the order of everything else. Nothing here knows how the engine works.
"""

import asyncio
import contextlib
import inspect
import random
import re
import types
import warnings

import expressions as js
import virtualloop as vl

_FOR = re.compile(r"^\s*([A-Za-z_]\w*)\s+in\s+(.+)$", re.DOTALL)
_HEAD = re.compile(r"^\s*([A-Za-z_]\w*)\s*(?:\(\s*(.*?)\s*\))?\s*$", re.DOTALL)
_NAME = re.compile(r"^\s*([A-Za-z_]\w*)\s*$")
_DURATION = re.compile(r"^\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(ns|us|ms|s|m|h)?\s*$")
_UNITS = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9, "m": 60e9, "h": 3600e9}

ERRORS = {
    error.__name__: error
    for error in (
        Exception, ValueError, TypeError, KeyError, IndexError, LookupError, RuntimeError, ZeroDivisionError,
        ArithmeticError, TimeoutError, ConnectionError, ConnectionResetError, ConnectionRefusedError, OSError,
        PermissionError, FileNotFoundError, StopAsyncIteration, ExceptionGroup, asyncio.InvalidStateError,
        asyncio.QueueEmpty, asyncio.QueueFull, asyncio.BrokenBarrierError, asyncio.CancelledError,
    )
}

FUNCTIONS = (
    "range", "len", "min", "max", "abs", "str", "int", "sum", "sorted", "now", "is_error", "random", "uniform",
    "randint", "choice", "expovariate",
)

_METHODS = frozenset(
    """acquire wait put get join release locked set clear is_set notify notify_all put_nowait get_nowait task_done
    qsize empty full set_result set_exception done result exception cancelled cancel reset abort""".split()
)

NESTED = ("sleep", "wait_for", "shield", "gather", "to_thread")


class ScenarioError(Exception):
    """The scenario is not one that the format allows."""


def duration(value):
    """Whole nanoseconds of a duration of the format, half up; None stays None."""
    if value is None:
        return None
    if js.is_number(value):
        if value != value:
            raise ValueError("Invalid delay: NaN (not a number)")
        return vl.to_nanoseconds(value if isinstance(value, int) else float(value))
    found = _DURATION.match(value) if isinstance(value, str) else None
    if not found:
        raise ValueError(f"not a duration: {value!r}")
    return int((float(found[1]) * _UNITS[found[2] or "s"] + 0.5) // 1)


# ---------------------------------------------------------------------------------------------------------------
# What the steps call at run time


class Runtime:
    """The functions that the Python made from a scenario calls."""

    def __init__(self, loop, seed, errors):
        self.loop = loop
        self.errors = errors
        self.names = {}  # of objects, by identity
        self.pools = {}
        self._random = random.Random(seed)
        self._budget = 1_000_000

    # Text

    def text(self, value):
        if isinstance(value, str):
            return value
        if isinstance(value, list):
            return "[" + ", ".join(map(self.text, value)) + "]"
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {self.text(item)}" for key, item in value.items()) + "}"
        return js.string(value)

    def plain_text(self, value):
        """Text of what is no JavaScript value: a task, an object, an error."""
        if isinstance(value, asyncio.Task):
            return value.get_name()
        if isinstance(value, KeyError) and value.args:
            return self.text(value.args[0])
        if isinstance(value, BaseException):
            return str(value)
        if isinstance(value, type):
            return value.__name__
        name = self.names.get(id(value))
        if name is None and asyncio.isfuture(value):
            return vl.kind_of(value)  # of a nested gather or shield: its verb
        return name or getattr(value, "__name__", None) or type(value).__name__

    def joined(self, *parts):
        return "".join(map(self.text, parts))

    def log(self, value):
        self.loop.log(self.text(value))

    # Time

    def seconds(self, value):
        ns = duration(value)
        return None if ns is None else vl.Seconds(ns)

    def block(self, value):
        ns = duration(value)
        if ns < 0:
            raise ValueError("sleep length must be non-negative")
        self.loop.block(ns)

    def tick(self):
        """Once a round of a loop: a loop without an await does not go on for ever."""
        self._budget -= 1
        if self._budget < 0:
            self.loop.trace.full = True
            raise vl.LimitHit

    def iterate(self, value):
        if not isinstance(value, (list, str)):
            raise TypeError(f"{self.text(value)} is not iterable")
        return value

    # Calls

    def make(self, function, name, *args):
        """A coroutine object that bears its call as its name."""
        coro = function(*args)
        coro.__name__ = f"{name}({', '.join(map(self.text, args))})"
        return coro

    def method(self, target, shown, name, *args):
        if name not in _METHODS or target is None or isinstance(target, (bool, int, float, list, str)):
            function = js.method(target, name)
            if function is None:
                raise TypeError(f"{self.text(target)} has no method {name}")
            return function(target, *args)
        if name == "set_exception":
            error, *text = args
            args = (error(*map(self.text, text)) if isinstance(error, type) else error,)
        function = getattr(target, name, None)
        if function is None:
            raise TypeError(f"{self.text(target)} has no method {name}")
        result = function(*args)
        if asyncio.iscoroutine(result):
            result.__name__ = f"{shown}({', '.join(map(self.text, args))})"
        return result

    def many(self, value):
        return list(value) if isinstance(value, list) else [value]

    def named(self, coro, name):
        coro.__name__ = name
        return coro

    def wrapped(self, future, name):
        """A future as a coroutine, since a task is made of nothing else."""

        async def wait():
            return await future

        return self.named(wait(), name)

    def spawn(self, coro, name=None, group=None):
        make = asyncio.create_task if group is None else group.create_task
        return make(coro, name=name)

    def futures(self, awaitables):
        return [asyncio.create_task(item) if asyncio.iscoroutine(item) else item for item in awaitables]

    def sort(self, futures, wanted):
        return [future for future in dict.fromkeys(futures) if future in wanted]

    def cancel(self, target, message=None):
        for item in self.many(target):
            if not asyncio.isfuture(item):
                raise TypeError(f"{self.text(item)} can not be cancelled")
            item.cancel(msg=None if message is None else self.text(message))

    def sleep(self, value):
        return asyncio.sleep(self.seconds(value))

    async def to_thread(self, pool, value, result):
        ns = duration(value)
        return await (pool or self.loop.pools[None]).submit(lambda: (ns, result, None))

    def error(self, what, *text):
        """What a `raise` raises."""
        if isinstance(what, type):
            return what(*map(self.text, text))
        if isinstance(what, BaseException):
            return what
        raise TypeError("only an error can be raised")

    # The functions of expressions

    def f_range(self, *args):
        args = [js.number(arg) for arg in args]
        if any(not isinstance(arg, int) for arg in args):
            raise TypeError("range wants whole numbers")
        return list(range(*args))

    def f_len(self, x):
        return len(x)

    def _best(self, args, better):
        items = args[0] if len(args) == 1 and isinstance(args[0], list) else list(args)
        if not items:
            raise ValueError("there is no item")
        best = items[0]
        for item in items[1:]:
            best = item if better(item, best) else best
        return best

    def f_min(self, *args):
        return self._best(args, js.less)

    def f_max(self, *args):
        return self._best(args, js.greater)

    def f_abs(self, x):
        return js.number(abs(js.to_number(x)))

    def f_str(self, x):
        return self.text(x)

    def f_int(self, x):
        x = js.to_number(x)
        if x != x or x in (float("inf"), float("-inf")):
            raise ValueError("not a number")
        return js.number(int(x))

    def f_sum(self, items):
        total = 0
        for item in items:
            total = js.add(total, item)
        return total

    def f_sorted(self, items):
        return sorted(items)

    def f_now(self):
        return js.number(self.loop.now / 1e9)

    def f_is_error(self, x):
        return isinstance(x, BaseException)

    def f_random(self):
        return self._random.random()

    def f_uniform(self, a, b):
        return js.number(self._random.uniform(a, b))

    def f_randint(self, a, b):
        return self._random.randint(a, b)

    def f_choice(self, items):
        return self._random.choice(items)

    def f_expovariate(self, rate):
        return js.number(self._random.expovariate(rate))


class Resource:
    """An async context manager made of steps."""

    def __init__(self, enter, leave):
        self._enter, self._leave = enter, leave

    async def __aenter__(self):
        return await self._enter()

    async def __aexit__(self, *error):
        await self._leave()


# ---------------------------------------------------------------------------------------------------------------
# From steps to Python


def _walk(steps):
    """Every step, however deep."""
    for step in steps or ():
        yield step
        if isinstance(step, dict):
            for key in ("do", "then", "else", "try", "finally"):
                if isinstance(step.get(key), list):
                    yield from _walk(step[key])
            for clause in step.get("except") or ():
                for key, body in clause.items():
                    if key != "as":
                        yield from _walk(body)


def _bound(steps):
    """Names that the steps bind."""
    for step in _walk(steps):
        if not isinstance(step, dict):
            continue
        yield from step.get("let") or ()
        bound = step.get("as")
        yield from [bound] if isinstance(bound, str) else bound or ()
        for clause in step.get("except") or ():
            if clause.get("as"):
                yield clause["as"]
        if "task_group" in step:
            yield step["task_group"]
        if "async_for" in step:
            yield _FOR.match(step["async_for"])[1]
        if "for" in step and _verb(step) == "for":
            yield _FOR.match(step["for"])[1]


_VERBS = (
    "sleep block log let return raise if while break continue pass try await call create_task cancel gather wait "
    "wait_for timeout shield as_completed task_group with async_for yield to_thread for"
).split()


def _verb(step):
    if isinstance(step, str):
        return step
    # `timeout` and `for` are also options of other verbs
    verbs = [key for key in step if key in _VERBS]
    for weak in ("for", "timeout"):
        if len(verbs) > 1 and weak in verbs:
            verbs.remove(weak)
    if len(verbs) != 1:
        raise ScenarioError(f"a step needs exactly one verb: {step!r}")
    return verbs[0]


class _Function:
    """Writes the body of one coroutine."""

    def __init__(self, program, params, steps):
        self.program = program
        self.lines = []
        self.depth = 1
        self.local = set(params) | set(_bound(steps))
        self.params = params
        self.fresh = 0

    def out(self, line):
        self.lines.append("    " * self.depth + line)

    @contextlib.contextmanager
    def indented(self):
        self.depth += 1
        yield
        self.depth -= 1

    def temporary(self):
        self.fresh += 1
        return f"_{self.fresh}"

    def prologue(self):
        for name in sorted(self.local - set(self.params)):
            if name in self.program.globals:
                self.out(f"v_{name} = g_{name}")

    # Expressions

    def name(self, name):
        if name in self.local:
            return f"v_{name}"
        if name in self.program.globals:
            return f"g_{name}"
        if name in self.program.errors:
            return f"R.errors[{name!r}]"
        raise ScenarioError(f"unknown name {name}")

    def _call_in_expression(self, callee, args, go):
        if callee[0] == "name":
            if callee[1] not in FUNCTIONS:
                raise ScenarioError(f"unknown function {callee[1]}")
            return f"R.f_{callee[1]}({', '.join(args)})"
        if callee[0] == "member":
            return f"R.method({', '.join([go(callee[1]), repr(''), repr(callee[2]), *args])})"
        raise ScenarioError("only functions and methods can be called")

    def expression(self, source):
        if not isinstance(source, str):
            return repr(source)
        return js.translate(js.parse(source), self.name, self._call_in_expression)

    def value(self, spec):
        """A YAML value with its `${}`."""
        if isinstance(spec, list):
            return "[" + ", ".join(map(self.value, spec)) + "]"
        if isinstance(spec, dict):
            return "{" + ", ".join(f"{key!r}: {self.value(item)}" for key, item in spec.items()) + "}"
        if isinstance(spec, float):
            spec = js.number(spec)
        if not isinstance(spec, str):
            return repr(spec)
        parts = list(_template(spec))
        if len(parts) == 1 and parts[0][0]:
            return self.expression(parts[0][1])
        if any(is_expression for is_expression, _ in parts):
            shown = (self.expression(text) if is_expression else repr(text) for is_expression, text in parts)
            return f"R.joined({', '.join(shown)})"
        return repr(spec)

    def condition(self, spec):
        return f"js.truth({self.expression(spec)})"

    @contextlib.contextmanager
    def bound(self, name):
        """The name of a `for` that lives in one expression."""
        before = name in self.local
        self.local.add(name)
        yield
        if not before:
            self.local.discard(name)

    # Awaitables

    def call(self, spec):
        """A CALL: a coroutine object, a future, or what a plain method gives."""
        if isinstance(spec, dict):
            return self.nested(spec)[0]
        parts = list(_template(spec)) if "${" in spec else ()
        if len(parts) == 1 and parts[0][0]:
            spec = parts[0][1]
        tree = js.parse(spec)
        if tree[0] == "name" and tree[1] in self.program.coroutines and tree[1] not in self.local:
            tree = ("call", tree, [])
        if tree[0] != "call":
            return js.translate(tree, self.name, self._call_in_expression)
        args = [js.translate(arg, self.name, self._call_in_expression) for arg in tree[2]]
        callee = tree[1]
        if callee[0] == "name" and callee[1] in self.program.coroutines:
            params, _ = self.program.coroutines[callee[1]]
            if len(params) != len(args):
                raise ScenarioError(f"{callee[1]} takes {len(params)} arguments")
            return f"R.make({', '.join([f'c_{callee[1]}', repr(callee[1]), *args])})"
        if callee[0] == "member":
            target = js.translate(callee[1], self.name, self._call_in_expression)
            shown = _source(callee)
            return f"R.method({', '.join([target, repr(shown), repr(callee[2]), *args])})"
        return self._call_in_expression(callee, args, None)

    def calls(self, spec, loop=None):
        """Source of a list of awaitables."""
        if loop is not None:
            name, source = _FOR.match(loop).groups()
            source = self.expression(source)
            with self.bound(name):
                if isinstance(spec, list):
                    inner = ", ".join(map(self.call, spec))
                    return f"[_x for v_{name} in R.iterate({source}) for _x in ({inner},)]"
                return f"[{self.call(spec)} for v_{name} in R.iterate({source})]"
        if isinstance(spec, list):
            return "[" + ", ".join(map(self.call, spec)) + "]"
        return f"R.many({self.call(spec)})"

    def nested(self, spec):
        """A mapping where an awaitable is asked for. Gives its source and its verb."""
        verb = next((key for key in NESTED if key in spec), None)
        if verb is None:
            raise ScenarioError(f"not an awaitable: {spec!r}")
        source = getattr(self, "nested_" + verb)(spec)
        if verb in ("sleep", "wait_for", "to_thread"):
            source = f"R.named({source}, {verb!r})"
        return source, verb

    def nested_sleep(self, spec):
        return f"R.sleep({self.value(spec['sleep'])})"

    def nested_wait_for(self, spec):
        return f"asyncio.wait_for({self.call(spec['wait_for'])}, R.seconds({self.value(spec['timeout'])}))"

    def nested_shield(self, spec):
        return f"asyncio.shield({self.call(spec['shield'])})"

    def nested_gather(self, spec):
        several = self.calls(spec["gather"], spec.get("for"))
        quiet = self.value(spec.get("return_exceptions", False))
        return f"asyncio.gather(*{several}, return_exceptions=js.truth({quiet}))"

    def nested_to_thread(self, spec):
        pool = self.expression(spec["in"]) if "in" in spec else "None"
        job = spec["to_thread"] or {}
        return f"R.to_thread({pool}, {self.value(job.get('block', 0))}, {self.value(job.get('return'))})"

    # Steps

    def steps(self, steps):
        if isinstance(steps, (str, dict)):
            steps = [steps]
        for step in steps or ():
            verb = _verb(step)
            step = step if isinstance(step, dict) else {step: None}
            getattr(self, "step_" + verb)(step)
        if not steps:
            self.out("pass")

    def block(self, steps):
        with self.indented():
            self.steps(steps)

    def bind(self, step, source):
        name = step.get("as")
        self.out(f"v_{name} = {source}" if name else source)

    def step_sleep(self, step):
        self.out(f"await {self.nested_sleep(step)}")

    def step_block(self, step):
        self.out(f"R.block({self.value(step['block'])})")

    def step_log(self, step):
        self.out(f"R.log({self.value(step['log'])})")

    def step_let(self, step):
        for name, value in step["let"].items():
            self.out(f"v_{name} = {self.value(value)}")

    def step_return(self, step):
        value = step.get("return")
        self.out("return" if value is None else f"return {self.value(value)}")

    def step_raise(self, step):
        what = step.get("raise")
        if what is None:
            self.out("raise")
        elif isinstance(what, dict):
            ((name, text),) = what.items()
            self.out(f"raise R.error({self.name(name)}{'' if text is None else ', ' + self.value(text)})")
        else:
            parts = list(_template(what))
            source = parts[0][1] if len(parts) == 1 and parts[0][0] else what
            self.out(f"raise R.error({self.expression(source)})")

    def step_if(self, step):
        self.out(f"if {self.condition(step['if'])}:")
        self.block(step.get("then"))
        if step.get("else"):
            self.out("else:")
            self.block(step["else"])

    def step_while(self, step):
        self.out(f"while {self.condition(step['while'])}:")
        with self.indented():
            self.out("R.tick()")
        self.block(step.get("do"))

    def step_for(self, step):
        name, source = _FOR.match(step["for"]).groups()
        self.out(f"for v_{name} in R.iterate({self.expression(source)}):")
        self.block(step.get("do"))

    def step_break(self, _):
        self.out("break")

    def step_continue(self, _):
        self.out("continue")

    def step_pass(self, _):
        self.out("pass")

    def step_try(self, step):
        handlers = step.get("except") or ()
        if not handlers and "finally" not in step:
            self.steps(step["try"])
            self.steps(step.get("else"))
            return
        self.out("try:")
        self.block(step["try"])
        for clause in handlers:
            caught = self.temporary()
            (names,) = (key for key in clause if key != "as")
            errors = ", ".join(self.error_class(name.strip()) for name in names.split("|"))
            self.out(f"except ({errors},) as {caught}:")
            if clause.get("as"):
                with self.indented():
                    self.out(f"v_{clause['as']} = {caught}")
            self.block(clause[names])
        if "else" in step:
            if not handlers:
                raise ScenarioError("an else needs an except")
            self.out("else:")
            self.block(step["else"])
        if "finally" in step:
            self.out("finally:")
            self.block(step["finally"])

    def error_class(self, name):
        if name not in self.program.errors:
            raise ScenarioError(f"unknown error {name}")
        return f"R.errors[{name!r}]"

    def step_await(self, step):
        self.bind(step, f"await {self.call(step['await'])}")

    def step_call(self, step):
        source = self.call(step["call"])
        tree = js.parse(step["call"]) if isinstance(step["call"], str) else None
        if tree and tree[0] == "call" and tree[1][0] == "member" and tree[1][2] in ("reset", "abort"):
            source = f"await {source}"
        self.bind(step, source)

    def step_create_task(self, step):
        group = self.name(step["in"]) if "in" in step else None

        def one():
            spec = step["create_task"]
            source = self.call(spec)
            if isinstance(spec, dict) and ("gather" in spec or "shield" in spec):
                source = f"R.wrapped({source}, {self.nested(spec)[1]!r})"
            name = f"R.text({self.value(step['name'])})" if "name" in step else "None"
            return f"R.spawn({source}, {name}, {group})"

        if "for" not in step:
            self.bind(step, one())
            return
        name, source = _FOR.match(step["for"]).groups()
        source = self.expression(source)
        with self.bound(name):
            self.bind(step, f"[{one()} for v_{name} in R.iterate({source})]")

    def step_cancel(self, step):
        message = self.value(step["message"]) if "message" in step else "None"
        self.out(f"R.cancel({self.call(step['cancel'])}, {message})")

    def step_gather(self, step):
        self.bind(step, f"await {self.nested_gather(step)}")

    def step_wait(self, step):
        futures, done, pending = self.temporary(), self.temporary(), self.temporary()
        self.out(f"{futures} = R.futures({self.calls(step['wait'], step.get('for'))})")
        timeout = f"R.seconds({self.value(step.get('timeout'))})"
        when = step.get("return_when", "ALL_COMPLETED")
        self.out(f"{done}, {pending} = await asyncio.wait({futures}, timeout={timeout}, return_when={when!r})")
        for name, got in zip(step.get("as") or (), (done, pending)):
            self.out(f"v_{name} = R.sort({futures}, {got})")

    def step_wait_for(self, step):
        self.bind(step, f"await {self.nested_wait_for(step)}")

    def step_timeout(self, step):
        self.out(f"async with asyncio.timeout(R.seconds({self.value(step['timeout'])})):")
        self.block(step.get("do"))

    def step_shield(self, step):
        self.bind(step, f"await {self.nested_shield(step)}")

    def step_as_completed(self, step):
        each = self.temporary()
        several = self.calls(step["as_completed"], step.get("for"))
        timeout = f"R.seconds({self.value(step.get('timeout'))})"
        self.out(f"for {each} in vl.ordered_as_completed({several}, timeout={timeout}):")
        with self.indented():
            self.bind(step, f"await {each}")
        self.block(step.get("do"))

    def step_task_group(self, step):
        self.out(f"async with vl.OrderedTaskGroup({step['task_group']!r}) as v_{step['task_group']}:")
        self.block(step.get("do"))

    def step_with(self, step):
        tree = js.parse(step["with"])
        if tree[0] == "name" and tree[1] in self.program.resources and tree[1] not in self.local:
            tree = ("call", tree, [])
        if tree[0] == "call" and tree[1][0] == "name" and tree[1][1] in self.program.resources:
            args = [js.translate(arg, self.name, self._call_in_expression) for arg in tree[2]]
            source = f"r_{tree[1][1]}({', '.join(args)})"
        else:
            source = js.translate(tree, self.name, self._call_in_expression)
        bound = f" as v_{step['as']}" if step.get("as") else ""
        self.out(f"async with {source}{bound}:")
        self.block(step.get("do"))

    def step_async_for(self, step):
        name, source = _FOR.match(step["async_for"]).groups()
        generator = self.temporary()
        if _NAME.match(source) and _NAME.match(source)[1] in self.local:
            # One that has a name may be gone on with after it was left.
            self.out(f"async for v_{name} in v_{_NAME.match(source)[1]}:")
            self.block(step.get("do"))
            return
        # Left early, the generator is closed right here.
        self.out(f"async with contextlib.aclosing({self.call(source)}) as {generator}:")
        with self.indented():
            self.out(f"async for v_{name} in {generator}:")
            self.block(step.get("do"))

    def step_yield(self, step):
        self.out(f"yield {self.value(step['yield'])}")

    def step_to_thread(self, step):
        self.bind(step, f"await {self.nested_to_thread(step)}")


def _template(text):
    """The parts of a text: (False, text) and (True, expression)."""
    at, plain = 0, ""
    while at < len(text):
        if not text.startswith("${", at):
            plain += text[at]
            at += 1
            continue
        end, depth, quote = at + 2, 0, None
        while end < len(text):
            c = text[end]
            if quote:
                if c == "\\":
                    end += 1
                elif c == quote:
                    quote = None
            elif c in "\"'`":
                quote = c
            elif c == "{":
                depth += 1
            elif c == "}":
                if depth == 0:
                    break
                depth -= 1
            end += 1
        if end >= len(text):
            raise ScenarioError(f"a ${{ has no end in {text!r}")
        if plain:
            yield False, plain
            plain = ""
        yield True, text[at + 2 : end]
        at = end + 1
    if plain:
        yield False, plain


def _source(tree):
    """A callee as it was written."""
    if tree[0] == "member":
        return f"{_source(tree[1])}.{tree[2]}"
    if tree[0] == "index":
        return f"{_source(tree[1])}[{_source(tree[2])}]"
    return str(tree[1]) if tree[0] in ("name", "constant") else "?"


def _head(text):
    name, params = _HEAD.match(text).groups()
    return name, [param.strip() for param in params.split(",")] if params else []


class Program:
    """A scenario as Python."""

    def __init__(self, scenario):
        self.scenario = scenario
        self.errors = dict(ERRORS)
        for name, base in (scenario.get("errors") or {}).items():
            self.errors[name] = type(name, (self.errors[base],), {})
        self.params = scenario.get("params") or {}
        self.objects = scenario.get("objects") or {}
        self.globals = {*self.params, *self.objects}
        self.coroutines = {}
        for head, steps in (scenario.get("coroutines") or {}).items():
            name, params = _head(head)
            self.coroutines[name] = params, steps
        self.resources = {}
        for head, parts in (scenario.get("resources") or {}).items():
            name, params = _head(head)
            self.resources[name] = params, parts or {}
        self.source = self._source()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)  # a return in a finally is what the scenario asks for
            self.code = compile(self.source, "<scenario>", "exec", dont_inherit=True)

    def _source(self):
        lines = []
        for name, (params, steps) in self.coroutines.items():
            lines += self._function(f"async def c_{name}({', '.join('v_' + p for p in params)}):", params, steps)
        for name, (params, parts) in self.resources.items():
            lines += self._resource(name, params, parts)
        lines += self._function("async def main():", [], self.scenario["main"])
        return "\n".join(lines) + "\n"

    def _function(self, head, params, steps):
        function = _Function(self, params, steps)
        function.prologue()
        function.steps(steps)
        return [head, *function.lines]

    def _resource(self, name, params, parts):
        enter, leave = parts.get("enter") or [], parts.get("exit") or []
        both = _Function(self, params, enter + leave)
        shared = sorted(both.local)
        lines = [f"def r_{name}({', '.join('v_' + p for p in params)}):"]
        # Names without a value yet are only declared.
        lines += [
            f"    v_{n} = g_{n}" if n in self.globals else f"    if False: v_{n} = None" for n in shared if n not in params
        ]
        for part, steps in (("enter", enter), ("leave", leave)):
            function = _Function(self, params, steps)
            function.local = both.local
            function.depth = 2
            if shared:
                function.out("nonlocal " + ", ".join("v_" + n for n in shared))
            function.steps(steps)
            lines += [f"    async def {part}():", *function.lines]
        return [*lines, "    return Resource(enter, leave)"]


def _constructor(runtime, loop, name):
    queues = {"Queue": asyncio.Queue, "PriorityQueue": asyncio.PriorityQueue, "LifoQueue": asyncio.LifoQueue}
    locks = {
        "Semaphore": asyncio.Semaphore, "BoundedSemaphore": asyncio.BoundedSemaphore, "Lock": asyncio.Lock,
        "Event": asyncio.Event, "Condition": asyncio.Condition, "Barrier": asyncio.Barrier,
    }
    if name == "Future":
        return lambda: vl.KindFuture(loop=loop)
    if name == "ThreadPool":
        return lambda n: vl.Pool(loop, n)
    found = {**queues, **locks}.get(name)
    if found is None:
        raise ScenarioError(f"unknown constructor {name}")
    return found


def record(scenario, *, settings=None, seed=None, max_events=200_000, max_turns=200_000):
    """Runs a scenario (as read from YAML). Gives its `Trace`, with `outcome`, `error` and `trouble` added."""
    program = Program(scenario)
    trace = vl.Trace(max_events)
    threads = (scenario.get("executor") or {}).get("threads", 6)
    cost = duration(scenario.get("step_cost", 0))
    loop = vl.VirtualLoop(trace, step_cost=cost, threads=threads, max_turns=max_turns)
    runtime = Runtime(loop, scenario.get("seed", 0) if seed is None else seed, program.errors)
    js.plain_text = runtime.plain_text
    space = {
        "R": runtime, "js": js, "vl": vl, "asyncio": asyncio, "contextlib": contextlib, "Resource": Resource,
        "__name__": "scenario",
    }
    outside = _Function(program, [], [])
    for name, spec in program.params.items():
        spec = spec if isinstance(spec, dict) else {"value": spec}
        value = (settings or {}).get(name, spec.get("value"))
        if isinstance(value, str) and value in spec.get("choices", ()):
            space["g_" + name] = value  # a choice is itself, not an expression
            continue
        space["g_" + name] = eval(outside.expression(js.number(value) if js.is_number(value) else value), space)
    for name, spec in program.objects.items():
        tree = js.parse(re.sub(r"\b(maxsize|n|value|parties)\s*=(?!=)", "", spec))
        callee, args = (tree[1], tree[2]) if tree[0] == "call" else (tree, [])
        args = [eval(js.translate(arg, outside.name, outside._call_in_expression), space) for arg in args]
        space["g_" + name] = made = _constructor(runtime, loop, callee[1])(*args)
        runtime.names[id(made)] = name
    exec(program.code, space)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # coroutines that nobody awaits are part of the lesson
        trace.outcome, trace.error = vl.run(loop, runtime.named(space["main"](), "main"))
        trace.trouble = loop.trouble
        space.clear()
    return trace
