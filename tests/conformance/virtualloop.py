# SPDX-License-Identifier: MIT
"""CPython's own asyncio under a virtual clock, with every step of every task told.

The tasks, futures, locks, queues, groups, timeouts and the runner are CPython's; only what the outside world
normally decides is replaced:

- the clock counts whole nanoseconds and moves only when nothing is ready; nobody waits for real;
- timers are ordered by (deadline, creation), where CPython's heap leaves ties open;
- sets of tasks that CPython walks (a task group that cancels its children, `as_completed`, the tasks left when
  `main` ends) are walked in order of creation;
- threads of a pool are simulated: a job is a timer that is set when a thread takes it.

What is told goes to a `Trace`. How long a step blocks its loop is charged by `VirtualLoop.block`.
"""

import asyncio
import asyncio.locks
import asyncio.queues
import asyncio.tasks
import collections
import collections.abc
import heapq
import json
import math
import sys
from asyncio import base_events, events

NANOSECONDS = 1_000_000_000


# ---------------------------------------------------------------------------------------------------------------
# Time


def to_nanoseconds(seconds):
    """Whole nanoseconds of a number of seconds, half up."""
    if isinstance(seconds, Seconds):
        return seconds.ns
    if isinstance(seconds, int):
        return seconds * NANOSECONDS
    return math.floor(seconds * 1e9 + 0.5)


class Seconds(float):
    """A time or duration: a float to those who read it, whole nanoseconds to those who add and compare."""

    __slots__ = ("ns",)

    def __new__(cls, ns):
        self = super().__new__(cls, ns / 1e9)
        self.ns = ns
        return self

    def __add__(self, other):
        return Seconds(self.ns + to_nanoseconds(other))

    __radd__ = __add__

    def __sub__(self, other):
        return (self.ns - to_nanoseconds(other)) / 1e9

    def __rsub__(self, other):
        return (to_nanoseconds(other) - self.ns) / 1e9

    def __lt__(self, other):
        return self.ns < to_nanoseconds(other)

    def __le__(self, other):
        return self.ns <= to_nanoseconds(other)

    def __gt__(self, other):
        return self.ns > to_nanoseconds(other)

    def __ge__(self, other):
        return self.ns >= to_nanoseconds(other)

    def __eq__(self, other):
        return isinstance(other, (int, float)) and self.ns == to_nanoseconds(other)

    def __hash__(self):
        return hash(self.ns)


class Timer(events.TimerHandle):
    """A timer that knows its place among those of the same deadline."""

    __slots__ = ("order",)

    def __lt__(self, other):
        return self.order < other.order


# ---------------------------------------------------------------------------------------------------------------
# The trace


class Deadlock(BaseException):
    """Nothing is ready and no timer is set."""


class LimitHit(BaseException):
    """The run tells more events, or turns more often, than it was allowed to."""


class Trace:
    """The events of one run, in the order in which they happened."""

    def __init__(self, max_events=200_000):
        self.events = []
        self.max_events = max_events
        self.closed = False
        self.full = False

    def tell(self, t, ev, **fields):
        if self.closed:
            return
        if len(self.events) >= self.max_events:
            self.full = True
            return
        self.events.append({"t": t, "ev": ev, **fields})

    def lines(self):
        return [json.dumps(event) for event in self.events]

    def text(self):
        return "".join(line + "\n" for line in self.lines())


# ---------------------------------------------------------------------------------------------------------------
# What a task waits for


def _code(function):
    return function.__code__


# A future is made by the function that is going to wait for it; this function tells the kind of waiting.
_KIND_OF_MAKER = {
    _code(asyncio.tasks.sleep): "sleep",
    _code(asyncio.tasks._wait): "wait",
    _code(asyncio.tasks._cancel_and_wait): "task",
    _code(asyncio.tasks.shield): "shield",
    _code(asyncio.tasks.gather): "gather",
    _code(asyncio.Semaphore.acquire): "semaphore",
    _code(asyncio.Lock.acquire): "lock",
    _code(asyncio.Event.wait): "event",
    _code(asyncio.Condition.wait): "condition",
    _code(asyncio.Queue.get): "queue_get",
    _code(asyncio.Queue.put): "queue_put",
    _code(asyncio.TaskGroup.__aexit__): "task_group",
}

