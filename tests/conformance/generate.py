# SPDX-License-Identifier: MIT
"""Makes random scenarios that are valid, end, and look for trouble.

    generate.py --seed N [--out FILE.yaml]       writes one (default: prints it)
    generate.py --statistics A..B                runs that many under CPython and counts what they reach

Durations come from a small set, so that timers tie; cancels, releases and sets fall into the same turn; waits that may
last for ever are allowed (a deadlock is an outcome), but most are under a timeout. A coroutine calls only those made
before it, loops are bounded, and the cost of everything is added up, so every run ends. Texts of errors are told,
those that CPython words itself as well, but for a few that show how its objects look (a TypeError, a RuntimeError).
"""

import argparse
import collections
import contextlib
import json
import pathlib
import random
import re
import sys
import warnings

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_.()]*(?: [A-Za-z0-9_.()]+)*")
_RESERVED = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}

_TIMES = (0, 0, 0.1, 0.1, 0.1, 0.2, 0.2, 0.3, 0.5, 1)
_LIMITS = (0, 0.1, 0.1, 0.2, 0.2, 0.3, 0.3, 0.5, 1)
_RAISED = ("Oops", "Boom", "ValueError", "KeyError", "ConnectionError", "TimeoutError", "RuntimeError", "OSError")
_RAISED_SELDOM = ("CancelledError", "StopAsyncIteration", "ZeroDivisionError", "QueueEmpty")
_CAUGHT = _RAISED + ("Exception", "Exception", "LookupError", "QueueEmpty", "InvalidStateError", "BrokenBarrierError")

# Those whose texts do not tell how the objects of CPython look.
_TOLD = {
    "Oops", "Boom", "ValueError", "KeyError", "ConnectionError", "TimeoutError", "OSError", "LookupError", "QueueEmpty",
    "InvalidStateError", "BrokenBarrierError", "ExceptionGroup", "CancelledError",
}

MAIN_COST = 260
COROUTINE_COST = 45
MAX_DEPTH = 4


class Function:
    """A coroutine of the scenario being made."""

    def __init__(self, name, params, generator):
        self.name = name
        self.params = params  # (name, type)
        self.generator = generator
        self.steps = []
        self.cost = 1


