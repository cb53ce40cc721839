# SPDX-License-Identifier: MIT
import asyncio

from asynciosteps import case, log, start, what


async def works(seconds=9):
    log("starts")
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError as error:
        log(what(error))
        raise


@case
async def a_cancel_ends_the_wait_in_the_next_turn():
    task = start("task", works())
    await asyncio.sleep(1)
    log(task.cancel())
    await asyncio.wait([task])
    log(task.cancelled())
    log(task.cancel())


@case
async def a_task_cancelled_before_its_first_step_never_starts():
    task = start("task", works())
    task.cancel("too early")
    try:
        await task
    except asyncio.CancelledError as error:
        log(what(error))


@case
async def the_message_arrives_once():
    task = start("task", works())
    await asyncio.sleep(0)
    task.cancel("why")
    for _ in range(2):
        try:
            await task
        except asyncio.CancelledError as error:
            log(what(error))


@case
async def of_two_cancels_in_a_step_the_first_message_arrives():
    task = start("task", works())
    await asyncio.sleep(0)
    task.cancel("first")
    task.cancel("second")
    log(task.cancelling())
    await asyncio.wait([task])


@case
async def of_two_cancels_before_the_first_step_the_last_message_arrives():
    task = start("task", works())
    task.cancel("first")
    task.cancel("second")
    try:
        await task
    except asyncio.CancelledError as error:
        log(what(error))


@case
async def a_second_cancel_interrupts_the_cleaning():
    async def cleans():
        try:
            await asyncio.sleep(9)
        finally:
            log("cleans")
            await works()

    task = start("task", cleans())
    await asyncio.sleep(1)
    task.cancel("one")
    await asyncio.sleep(1)
    task.cancel("two")
    await asyncio.wait([task])


@case
async def a_swallowed_cancel_leaves_its_count():
    async def stubborn():
        try:
            await asyncio.sleep(9)
        except asyncio.CancelledError:
            log(asyncio.current_task().cancelling())
        await asyncio.sleep(1)
        log(asyncio.current_task().uncancel())
        log(asyncio.current_task().uncancel())

    task = start("task", stubborn())
    await asyncio.sleep(1)
    task.cancel()
    await task


@case
async def a_task_that_cancels_itself_ends_at_its_next_wait():
    async def suicidal():
        asyncio.current_task().cancel("myself")
        log("still here")
        await works()

    await asyncio.wait([start("task", suicidal())])


@case
async def a_task_that_cancels_itself_ends_at_its_next_yield():
    async def suicidal():
        asyncio.current_task().cancel("myself")
        try:
            await asyncio.sleep(0)
        except asyncio.CancelledError as error:
            log(what(error))
            raise

    await asyncio.wait([start("task", suicidal())])


@case
async def a_task_that_cancels_itself_and_returns_is_cancelled():
    async def suicidal():
        asyncio.current_task().cancel("myself")
        return 1

    task = start("task", suicidal())
    for _ in range(2):
        try:
            await task
        except asyncio.CancelledError as error:
            log(what(error))


@case
async def a_task_that_cancels_itself_and_fails_has_failed():
    async def suicidal():
        asyncio.current_task().cancel()
        raise ValueError("worse")

    task = start("task", suicidal())
    try:
        await task
    except ValueError as error:
        log(what(error))


@case
async def uncancel_in_the_same_step_takes_it_back():
    async def undecided():
        asyncio.current_task().cancel()
        log(asyncio.current_task().uncancel())
        await asyncio.sleep(1)
        log("lives")

    await start("task", undecided())


@case
async def a_cancel_goes_down_a_chain_of_tasks_and_back_up():
    async def waits(inner):
        try:
            await inner
        except asyncio.CancelledError as error:
            log(what(error))
            raise

    c = start("c", works())
    b = start("b", waits(c))
    a = start("a", waits(b))
    await asyncio.sleep(0)
    a.cancel("down")
    for task in (a, b, c):
        log(task.cancelling())
    await asyncio.wait([a, b, c])


@case
async def a_cancel_of_an_inner_task_reaches_all_who_wait_for_it():
    async def waits(inner):
        try:
            await inner
        except asyncio.CancelledError as error:
            log(f"{what(error)} {asyncio.current_task().cancelling()}")
            raise

    inner = start("inner", works())
    a, b = start("a", waits(inner)), start("b", waits(inner))
    await asyncio.sleep(0)
    inner.cancel("gone")
    await asyncio.wait([a, b])


@case
async def a_cancel_in_the_turn_in_which_the_awaited_task_ends():
    async def waits(inner):
        try:
            log(await inner)
        except asyncio.CancelledError as error:
            log(what(error))
            raise

    async def gives():
        await asyncio.sleep(1)
        return 1

    inner = start("inner", gives())
    a = start("a", waits(inner))
    await asyncio.wait([inner])
    a.cancel("late")
    await asyncio.wait([a])


@case
async def an_error_thrown_in_place_of_the_cancel_makes_the_task_fail():
    async def translates():
        try:
            await asyncio.sleep(9)
        except asyncio.CancelledError:
            raise ValueError("instead")

    task = start("task", translates())
    await asyncio.sleep(1)
    task.cancel()
    try:
        await task
    except ValueError as error:
        log(what(error))


@case
async def a_cancelled_error_thrown_by_hand_ends_the_task_as_cancelled():
    async def gives_up():
        raise asyncio.CancelledError("by hand")

    task = start("task", gives_up())
    try:
        await task
    except asyncio.CancelledError as error:
        log(what(error))
    log(asyncio.current_task().cancelling())


@case
async def tasks_in_a_ring_cannot_be_cancelled():
    tasks = {}

    async def waits(name):
        await asyncio.sleep(0)
        await tasks[name]

    tasks["a"] = start("a", waits("b"))
    tasks["b"] = start("b", waits("a"))
    await asyncio.sleep(1)
    try:
        tasks["a"].cancel()
    except RecursionError as error:
        log(type(error).__name__)
    await asyncio.get_running_loop().create_future()