# Some primitives are made of others; seen from outside the wait is theirs.
_KIND_OF_OWNER = {
    _code(asyncio.Queue.join): "queue_join",
    _code(asyncio.tasks._AsCompletedIterator._wait_for_one): "as_completed",
    _code(asyncio.Barrier.wait): "barrier",
    _code(asyncio.Barrier.reset): "barrier",
    _code(asyncio.Barrier.abort): "barrier",
}

_MAY_BE_OWNED = {"lock", "event", "condition", "queue_get"}
_ASYNCIO_FILES = {
    _code(asyncio.Lock.acquire).co_filename,
    _code(asyncio.Queue.get).co_filename,
    _code(asyncio.tasks.sleep).co_filename,
}


def _kind_for(frame):
    kind = _KIND_OF_MAKER.get(frame.f_code, "future")
    if kind in _MAY_BE_OWNED:
        frame = frame.f_back
        while frame is not None and frame.f_code.co_filename in _ASYNCIO_FILES:
            owner = _KIND_OF_OWNER.get(frame.f_code)
            if owner is not None:
                return owner
            frame = frame.f_back
    return kind


class KindFuture(asyncio.Future):
    """A future that knows what a task that waits for it waits on."""

    kind = "future"


def kind_of(yielded):
    """The kind of waiting of a task that has just yielded this to the loop."""
    if yielded is None:
        return "yield"
    if isinstance(yielded, asyncio.Task):
        return "task"
    if isinstance(yielded, asyncio.tasks._GatheringFuture):
        return "gather"
    return getattr(yielded, "kind", "future")


# ---------------------------------------------------------------------------------------------------------------
# Tasks


class Steps(collections.abc.Coroutine):
    """Stands before a task's coroutine and tells each step of it."""

    __slots__ = ("coro", "task", "loop", "__weakref__")

    def __init__(self, coro, task, loop):
        self.coro = coro
        self.task = task
        self.loop = loop

    def send(self, value):
        return self._step(self.coro.send, value)

    def throw(self, *error):
        return self._step(self.coro.throw, *error)

    def close(self):
        return self.coro.close()

    def __await__(self):
        return self.coro.__await__()

    def _step(self, resume, *args):
        loop, task = self.loop, self.task
        loop.tell("task_running", task=task.number)
        try:
            yielded = resume(*args)
        except StopIteration:
            # A cancel that came too late to be thrown in still makes a cancelled task.
            self._done("cancelled" if task._must_cancel else "returned")
            raise
        except asyncio.CancelledError:
            self._done("cancelled")
            raise
        except BaseException:
            self._done("failed")
            raise
        loop.charge_step()
        loop.tell("task_waiting", task=task.number, on=kind_of(yielded))
        return yielded

    def _done(self, outcome):
        self.loop.charge_step()
        self.loop.live.pop(self.task.number, None)
        self.loop.tell("task_done", task=self.task.number, outcome=outcome)


class ToldTask(asyncio.Task):
    """asyncio's own task over a coroutine whose steps are told."""

    def __init__(self, coro, *, loop, name=None, **options):
        if not asyncio.iscoroutine(coro):
            raise TypeError(f"a coroutine was expected, got {coro!r}")
        if name is None:
            name = getattr(coro, "__name__", type(coro).__name__)
        super().__init__(Steps(coro, self, loop), loop=loop, name=name, **options)


class OrderedSet:
    """A set of tasks that is walked in the order in which they were put in."""

    def __init__(self, items=()):
        self._items = dict.fromkeys(items)

    def add(self, item):
        self._items[item] = None

    def discard(self, item):
        self._items.pop(item, None)

    def remove(self, item):
        del self._items[item]

    def clear(self):
        self._items.clear()

    def __contains__(self, item):
        return item in self._items

    def __iter__(self):
        return iter(self._items)

    def __len__(self):
        return len(self._items)