class Context:
    """Where a step is to stand."""

    def __init__(self, function, callees, limit):
        self.function = function
        self.callees = callees
        self.limit = limit
        self.cost = 0
        self.times = 1  # how often a step here runs
        self.depth = 0
        self.scope = []  # (name, type) of what is surely bound here
        self.loop = False
        self.closing = False  # where no yield may stand: in a finally, a handler, a group
        self.guarded = 0

    def spend(self, cost):
        self.cost += cost * self.times

    def affords(self, cost):
        return self.cost + cost * self.times <= self.limit

    @contextlib.contextmanager
    def inside(self, *, times=1, loop=None, closing=None, bind=()):
        kept = self.times, self.loop, self.closing, len(self.scope)
        self.times *= times
        self.depth += 1
        self.loop = self.loop if loop is None else loop
        self.closing = self.closing or bool(closing)
        self.scope += bind
        yield
        self.depth -= 1
        self.times, self.loop, self.closing = kept[:3]
        del self.scope[kept[3] :]


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.seed = seed
        self.lines = 0
        self.variables = 0
        self.objects = {}
        self.of_kind = collections.defaultdict(list)
        self.resources = {}
        self.functions = []
        self.contenders = []  # (function, object) of those that only contend for one object

    # Choosing

    def chance(self, p):
        return self.random.random() < p

    def one(self, items):
        return self.random.choice(items)

    def fresh(self, stem):
        self.variables += 1
        return f"{stem}{self.variables}"

    def known(self, c, *types):
        names = [name for name, kind in c.scope if kind in types]
        return self.one(names) if names else None

    def object(self, *kinds):
        names = [name for kind in kinds for name in self.of_kind[kind]]
        return self.one(names) if names else None

    # Scalars

    def time(self, c, times=_TIMES):
        x = self.random.random()
        if x < 0.08:
            name = self.known(c, "time", "number")
            if name:
                return f"${{{name} * 0.1}}"
        if x < 0.14:
            return self.one(("100ms", "0.2s", "300ms", "50ms", "200000us"))
        if x < 0.19 and self.draws:
            return self.one(("${uniform(0, 0.3)}", "${choice([0, 0.1, 0.2])}", "${randint(0, 3) * 0.1}", "${expovariate(5)}"))
        if x < 0.20:
            return -0.1
        return self.one(times)

    def limit(self, c):
        return self.time(c, _LIMITS)

    def job_time(self, c):
        """A job that takes less than nothing is the pool's affair, not asyncio's."""
        time = self.time(c)
        return 0 if time == -0.1 else time

    def number(self, c):
        name = self.known(c, "number") if self.chance(0.4) else None
        return name or str(self.random.randint(0, 3))

    def text(self, c):
        """A text to log, never the same twice."""
        self.lines += 1
        text = f"L{self.lines}"
        x = self.random.random()
        if x < 0.25:
            text += " ${now()}"
        elif x < 0.40:
            name = self.known(c, "task")
            if name:
                text += f" ${{{name}.done()}} ${{{name}.cancelled()}}"
        elif x < 0.55:
            name = self.known(c, "number", "value")
            if name:
                text += f" ${{{name}}}"
        elif x < 0.70:
            name, kind = self.one(list(self.objects.items())) if self.objects else (None, "")
            kind = kind.partition("(")[0]
            if kind.endswith("Semaphore") or kind == "Lock":
                text += f" ${{{name}.locked()}}"
            elif kind.endswith("Queue"):
                text += f" ${{{name}.qsize()}} ${{{name}.empty()}} ${{{name}.full()}}"
            elif kind == "Event":
                text += f" ${{{name}.is_set()}}"
            elif kind == "Future":
                text += f" ${{{name}.done()}}"
        elif x < 0.75:
            name = self.known(c, "tasks")
            if name:  # nothing but tasks: these have names
                text += f" ${{{name}}} ${{len({name})}}"
        elif x < 0.78 and self.draws:
            text += " ${randint(0, 9)}"
        return text

    def log(self, c):
        return {"log": self.text(c)}

    def error(self, c):
        self.lines += 1
        name = self.one(_RAISED if self.chance(0.92) else _RAISED_SELDOM)
        return {"raise": name} if self.chance(0.3) else {"raise": {name: f"E{self.lines}"}}

    # Calls

    def call(self, c, *, generator=False):
        """(text, cost) of a call of a coroutine made before, or None."""
        able = [f for f in c.callees if f.generator == generator and c.affords(f.cost + 2)]
        self.random.shuffle(able)
        for function in able:
            args = []
            for _, kind in function.params:
                if kind in ("task", "tasks", "group"):
                    arg = self.known(c, kind)
                elif kind == "time":
                    arg = self.known(c, "number") if self.chance(0.2) else None
                    arg = arg or str(self.random.randint(0, 3))
                else:
                    arg = self.number(c)
                if arg is None:
                    break
                args.append(arg)
            else:
                return f"{function.name}({', '.join(args)})", function.cost + 2
        return None

    def method(self, c):
        """A method that may be waited for."""
        x = self.random.random()
        for kind, p in (("event", 0.18), ("queue", 0.42), ("semaphore", 0.52), ("barrier", 0.68), ("put", 0.84), ("join", 0.95), ("lock", 0.98)):
            if x > p:
                continue
            if kind == "event" and (name := self.object("Event")):
                return f"{name}.wait()"
            if kind == "queue" and (name := self.object("Queue", "LifoQueue", "PriorityQueue")):
                return f"{name}.get()"
            if kind == "semaphore" and (name := self.object("Semaphore", "BoundedSemaphore")):
                return f"{name}.acquire()"
            if kind == "barrier" and (name := self.object("Barrier")):
                return f"{name}.wait()"
            if kind == "put" and (name := self.object("Queue", "LifoQueue", "PriorityQueue")):
                return f"{name}.put({self.item(c, name)})"
            if kind == "join" and (name := self.object("Queue")):
                return f"{name}.join()"
            if kind == "lock" and self.chance(0.1) and (name := self.object("Condition")):
                return f"{name}.wait()"
            if kind == "lock" and (name := self.object("Lock", "Condition")):
                return f"{name}.acquire()"
        return None

    def item(self, c, queue):
        if self.objects[queue].startswith("Priority"):
            return f"[{self.random.randint(0, 2)}, {self.random.randint(0, 3)}]"
        return self.one((self.number(c), '"x"', "null"))

    def awaitable(self, c, depth=0):
        """(spec, cost) of anything that can be awaited."""
        for _ in range(12):
            x = self.random.random()
            if x < 0.45:
                got = self.call(c)
                if got:
                    return got
            elif x < 0.57:
                name = self.known(c, "task")
                if name:
                    return name, 1
            elif x < 0.66:
                got = self.method(c)
                if got:
                    return got, 2
            elif x < 0.72:
                name = self.object("Future")
                if name:
                    return name, 1
            elif depth < 2:
                return self.nested(c, depth)
        return {"sleep": self.time(c)}, 2

    def nested(self, c, depth=0):
        x = self.random.random()
        if x < 0.25:
            return {"sleep": self.time(c)}, 2
        if x < 0.45:
            inner, cost = self.awaitable(c, depth + 1)
            return {"wait_for": inner, "timeout": self.limit(c)}, cost + 3
        if x < 0.65:
            inner, cost = self.awaitable(c, depth + 1)
            return {"shield": inner}, cost + 2
        if x < 0.85:
            several = [self.awaitable(c, depth + 1) for _ in range(self.random.randint(0, 2))]
            spec = {"gather": [spec for spec, _ in several]}
            if self.chance(0.4):
                spec["return_exceptions"] = True
            return spec, sum(cost for _, cost in several) + 2
        return self.job(c), 2

    def job(self, c):
        spec = {"to_thread": {"block": self.job_time(c)}}
        if self.chance(0.6):
            spec["to_thread"]["return"] = self.random.randint(0, 9)
        pool = self.object("ThreadPool")
        if pool and self.chance(0.5):
            spec["in"] = pool
        return spec

    def several(self, c, most=4):
        """(what a step over several awaitables gets, its `for`, cost, how many)."""
        x = self.random.random()
        name = self.known(c, "tasks", "futures")
        if x < 0.25 and name:
            return name, None, 2, 0
        if x < 0.5:
            able = [f for f in c.callees if not f.generator and all(kind in ("number", "time") for _, kind in f.params)]
            n = self.random.randint(1, 3)
            able = [f for f in able if c.affords((f.cost + 2) * n)]
            if able:
                function = self.one(able)
                args = ["i"] * len(function.params)
                return f"{function.name}({', '.join(args)})", f"i in range({n})", (function.cost + 2) * n, n
        items, cost = [], 0
        for _ in range(self.random.randint(1, most)):
            spec, more = self.awaitable(c)
            if cost and not c.affords(cost + more):
                break
            items.append(spec)
            cost += more
        if items and self.chance(0.12):
            tasks = [item for item in items if any(item == known for known, _ in c.scope)]
            items += tasks[:1]  # the same one twice
        return items, None, cost + 2, len(items)

    # Blocks

    def block(self, c, most=3, least=1):
        steps = []
        for _ in range(self.random.randint(least, most)):
            if not c.affords(1):
                break
            steps += self.step(c)
            if steps and self.ends(steps[-1]):
                break
        return steps or [self.log(c)]

    @staticmethod
    def ends(step):
        return step in ("break", "continue", "return") or isinstance(step, dict) and ("return" in step or "raise" in step)

    def step(self, c):
        weights = _DEEP if c.depth >= MAX_DEPTH else _ALL
        for _ in range(20):
            name = self.random.choices(weights[0], weights[1])[0]
            kept = len(c.scope)
            steps = getattr(self, "s_" + name)(c)
            if steps:
                if c.function is None and c.depth == 0 and name != "create_task":
                    # What a step binds is not surely bound once it is guarded.
                    if self.chance(0.95 if len(c.scope) == kept else 0.3):
                        del c.scope[kept:]
                        if self.chance(0.7):
                            steps = [{"timeout": self.one((0.3, 0.5, 1, 1, 2)), "do": steps}]
                        return self.guard(c, steps)
                return steps
        c.spend(2)
        return [{"sleep": self.time(c)}]

    def guard(self, c, steps):
        return [{"try": steps, "except": [{"Exception": [self.log(c)]}, {"CancelledError": [self.log(c)]}]}]

    # Simple steps

    def s_sleep(self, c):
        c.spend(2)
        return [{"sleep": self.time(c)}]

    def s_yield_turns(self, c):
        n = self.random.randint(1, 3)
        c.spend(2 * n)
        return [{"sleep": 0}] * n

    def s_log(self, c):
        c.spend(1)
        return [self.log(c)]

    def s_let(self, c):
        c.spend(0.2)
        number = self.known(c, "number")
        if number and self.chance(0.5):
            return [{"let": {number: f"${{({number} + {self.random.randint(1, 3)}) % 4}}"}}]
        name = self.fresh("n")
        value = f"${{randint(0, 3)}}" if self.draws and self.chance(0.3) else self.random.randint(0, 3)
        c.scope.append((name, "number"))
        return [{"let": {name: value}}]

    def s_pick(self, c):
        """One of a list of tasks."""
        tasks = self.known(c, "tasks", "futures")
        if not tasks:
            return None
        body = [{"cancel": "t"}] if self.chance(0.5) else [{"log": f"{self.text(c)} ${{t.cancelled()}} ${{t.done()}}"}]
        c.spend(3)
        return [{"for": f"t in {tasks}", "do": body}]

    def s_block(self, c):
        c.spend(1)
        return [{"block": self.one((0.05, 0.1, 0.1, 0.2, 0.3))}]

    def s_leave(self, c):
        """return, raise, break, continue, mostly under a condition."""
        x = self.random.random()
        if x < 0.3 and c.loop:
            what = [self.one(("break", "continue"))]
        elif x < 0.6:
            what = [self.error(c)]
        elif c.function is not None and c.function.generator:
            what = ["return"]
        elif c.function is None and c.depth < 2:
            return None
        else:
            what = [{"return": self.one((1, "r", "${null}", "${now()}", "${[1, 2]}"))}] if self.chance(0.7) else ["return"]
        if self.chance(0.3) and c.depth > 0:
            return what
        return [{"if": f"{self.number(c)} < {self.random.randint(0, 3)}", "then": what}]

    def s_raise_caught(self, c):
        name = self.known(c, "error")
        if not name:
            return None
        return [self.one(({"raise": name}, "raise"))]

    # Control

    def s_if(self, c):
        if self.draws and self.chance(0.3):
            condition = "random() < 0.5"
        elif (task := self.known(c, "task")) and self.chance(0.4):
            condition = self.one((f"{task}.done()", f"!{task}.done()", f"{task}.cancelled()"))
        else:
            condition = f"{self.number(c)} {self.one(('<', '>', '==', '!=', '<='))} {self.random.randint(0, 3)}"
        with c.inside():
            then = self.block(c)
        step = {"if": condition, "then": then}
        if self.chance(0.4):
            with c.inside():
                step["else"] = self.block(c)
        return [step]

    def s_for(self, c):
        n = self.random.randint(1, 3)
        name = self.fresh("k")
        with c.inside(times=n, loop=True, bind=[(name, "number")]):
            body = self.block(c, 3)
        return [{"for": f"{name} in range({n})", "do": body}]

    def s_while(self, c):
        n = self.random.randint(1, 3)
        name = self.fresh("c")
        with c.inside(times=n, loop=True):
            body = self.block(c, 3)
        return [{"let": {name: 0}}, {"while": f"{name} < {n}", "do": [{"let": {name: f"${{{name} + 1}}"}}, *body]}]

    def s_try(self, c):
        with c.inside():
            body = self.block(c, 4)
        step = {"try": body}
        style = self.random.random()
        if style < 0.85:
            clauses = []
            for _ in range(self.random.randint(1, 2)):
                names = sorted({self.one(_CAUGHT) for _ in range(self.random.randint(1, 2))})
                if self.chance(0.4):
                    names = ["CancelledError"]
                elif self.chance(0.15):
                    names.append("CancelledError")
                elif self.chance(0.1):
                    names = ["ExceptionGroup"]
                clauses.append(self.clause(c, names))
            step["except"] = clauses
            if self.chance(0.25):
                with c.inside():
                    step["else"] = self.block(c, 2)
        if style >= 0.85 or self.chance(0.3):
            step["finally"] = self.last(c)
        return [step]

    def clause(self, c, names):
        clause = {"|".join(names): None}
        bind = []
        if self.chance(0.5):
            name = self.fresh("e")
            bind.append((name, "error"))
            clause["as"] = name
        with c.inside(closing=True, bind=bind):
            body = [self.log(c)]
            if bind and set(names) <= _TOLD:
                self.lines += 1
                body = [{"log": f"L{self.lines} ${{{bind[0][0]}}}|"}]
            if self.chance(0.6):
                body += self.block(c, 2)
            if not self.ends(body[-1]) and self.chance(0.45 if "CancelledError" in names else 0.2):
                body.append("raise" if not bind or self.chance(0.6) else {"raise": bind[0][0]})
        clause["|".join(names)] = body
        return clause

    def last(self, c):
        """The steps of a finally."""
        with c.inside(closing=True, loop=False):
            steps = [self.log(c)]
            x = self.random.random()
            if x < 0.4:
                steps += self.block(c, 2)
            elif x < 0.6:
                c.spend(2)
                steps.append({"sleep": self.time(c)})
        if self.chance(0.08) and not self.ends(steps[-1]) and not (c.function and c.function.generator):
            if c.loop and self.chance(0.6):
                steps.append(self.one(("break", "continue")))
            elif c.function is not None:
                steps.append({"return": "f"})
        return steps

    # Tasks

    def s_await_call(self, c):
        got = self.call(c)
        if not got:
            return None
        spec, cost = got
        c.spend(cost)
        step = {"await": spec}
        if self.chance(0.4):
            step["as"] = self.fresh("v")
            c.scope.append((step["as"], "value"))
        return [step]

    def s_await(self, c):
        spec, cost = self.awaitable(c)
        c.spend(cost)
        step = {"await": spec}
        if self.chance(0.3) and not isinstance(spec, dict):
            step["as"] = self.fresh("v")
        return [step] if self.chance(0.5) else self.under_timeout(c, [step])

    def under_timeout(self, c, steps):
        c.spend(2)
        step = {"timeout": self.limit(c), "do": steps}
        if self.chance(0.6):
            step = {"try": [step], "except": [{"TimeoutError": [self.log(c)]}]}
        return [step]

    def s_create_task(self, c):
        spec, cost = self.awaitable(c) if self.chance(0.3) else self.call(c) or self.awaitable(c)
        if isinstance(spec, str) and not spec.endswith(")"):
            return None  # a task of a task or a future: an error, not a race
        c.spend(cost + 2)
        step = {"create_task": spec}
        name = self.fresh("t")
        if self.chance(0.15):
            step["name"] = f"task-{name}"
        group = self.known(c, "group")
        if group and self.chance(0.5):
            step["in"] = group
        if self.chance(0.85):
            step["as"] = name
            c.scope.append((name, "task"))
        return [step]

    def s_create_tasks(self, c):
        able = [f for f in c.callees if not f.generator and all(kind in ("number", "time") for _, kind in f.params)]
        n = self.random.randint(1, 4)
        able = [f for f in able if c.affords((f.cost + 2) * n)]
        if not able:
            return None
        function = self.one(able)
        c.spend((function.cost + 2) * n)
        name = self.fresh("ts")
        step = {
            "create_task": f"{function.name}({', '.join(['i'] * len(function.params))})",
            "for": f"i in range({n})",
            "as": name,
        }
        group = self.known(c, "group")
        if group and self.chance(0.5):
            step["in"] = group
        c.scope.append((name, "tasks"))
        return [step]

    def s_cancel(self, c):
        name = self.known(c, "task", "tasks", "futures")
        if not name:
            return None
        c.spend(1)
        step = {"cancel": name}
        if self.chance(0.15):
            self.lines += 1
            step["message"] = f"M{self.lines}"
        steps = [step]
        if self.chance(0.1):
            steps = [{"sleep": 0}, step]
        if self.chance(0.1):
            steps.append(step)
        return steps

    def s_inspect(self, c):
        """The result or error of a task that may not have one yet."""
        name = self.known(c, "task")
        if not name:
            return None
        c.spend(1)
        call = self.one((f"{name}.result()", f"{name}.exception()", f"{name}.cancel()"))
        caught = [{"InvalidStateError": [self.log(c)]}, {"CancelledError": [self.log(c)]}]
        if self.chance(0.7):
            caught.append({"Exception": [self.log(c)]})
        return [{"try": [{"call": call, "as": self.fresh("v")}], "except": caught, "else": [self.log(c)]}]

    def s_cancel_and_poke(self, c):
        """A cancel and a hand-over in one turn."""
        cancel, poke = self.s_cancel(c), self.s_poke(c)
        if not cancel or not poke:
            return None
        steps = cancel + poke
        return steps if self.chance(0.5) else poke + cancel

    def s_await_task(self, c):
        name = self.known(c, "task")
        if not name:
            return None
        c.spend(2)
        step = {"await": name}
        x = self.random.random()
        if x < 0.3:
            return [step]
        if x < 0.7:
            return self.guard(c, [step])
        return self.under_timeout(c, [step])

    def s_coroutine_object(self, c):
        got = self.call(c)
        if not got:
            return None
        spec, cost = got
        c.spend(2 * cost)
        name = self.fresh("co")
        steps = [{"call": spec, "as": name}]
        x = self.random.random()
        if x < 0.3:
            steps += [*self.s_sleep(c), {"await": name}]
        elif x < 0.6:
            steps += [{"create_task": name, "as": self.fresh("t")}]
            c.scope.append((steps[-1]["as"], "task"))
        elif x < 0.75:
            steps += [{"await": name}, {"try": [{"await": name}], "except": [{"RuntimeError": [self.log(c)]}]}]
        elif x < 0.85:
            steps += [{"gather": [name, {"sleep": self.time(c)}]}]
        return steps

    def s_gather(self, c):
        spec, loop, cost, n = self.several(c)
        c.spend(cost)
        step = {"gather": spec}
        if loop:
            step["for"] = loop
        quiet = self.chance(0.4)
        if quiet:
            step["return_exceptions"] = True
        if self.chance(0.5):
            step["as"] = self.fresh("r")
            log = {"log": f"{self.text(c)} ${{{'len' if quiet else 'str'}({step['as']})}}"}
            if quiet and n:
                log["log"] += f" ${{is_error({step['as']}[0])}}"
            c.spend(1)
            return [step, log]
        return [step]

    def s_wait(self, c):
        spec, loop, cost, _ = self.several(c)
        c.spend(cost)
        step = {"wait": spec}
        if loop:
            step["for"] = loop
        if self.chance(0.6):
            step["return_when"] = self.one(("ALL_COMPLETED", "FIRST_COMPLETED", "FIRST_COMPLETED", "FIRST_EXCEPTION"))
        if self.chance(0.6):
            step["timeout"] = self.limit(c)
        done, pending = self.fresh("d"), self.fresh("p")
        step["as"] = [done, pending]
        # Futures of a nested gather or shield have no name to be told.
        if isinstance(spec, list):
            named = not any(isinstance(item, dict) and ("gather" in item or "shield" in item) for item in spec)
        else:
            named = (spec, "futures") not in c.scope
        kind = "tasks" if named else "futures"
        c.scope += [(done, kind), (pending, kind)]
        c.spend(1)
        return [step, {"log": f"{self.text(c)} ${{len({done})}} ${{{pending if named else f'len({pending})'}}}"}]

    def s_wait_for(self, c):
        spec, cost = self.awaitable(c)
        c.spend(cost + 3)
        step = {"wait_for": spec, "timeout": self.limit(c) if self.chance(0.95) else None}
        if self.chance(0.3):
            step["as"] = self.fresh("v")
        if self.chance(0.6):
            return [{"try": [step], "except": [{"TimeoutError": [self.log(c)]}]}]
        return [step]

    def s_timeout(self, c):
        with c.inside():
            body = self.block(c, 4)
        c.spend(2)
        step = {"timeout": self.limit(c), "do": body}
        x = self.random.random()
        if x < 0.6:
            return [{"try": [step], "except": [{"TimeoutError": [self.log(c)]}]}]
        if x < 0.8:
            return [{"timeout": self.limit(c), "do": [step, self.log(c)]}]
        return [step]

    def s_shield(self, c):
        spec, cost = self.awaitable(c)
        c.spend(cost + 2)
        step = {"shield": spec}
        return [step] if self.chance(0.4) else self.under_timeout(c, [step])

    def s_as_completed(self, c):
        spec, loop, cost, n = self.several(c)
        c.spend(cost + 2)
        step = {"as_completed": spec}
        if loop:
            step["for"] = loop
        if self.chance(0.4):
            step["timeout"] = self.limit(c)
        bind = []
        if self.chance(0.6):
            step["as"] = self.fresh("v")
            bind = [(step["as"], "any")]
        with c.inside(times=max(n, 1), loop=True, bind=bind):
            step["do"] = self.block(c, 2)
        if self.chance(0.5):
            return self.guard(c, [step])
        return [step]

    def s_task_group(self, c):
        group = self.fresh("g")
        with c.inside(closing=True, bind=[(group, "group")]):  # no yield in a group: Python's own errors follow
            body = []
            for _ in range(self.random.randint(1, 3)):
                made = self.s_create_task(c) or self.s_create_tasks(c)
                for step in made or ():
                    if "create_task" in step:
                        step["in"] = group
                body += made or ()
            body += self.block(c, 3)
        c.spend(2)
        step = {"task_group": group, "do": body}
        if self.chance(0.6):
            caught = [{"ExceptionGroup": [self.log(c)]}]
            return [{"try": [step], "except": caught}]
        return [step]

    # Objects

    def s_poke(self, c):
        """A plain method on an object."""
        c.spend(1)
        kind, names = self.one([(kind, names) for kind, names in self.of_kind.items() if names])
        return self.poke(c, kind, self.one(names))

    def poke(self, c, kind, name):
        sure = []
        if kind == "Event":
            sure = [f"{name}.set()", f"{name}.set()", f"{name}.clear()"]
        elif kind == "Semaphore":
            sure = [f"{name}.release()"]
        elif kind == "BoundedSemaphore" or kind == "Lock":
            return self.maybe_error(c, f"{name}.release()", "ValueError|RuntimeError")
        elif kind == "Condition":
            what = self.one((f"{name}.notify()", f"{name}.notify(2)", f"{name}.notify_all()", f"{name}.release()"))
            if self.chance(0.7):
                if what.endswith("release()"):
                    what = f"{name}.notify()"
                return [{"with": name, "do": [{"call": what}, *([self.log(c)] if self.chance(0.5) else [])]}]
            return self.maybe_error(c, what, "RuntimeError")
        elif kind.endswith("Queue"):
            x = self.random.random()
            if x < 0.5:
                return self.maybe_error(c, f"{name}.put_nowait({self.item(c, name)})", "QueueFull")
            if x < 0.8:
                return self.maybe_error(c, f"{name}.get_nowait()", "QueueEmpty")
            return self.maybe_error(c, f"{name}.task_done()", "ValueError")
        elif kind == "Future":
            x = self.random.random()
            if x < 0.5:
                return self.maybe_error(c, f"{name}.set_result({self.number(c)})", "InvalidStateError")
            if x < 0.65:
                self.lines += 1
                return self.maybe_error(c, f'{name}.set_exception(Oops, "E{self.lines}")', "InvalidStateError")
            if x < 0.75:
                sure = [f"{name}.cancel()"]
            else:
                return self.maybe_error(c, self.one((f"{name}.result()", f"{name}.exception()")), "InvalidStateError|Exception|CancelledError")
        elif kind == "Barrier":
            sure = [f"{name}.reset()", f"{name}.abort()"] if self.chance(0.4) else []
        return [{"call": self.one(sure)}] if sure else None

    def maybe_error(self, c, call, errors):
        step = {"call": call}
        if self.chance(0.3):
            name = self.fresh("v")
            step["as"] = name
            self.lines += 1
            steps = [step, {"log": f"L{self.lines} ${{{name}}}"}]
            return [{"try": steps, "except": [{errors: [{"log": f"L{self.lines} ${{e}}|"}], "as": "e"}]}]
        if self.chance(0.9):
            return [{"try": [step], "except": [{errors: [self.log(c)]}]}]
        return [step]

    def s_with(self, c):
        kinds = ("Semaphore", "BoundedSemaphore", "Lock", "Lock", "Condition", "Barrier")
        name = self.object(self.one(kinds))
        if not name:
            return None
        c.spend(2)
        with c.inside():
            step = {"with": name, "do": self.block(c, 3)}
        return [step] if self.chance(0.7) else self.under_timeout(c, [step])

    def s_acquire_release(self, c):
        name = self.object(self.one(("Semaphore", "BoundedSemaphore", "Lock", "Condition")))
        if not name:
            return None
        c.spend(3)
        with c.inside():
            body = self.block(c, 2)
        release = {"call": f"{name}.release()"}
        steps = [{"await": f"{name}.acquire()"}]
        if self.chance(0.6):
            return [*steps, {"try": body, "finally": [release]}]
        return [*steps, *body, release] if not self.ends(body[-1]) else [*steps, *body]

    def s_method(self, c):
        method = self.method(c)
        if not method:
            return None
        c.spend(2)
        step = {"await": method}
        if self.chance(0.4):
            step["as"] = self.fresh("v")
        x = self.random.random()
        if x < 0.3:
            if "as" in step:
                c.scope.append((step["as"], "value"))
            return [step]
        if x < 0.6:
            step = {"wait_for": method, "timeout": self.limit(c)}
            return [{"try": [step], "except": [{"TimeoutError": [self.log(c)]}]}]
        return self.under_timeout(c, [step])

    def s_condition_wait(self, c):
        name = self.object("Condition")
        if not name:
            return None
        c.spend(3)
        wait = [{"await": f"{name}.wait()"}]
        x = self.random.random()
        if x < 0.4:
            wait = self.under_timeout(c, wait)
        elif x < 0.5:
            wait = [{"wait_for": f"{name}.wait()", "timeout": self.limit(c)}]
        elif x < 0.6:
            wait = [{"try": wait, "except": [{"CancelledError": [self.log(c), *(["raise"] if self.chance(0.5) else [])]}]}]
        with c.inside():
            after = self.block(c, 2, 0)
        return [{"with": name, "do": wait + after}]

    def s_to_thread(self, c):
        c.spend(2)
        step = self.job(c)
        if self.chance(0.3):
            step["as"] = self.fresh("v")
            c.scope.append((step["as"], "any"))
            return [step]
        return [step] if self.chance(0.7) else self.under_timeout(c, [step])

    def s_storm(self, c):
        """Several contend for one object; cancels and hand-overs fall into few turns."""
        n = self.random.randint(2, 5)
        able = [(f, name) for f, name in self.contenders if f in c.callees and c.affords((f.cost + 2) * n + 8)]
        if not able:
            return None
        function, name = self.one(able)
        c.spend((function.cost + 2) * n + 8)
        tasks = self.fresh("ts")
        steps = [{"create_task": f"{function.name}(i)", "for": f"i in range({n})", "as": tasks}]
        if self.chance(0.85):
            steps.append({"sleep": self.time(c)})
        for _ in range(self.random.randint(2, 6)):
            x = self.random.random()
            if x < 0.4:
                victim = self.fresh("t")
                steps.append({"let": {victim: f"${{{tasks}[{self.random.randrange(n)}]}}"}})
                steps.append({"cancel": victim})
            elif x < 0.8:
                steps += self.poke(c, self.kind_of(name), name) or []
            elif x < 0.9:
                steps.append({"sleep": self.one((0, 0, 0.1))})
            else:
                steps.append({"create_task": f"{function.name}(9)"})
        c.scope.append((tasks, "tasks"))
        x = self.random.random()
        if x < 0.4:
            steps += self.under_timeout(c, [{"gather": tasks, "return_exceptions": True}])
        elif x < 0.8:
            steps.append({"wait": tasks, "timeout": self.limit(c), "as": [self.fresh("d"), self.fresh("p")]})
            c.scope += [(name, "tasks") for name in steps[-1]["as"]]
        return steps

    def kind_of(self, name):
        return self.objects[name].partition("(")[0]

    def make_contender(self, index, name):
        kind = self.kind_of(name)
        function = Function(f"c{index}", [("i", "number")], False)
        c = Context(function, [], COROUTINE_COST)
        c.scope = [("i", "number")]
        log = {"log": f"{function.name} ${{i}} ${{now()}}"}
        hold = [log, {"sleep": self.time(c)}] if self.chance(0.8) else [log]
        if kind.endswith("Semaphore") or kind == "Lock":
            steps = [{"with": name, "do": hold}]
        elif kind == "Condition":
            steps = [{"with": name, "do": [{"await": f"{name}.wait()"}, *hold]}]
        elif kind == "Event":
            steps = [{"await": f"{name}.wait()"}, log]
        elif kind == "Future":
            steps = [{"await": name, "as": "got"}, log, {"log": "${got}"}]
        elif kind == "Barrier":
            steps = [{"await": f"{name}.wait()", "as": "got"}, log, {"log": "${got}"}]
        elif kind == "ThreadPool":
            steps = [{"to_thread": {"block": self.job_time(c), "return": "${i}"}, "in": name, "as": "got"}, log]
        elif self.chance(0.6):
            steps = [{"await": f"{name}.get()", "as": "got"}, log, {"log": "${got}"}]
            if kind == "Queue" and self.chance(0.5):
                steps.append({"call": f"{name}.task_done()"})
        else:
            steps = [{"await": f"{name}.put({'[i, 0]' if kind == 'PriorityQueue' else 'i'})"}, log]
        if self.chance(0.3):
            steps *= 2
        if self.chance(0.5):
            caught = [{"log": f"{function.name} ${{i}} cancelled"}]
            if self.chance(0.4):
                caught.append({"sleep": self.time(c)})
            if self.chance(0.6):
                caught.append("raise")
            steps = [{"try": steps, "except": [{"CancelledError": caught}]}]
        function.steps = steps
        function.cost = 6
        return function

    def make_stirrer(self):
        """Pokes at everything for a while, so that fewer wait for ever."""
        function = Function("stir", [], False)
        c = Context(function, [], 1000)
        c.depth = MAX_DEPTH
        for _ in range(self.random.randint(5, 12)):
            for _ in range(self.random.randint(1, 3)):
                function.steps += self.s_poke(c) or []
            function.steps.append({"sleep": self.time(c)})
        return function

    def s_hand_over(self, c):
        """A task sent through a queue and cancelled by whoever gets it."""
        if "handles" not in self.objects:
            return None
        c.spend(1)
        task = self.known(c, "task")
        if task and self.chance(0.5):
            return [{"call": f"handles.put_nowait({task})"}]
        name = self.fresh("h")
        return [
            {"try": [{"call": "handles.get_nowait()", "as": name}, {"cancel": name}, self.log(c)],
             "except": [{"QueueEmpty": [self.log(c)]}]}
        ]

    def s_resource(self, c):
        if not self.resources:
            return None
        name = self.one(list(self.resources))
        c.spend(6)
        step = {"with": f"{name}({self.number(c)})"}
        bind = []
        if self.chance(0.4):
            step["as"] = self.fresh("v")
            bind = [(step["as"], "any")]
        with c.inside(bind=bind):
            step["do"] = self.block(c, 3)
        return [step]

    def s_async_for(self, c):
        got = self.call(c, generator=True)
        if not got:
            return None
        spec, cost = got
        c.spend(cost)
        name = self.fresh("x")
        with c.inside(times=2, loop=True, bind=[(name, "any")]):
            body = self.block(c, 3)
            if self.chance(0.2) and not self.ends(body[-1]):
                body.append("break")
        step = {"async_for": f"{name} in {spec}", "do": body}
        return [step] if self.chance(0.75) else self.under_timeout(c, [step])

    def s_yield(self, c):
        if c.function is None or not c.function.generator or c.closing:
            return None
        c.spend(3)
        return [{"yield": self.one((1, "y", "${now()}"))}]

    # The whole

    def make_objects(self):
        r = self.random
        able = [
            ("sem", "Semaphore", f"Semaphore({r.choice((0, 1, 1, 2))})"), ("sem2", "Semaphore", "Semaphore()"),
            ("bs", "BoundedSemaphore", f"BoundedSemaphore({r.randint(1, 2)})"), ("lock", "Lock", "Lock()"),
            ("lock2", "Lock", "Lock()"), ("go", "Event", "Event()"), ("go2", "Event", "Event()"),
            ("cond", "Condition", "Condition()"), ("q", "Queue", f"Queue({r.randint(0, 2)})"),
            ("q2", "Queue", f"Queue({r.randint(1, 2)})"), ("pq", "PriorityQueue", f"PriorityQueue({r.randint(0, 2)})"),
            ("lq", "LifoQueue", f"LifoQueue({r.randint(0, 2)})"), ("bar", "Barrier", f"Barrier({r.choice((1, 2, 2, 3))})"),
            ("fut", "Future", "Future()"), ("fut2", "Future", "Future()"), ("pool", "ThreadPool", f"ThreadPool({r.randint(1, 2)})"),
        ]
        for name, kind, constructor in r.sample(able, r.randint(3, 9)):
            self.objects[name] = constructor
            self.of_kind[kind].append(name)
        if self.chance(0.25):
            self.objects["handles"] = "Queue()"

    def make_resources(self):
        for k in range(self.random.randint(0, 2)):
            c = Context(Function("", [], False), [], 20)
            c.scope = [("n", "number")]
            c.depth = MAX_DEPTH
            enter = [self.log(c), *self.plain(c)]
            if self.chance(0.5):
                enter.append({"return": "${n}"})
            self.resources[f"res{k}"] = {"enter": enter, "exit": [self.log(c), *self.plain(c)]}

    def plain(self, c):
        steps = []
        for _ in range(self.random.randint(0, 2)):
            x = self.random.random()
            if x < 0.5:
                steps += self.s_sleep(c)
            elif x < 0.7:
                steps += self.s_poke(c) or []
            elif x < 0.8:
                steps.append({"if": f"n == {self.random.randint(0, 3)}", "then": [self.error(c)]})
            else:
                steps.append(self.log(c))
        return steps

    def make_function(self, index, callees):
        generator = self.chance(0.3)
        params = []
        for _ in range(self.random.randint(0, 2)):
            kind = self.random.choices(("number", "time", "task", "tasks", "group"), (4, 3, 2, 1, 0.6 if not generator else 0))[0]
            params.append((f"a{len(params)}", kind))
        function = Function(f"{'gen' if generator else 'w'}{index}", params, generator)
        c = Context(function, callees, COROUTINE_COST)
        c.scope = list(params)
        function.steps = self.block(c, 5, 2)
        if generator and not any("yield" in json.dumps(step) for step in function.steps):
            function.steps.insert(0, {"yield": 0})
        if not generator and not self.ends(function.steps[-1]) and self.chance(0.4):
            function.steps.append({"return": self.one((1, 2, "done", "${now()}", "${[1, 2]}"))})
        function.cost = max(c.cost, 1) + 2
        return function

    def scenario(self):
        r = self.random
        self.draws = self.chance(0.3)
        self.make_objects()
        self.make_resources()
        for index in range(r.randint(0, 3)):
            name = self.one([name for name in self.objects if name != "handles"])
            self.functions.append(self.make_contender(index, name))
            self.contenders.append((self.functions[-1], name))
        for index in range(r.randint(3, 7)):
            self.functions.append(self.make_function(index, list(self.functions)))
        c = Context(None, list(self.functions), MAIN_COST * self.one((1, 1, 1, 1, 1, 1, 3)))
        main = []
        if self.chance(0.6):
            self.functions.append(self.make_stirrer())
            main.append({"create_task": "stir()"})
        main += self.block(c, 14, 6)
        while c.cost < 0.6 * c.limit and len(main) < c.limit / 10 and not self.ends(main[-1]):
            main += self.block(c, 4)
        cut = next((at + 1 for at, step in enumerate(main) if self.ends(step)), len(main))
        result = {"coroscope": 1, "title": f"random {self.seed}"}
        if self.draws:
            result["seed"] = r.randint(0, 1000)
        if self.chance(0.12):
            result["step_cost"] = self.one(("1ms", "10ms", 0.1, "50ms", 0.001))
        if self.chance(0.4):
            result["executor"] = {"threads": r.randint(1, 2)}
        result["errors"] = {"Oops": "Exception", "Boom": "ValueError"}
        if self.objects:
            result["objects"] = self.objects
        if self.resources:
            result["resources"] = {f"{name}(n)": parts for name, parts in self.resources.items()}
        result["coroutines"] = {
            f"{f.name}({', '.join(name for name, _ in f.params)})" if f.params else f.name: f.steps
            for f in self.functions
        }
        result["main"] = main[:cut]
        return json.loads(json.dumps(result))  # no list or mapping stands in two places


