# SPDX-License-Identifier: MIT
import asyncio

from asynciosteps import case, log, start, what
from virtualloop import OrderedTaskGroup as TaskGroup


class Oops(Exception):
    pass


async def works(seconds=0):
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError as error:
        log(what(error))
        raise


async def fails(text, seconds=0):
    await asyncio.sleep(seconds)
    raise ValueError(text)


def tell(group):
    log(f"{type(group).__name__}: " + ", ".join(what(error) for error in group.exceptions))


@case
async def the_exit_waits_for_all():
    async with TaskGroup() as group:
        group.create_task(works(1), name="a")
        group.create_task(works(2), name="b")
        log("body ends")
    log("out")


@case
async def an_empty_one_ends_at_once():
    async with TaskGroup():
        log("body")
    log("out")


@case
async def a_failing_task_cancels_the_others_and_the_body():
    try:
        async with TaskGroup() as group:
            group.create_task(works(9), name="a")
            group.create_task(fails("b", 1), name="b")
            group.create_task(works(9), name="c")
            await works(9)
            log("never")
    except ExceptionGroup as error:
        tell(error)
    log(asyncio.current_task().cancelling())
    await asyncio.sleep(1)


@case
async def a_failing_task_after_the_body_cancels_the_others_only():
    try:
        async with TaskGroup() as group:
            group.create_task(works(9), name="a")
            group.create_task(fails("b", 1), name="b")
    except ExceptionGroup as error:
        tell(error)
    log(asyncio.current_task().cancelling())


@case
async def errors_come_in_the_order_in_which_they_happened():
    async def fails_when_cancelled():
        try:
            await asyncio.sleep(9)
        finally:
            raise ValueError("cleaning")

    try:
        async with TaskGroup() as group:
            group.create_task(fails_when_cancelled(), name="a")
            group.create_task(fails("b", 1), name="b")
            group.create_task(fails("c", 1), name="c")
    except ExceptionGroup as error:
        tell(error)


@case
async def a_body_that_fails_cancels_the_tasks_and_its_error_comes_last():
    try:
        async with TaskGroup() as group:
            group.create_task(works(9), name="a")
            group.create_task(fails("b", 1), name="b")
            await asyncio.sleep(1)
            await asyncio.sleep(0)
            raise Oops("body")
    except ExceptionGroup as error:
        tell(error)


@case
async def a_body_that_fails_alone_is_a_group_of_one():
    try:
        async with TaskGroup() as group:
            group.create_task(works(9), name="a")
            await asyncio.sleep(1)
            raise Oops("body")
    except ExceptionGroup as error:
        tell(error)


@case
async def a_cancel_from_outside_in_the_body_cancels_all_and_is_thrown_on():
    async def groups():
        async with TaskGroup() as group:
            group.create_task(works(9), name="a")
            await works(9)

    task = start("groups", groups())
    await asyncio.sleep(1)
    task.cancel("stop")
    try:
        await task
    except asyncio.CancelledError as error:
        log(what(error))


@case
async def a_cancel_from_outside_while_it_exits_cancels_all_and_is_thrown_on():
    async def groups():
        async with TaskGroup() as group:
            group.create_task(works(9), name="a")
            group.create_task(works(9), name="b")

    task = start("groups", groups())
    await asyncio.sleep(1)
    task.cancel("stop")
    try:
        await task
    except asyncio.CancelledError as error:
        log(what(error))


@case
async def an_error_while_it_is_cancelled_from_outside_wins_and_the_cancel_comes_later():
    async def stubborn():
        try:
            await asyncio.sleep(9)
        finally:
            raise ValueError("cleaning")

    async def groups():
        try:
            async with TaskGroup() as group:
                group.create_task(stubborn(), name="a")
                await works(9)
        except ExceptionGroup as error:
            tell(error)
        log(asyncio.current_task().cancelling())
        await works(1)
        log("never")

    task = start("groups", groups())
    await asyncio.sleep(1)
    task.cancel("stop")
    await asyncio.wait([task])


@case
async def an_outside_cancel_and_a_failure_in_the_same_turn():
    async def groups():
        try:
            async with TaskGroup() as group:
                group.create_task(fails("a", 1), name="a")
                await works(9)
        except ExceptionGroup as error:
            tell(error)
            log(asyncio.current_task().cancelling())
            raise

    task = start("groups", groups())
    await asyncio.sleep(1)
    await asyncio.sleep(0)
    task.cancel("outside")
    await asyncio.wait([task])


@case
async def nested_groups_end_from_the_inside():
    try:
        async with TaskGroup() as outer:
            outer.create_task(works(9), name="a")
            try:
                async with TaskGroup() as inner:
                    inner.create_task(works(9), name="b")
                    outer.create_task(fails("c", 1), name="c")
                    await works(9)
            except asyncio.CancelledError:
                log("inner cancelled")
                raise
    except ExceptionGroup as error:
        tell(error)
    log(asyncio.current_task().cancelling())


@case
async def a_failure_inside_both_groups():
    try:
        async with TaskGroup() as outer:
            outer.create_task(fails("outer", 1), name="a")
            async with TaskGroup() as inner:
                inner.create_task(fails("inner", 1), name="b")
                await works(9)
    except ExceptionGroup as error:
        tell(error)
    log(asyncio.current_task().cancelling())


@case
async def a_task_that_swallows_the_cancel_holds_the_exit_up():
    async def stubborn():
        try:
            await asyncio.sleep(9)
        except asyncio.CancelledError:
            await asyncio.sleep(2)
            log("at last")

    try:
        async with TaskGroup() as group:
            group.create_task(stubborn(), name="a")
            group.create_task(fails("b", 1), name="b")
    except ExceptionGroup as error:
        tell(error)


@case
async def a_body_that_swallows_the_cancel_of_a_failure():
    try:
        async with TaskGroup() as group:
            group.create_task(fails("a", 1), name="a")
            try:
                await asyncio.sleep(9)
            except asyncio.CancelledError:
                log("swallowed")
            await asyncio.sleep(2)
            log("goes on")
    except ExceptionGroup as error:
        tell(error)
    log(asyncio.current_task().cancelling())


@case
async def tasks_of_the_group_may_make_more_until_it_is_taken_down():
    try:
        async with TaskGroup() as group:

            async def more():
                group.create_task(works(1), name="b")
                await asyncio.sleep(2)

            async def too_late():
                try:
                    await asyncio.sleep(9)
                except asyncio.CancelledError:
                    coroutine = works(1)
                    try:
                        group.create_task(coroutine, name="d")
                    except RuntimeError as error:
                        log(type(error).__name__)
                    raise

            group.create_task(more(), name="a")
            group.create_task(too_late(), name="c")
            group.create_task(fails("e", 3), name="e")
    except ExceptionGroup as error:
        tell(error)
    coroutine = works(1)
    try:
        group.create_task(coroutine)
    except RuntimeError as error:
        log(type(error).__name__)


@case
async def cancelled_tasks_are_no_errors():
    async with TaskGroup() as group:
        a = group.create_task(works(9), name="a")
        group.create_task(works(2), name="b")
        await asyncio.sleep(1)
        a.cancel()
    log("out")