class OrderedTaskGroup(asyncio.TaskGroup):
    """asyncio's task group; it cancels its children in order of creation."""

    def __init__(self, name=None):
        super().__init__()
        self._tasks = OrderedSet()
        if name is not None:
            self.__name__ = name


class _OrderedAsCompleted(asyncio.tasks._AsCompletedIterator):
    """asyncio's iterator; tasks are made, and those already done are told, in the order given."""

    def __init__(self, awaitables, timeout):
        super().__init__((), None)
        loop = asyncio.get_running_loop()
        todo = OrderedSet(asyncio.ensure_future(item, loop=loop) for item in dict.fromkeys(awaitables))
        for future in todo:
            future.add_done_callback(self._handle_completion)
        if todo and timeout is not None:
            self._timeout_handle = loop.call_later(timeout, self._handle_timeout)
        self._todo = todo
        self._todo_left = len(todo)


def ordered_as_completed(awaitables, *, timeout=None):
    return _OrderedAsCompleted(awaitables, timeout)


_all_tasks = asyncio.tasks.all_tasks


def ordered_all_tasks(loop=None):
    """The tasks that are not done, in order of creation."""
    if loop is None:
        loop = asyncio.get_running_loop()
    if isinstance(loop, VirtualLoop):
        return list(loop.live.values())
    return _all_tasks(loop)


asyncio.tasks.all_tasks = ordered_all_tasks  # asyncio.run asks here


# ---------------------------------------------------------------------------------------------------------------
# Threads


class Pool:
    """Simulated threads: first come first served."""

    def __init__(self, loop, threads):
        if threads < 1:
            raise ValueError("a pool needs at least one thread")
        self.loop = loop
        self.free = threads
        self.waiting = collections.deque()

    def submit(self, job):
        """`job()` gives (nanoseconds it takes, its result, its error or None); it is asked when a thread takes it."""
        future = KindFuture(loop=self.loop)
        future.kind = "executor"
        self.waiting.append((future, job))
        self._take()
        return future

    def _take(self):
        while self.free and self.waiting:
            future, job = self.waiting.popleft()
            if future.done():  # cancelled while it waited
                continue
            self.free -= 1
            ns, result, error = job()
            self.loop.call_later(Seconds(max(ns, 0)), self._end, future, result, error)

    def _end(self, future, result, error):
        if not future.done():
            if error is None:
                future.set_result(result)
            else:
                future.set_exception(error)
        self.free += 1
        self._take()


# ---------------------------------------------------------------------------------------------------------------
# The loop


# asyncio.run closes down with these two; they are no tasks of the program.
_HOUSEKEEPING = {
    _code(base_events.BaseEventLoop.shutdown_asyncgens),
    _code(base_events.BaseEventLoop.shutdown_default_executor),
}