_WEIGHTS = {
    "sleep": 9, "yield_turns": 3, "log": 6, "let": 2, "pick": 1, "block": 1, "leave": 3, "raise_caught": 2, "if": 4,
    "for": 3, "while": 1.5, "try": 9, "await_call": 6, "await": 5, "create_task": 10, "create_tasks": 4, "cancel": 8,
    "cancel_and_poke": 4, "await_task": 5, "coroutine_object": 1.5, "gather": 5, "wait": 5, "wait_for": 4,
    "timeout": 7, "shield": 3, "as_completed": 3, "task_group": 6, "poke": 9, "with": 6, "acquire_release": 2,
    "method": 8, "condition_wait": 3, "to_thread": 3, "hand_over": 2, "resource": 3, "async_for": 7, "yield": 12, "storm": 9,
    "inspect": 2,
}
_NOT_DEEP = {"if", "for", "while", "try", "timeout", "as_completed", "task_group", "with", "acquire_release",
             "condition_wait", "resource", "async_for", "storm"}
_ALL = list(_WEIGHTS), list(_WEIGHTS.values())
_DEEP = [k for k in _WEIGHTS if k not in _NOT_DEEP], [w for k, w in _WEIGHTS.items() if k not in _NOT_DEEP]


# ---------------------------------------------------------------------------------------------------------------


def make(seed):
    """The scenario of a seed, as plain dicts and lists."""
    return Generator(seed).scenario()


def to_yaml(scenario):
    """A scenario as YAML text, in block style."""
    lines = []

    def scalar(value):
        if isinstance(value, str):
            if _PLAIN.fullmatch(value) and value.lower() not in _RESERVED:
                return value
            return json.dumps(value)
        return json.dumps(value)

    def short(value):
        return not isinstance(value, (dict, list)) or not value or (
            isinstance(value, list) and all(not isinstance(item, (dict, list)) for item in value)
        )

    def inline(value):
        if isinstance(value, list):
            return "[" + ", ".join(map(inline, value)) + "]"
        return "{}" if value == {} else scalar(value)

    def mapping(value, indent, first):
        for key, item in value.items():
            lead, first = first or " " * indent, None
            if short(item):
                lines.append(f"{lead}{scalar(key)}: {inline(item)}")
            else:
                lines.append(f"{lead}{scalar(key)}:")
                body(item, indent + 2)

    def body(value, indent):
        if isinstance(value, dict):
            mapping(value, indent, None)
            return
        for item in value:
            if isinstance(item, dict) and item:
                mapping(item, indent + 2, " " * indent + "- ")
            elif short(item):
                lines.append(f"{' ' * indent}- {inline(item)}")
            else:
                lines.append(f"{' ' * indent}-")
                body(item, indent + 2)

    mapping(scenario, 0, None)
    return "\n".join(lines) + "\n"