class VirtualLoop(asyncio.BaseEventLoop):
    """An event loop whose clock jumps from event to event."""

    def __init__(self, trace, *, step_cost=0, threads=6, max_turns=1_000_000):
        super().__init__()
        self.set_debug(False)
        self.trace = trace
        self.now = 0
        self.step_cost = step_cost
        self.live = {}  # tasks that are not done, by number
        self.trouble = []  # what a real program would print on stderr
        self.pools = {None: Pool(self, threads)}
        self._last_task = 0
        self._timers_made = 0
        self._turns_left = max_turns
        self.set_exception_handler(lambda _, context: self.trouble.append(context))

    # Telling

    def tell(self, ev, **fields):
        self.trace.tell(self.now, ev, **fields)

    def log(self, text):
        task = asyncio.current_task(self)
        if isinstance(task, ToldTask):
            self.tell("log", task=task.number, text=text)

    # Time

    def time(self):
        return Seconds(self.now)

    def block(self, ns):
        """The running step holds the loop for so long."""
        self.now += max(ns, 0)

    def charge_step(self):
        self.now += self.step_cost

    def call_later(self, delay, callback, *args, context=None):
        return self.call_at(Seconds(self.now + to_nanoseconds(delay)), callback, *args, context=context)

    def call_at(self, when, callback, *args, context=None):
        self._check_closed()
        timer = Timer(when, callback, args, self, context)
        self._timers_made += 1
        timer.order = (to_nanoseconds(when), self._timers_made)
        timer._scheduled = True
        heapq.heappush(self._scheduled, timer)
        return timer

    # What runs

    def create_future(self):
        future = KindFuture(loop=self)
        future.kind = _kind_for(sys._getframe(1))
        return future

    def create_task(self, coro, *, name=None, **options):
        self._check_closed()
        if getattr(coro, "cr_code", None) in _HOUSEKEEPING:
            return asyncio.Task(coro, loop=self)
        task = ToldTask(coro, loop=self, name=name, **options)
        self._last_task += 1
        task.number = self._last_task
        self.live[task.number] = task
        parent = asyncio.current_task(self)
        parent = parent.number if isinstance(parent, ToldTask) else None
        self.tell("task_created", task=task.number, name=task.get_name(), parent=parent)
        return task

    def run_in_executor(self, executor, function, *args):
        pool = self.pools.get(executor)
        if pool is None:
            pool = self.pools[executor] = Pool(self, executor._max_workers)
        return pool.submit(lambda: self._work(function, args))

    def set_default_executor(self, executor):
        self.pools[None] = Pool(self, executor._max_workers)

    def _work(self, function, args):
        """A real function as a job: done at once, it takes as long as it sleeps."""
        before = self.now
        result = error = None
        try:
            result = function(*args)
        except Exception as exception:
            error = exception
        taken, self.now = self.now - before, before
        return taken, result, error

    def _run_once(self):
        timers, ready = self._scheduled, self._ready
        while timers and timers[0]._cancelled:
            heapq.heappop(timers)._scheduled = False
        if not ready and not self._stopping:
            if not timers:
                self.tell("deadlock", tasks=list(self.live))
                raise Deadlock
            self.now = max(self.now, timers[0].order[0])
        while timers and timers[0].order[0] <= self.now:
            timer = heapq.heappop(timers)
            timer._scheduled = False
            ready.append(timer)
        self._turns_left -= 1
        if self.trace.full or self._turns_left < 0:
            raise LimitHit
        for _ in range(len(ready)):
            handle = ready.popleft()
            if not handle._cancelled:
                handle._run()

    def _timer_handle_cancelled(self, handle):
        pass

    def _write_to_self(self):
        pass

    def _asyncgen_firstiter_hook(self, agen):
        # Not kept for the end of asyncio.run: which of those that are over are still in memory then is chance.
        pass

    # The end

    def dispose(self):
        """Takes apart what a deadlock or the end of asyncio.run left hanging, silently."""
        self.trace.closed = True
        for task in list(self.live.values()):
            task._log_destroy_pending = False
            coro = task.get_coro().coro if isinstance(task.get_coro(), Steps) else None
            for _ in range(100):
                try:
                    if coro is not None:
                        coro.close()
                    break
                except BaseException:  # it awaits in a finally: once more
                    continue
        self.live.clear()
        self._ready.clear()
        self._scheduled.clear()


def run(loop, main):
    """asyncio.run on this loop. Gives (outcome, error); outcome is returned, failed, deadlock or limit."""
    runner = asyncio.Runner(loop_factory=lambda: loop)
    outcome, error = "returned", None
    try:
        try:
            runner.run(main)
        except (Deadlock, LimitHit, KeyboardInterrupt):
            raise
        except BaseException as exception:
            outcome, error = "failed", exception
        runner.close()
    except Deadlock:
        outcome = "deadlock"
    except LimitHit:
        outcome = "limit"
    finally:
        loop.dispose()
        if not loop.is_closed():
            loop.close()
    return outcome, error