def seeds(text):
    """Seeds from text such as 1..500."""
    first, dots, last = text.partition("..")
    return range(int(first), int(last if dots else first) + 1)


def statistics(which):
    """Runs scenarios under CPython twice and counts what they reach; tells of every one that goes wrong."""
    import interpreter
    import scenariofile

    verbs, kinds, outcomes, done, sizes = (collections.Counter() for _ in range(5))
    wrong = 0
    for seed in which:
        scenario = make(seed)
        text = to_yaml(scenario)
        if seed % 50 == 0 and scenariofile.yaml.load(text, scenariofile._Loader) != scenario:
            wrong += 1
            print(f"seed {seed}: YAML gives another scenario")
        for steps in (scenario["main"], *scenario["coroutines"].values()):
            for step in interpreter._walk(steps):
                verbs[interpreter._verb(step)] += 1
        try:
            trace = interpreter.record(scenario)
            again = interpreter.record(make(seed))
        except Exception as error:
            wrong += 1
            print(f"seed {seed}: {type(error).__name__}: {error}")
            continue
        if trace.text() != again.text():
            wrong += 1
            print(f"seed {seed}: the second run differs")
        if trace.outcome == "limit":
            wrong += 1
            print(f"seed {seed}: does not end")
        for context in trace.trouble:
            if "handle" in context:
                wrong += 1
                print(f"seed {seed}: {context['message']}: {context.get('exception')!r}")
        outcomes[trace.outcome] += 1
        sizes["events"] += len(trace.events)
        for event in trace.events:
            if event["ev"] == "task_waiting":
                kinds[event["on"]] += 1
            elif event["ev"] == "task_done":
                done[event["outcome"]] += 1
            elif event["ev"] == "task_created":
                sizes["tasks"] += 1
        if trace.error is not None:
            outcomes[f"main: {type(trace.error).__name__}"] += 1
    n = len(which)
    print(f"{n} scenarios, {sizes['events'] / n:.0f} events and {sizes['tasks'] / n:.1f} tasks each, {wrong} went wrong")
    for name, counter in (("outcomes", outcomes), ("tasks", done), ("verbs", verbs), ("waits", kinds)):
        print(f"{name}: " + ", ".join(f"{key} {count}" for key, count in counter.most_common()))
    return 1 if wrong else 0


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--out", type=pathlib.Path)
    arguments.add_argument("--statistics", type=seeds, metavar="A..B")
    options = arguments.parse_args()
    if options.statistics:
        return statistics(options.statistics)
    text = to_yaml(make(options.seed))
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.unraisablehook = lambda _: None
    warnings.simplefilter("ignore")
    sys.exit(main())
