# SPDX-License-Identifier: MIT
import asyncio

from asynciosteps import case, log, start, what


async def gives(value, seconds=0):
    await asyncio.sleep(seconds)
    return value


async def fails(text, seconds=0):
    await asyncio.sleep(seconds)
    raise ValueError(text)


@case
async def results_come_in_the_order_of_the_tasks():
    log(await asyncio.gather(start("a", gives(1, 2)), start("b", gives(2, 1))))


@case
async def the_first_error_leaves_at_once_and_the_others_go_on():
    tasks = [start("a", gives(1, 3)), start("b", fails("b", 1)), start("c", fails("c", 2))]
    try:
        await asyncio.gather(*tasks)
    except ValueError as error:
        log(what(error))
    await asyncio.wait(tasks)


@case
async def of_two_errors_in_a_turn_the_earlier_one_leaves():
    tasks = [start("a", fails("a")), start("b", fails("b"))]
    try:
        await asyncio.gather(tasks[1], tasks[0])
    except ValueError as error:
        log(what(error))


@case
async def settled_errors_are_results():
    tasks = [start("a", gives(1)), start("b", fails("b")), start("c", gives(3, 9))]
    await asyncio.sleep(0)
    tasks[2].cancel("no")
    for result in await asyncio.gather(*tasks, return_exceptions=True):
        log(what(result) if isinstance(result, BaseException) else result)


@case
async def a_cancelled_child_is_an_error_like_any_other():
    tasks = [start("a", gives(1, 9)), start("b", gives(2, 1))]
    await asyncio.sleep(0)
    tasks[0].cancel("why not")
    try:
        await asyncio.gather(*tasks)
    except asyncio.CancelledError as error:
        log(what(error))
    log(asyncio.current_task().cancelling())
    await tasks[1]


@case
async def a_task_may_repeat():
    a = start("a", gives(1, 1))
    log(await asyncio.gather(a, a, start("b", gives(2)), a))


@case
async def done_ones_count_at_once():
    a, b = start("a", gives(1)), start("b", fails("b"))
    await asyncio.wait([a, b])
    log(await asyncio.gather(a, a))
    try:
        await asyncio.gather(a, b)
    except ValueError as error:
        log(what(error))
    log(await asyncio.gather())


@case
async def a_cancel_from_outside_cancels_all_children_and_waits_for_them():
    async def cleans(name):
        try:
            await asyncio.sleep(9)
        finally:
            await asyncio.sleep(1)
            log(f"cleaned {name}")

    async def gathers():
        await asyncio.gather(start("a", cleans("a")), start("b", cleans("b")), start("c", gives(3)))

    outer = start("outer", gathers())
    await asyncio.sleep(1)
    outer.cancel("stop")
    try:
        await outer
    except asyncio.CancelledError as error:
        log(what(error))


@case
async def settled_too_ends_as_cancelled_when_it_was_cancelled_from_outside():
    async def gathers():
        await asyncio.gather(start("a", gives(1, 9)), start("b", gives(2, 9)), return_exceptions=True)

    outer = start("outer", gathers())
    await asyncio.sleep(1)
    outer.cancel()
    await asyncio.wait([outer])


@case
async def a_cancel_that_every_child_swallows_still_ends_the_gather():
    async def stubborn():
        try:
            await asyncio.sleep(9)
        except asyncio.CancelledError:
            log("no")
        await asyncio.sleep(1)

    async def gathers():
        await asyncio.gather(start("a", stubborn()), start("b", stubborn()))

    outer = start("outer", gathers())
    await asyncio.sleep(1)
    outer.cancel()
    await asyncio.wait([outer])


@case
async def a_cancel_after_the_children_are_done_ends_only_the_waiter():
    async def gathers():
        await asyncio.gather(start("a", gives(1)), start("b", gives(2)))

    outer = start("outer", gathers())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    log(outer.cancel())
    await asyncio.wait([outer])


@case
async def nested_ones_are_cancelled_from_the_outside_in():
    async def inner():
        await asyncio.gather(start("c", gives(3, 9)), start("d", gives(4, 9)))

    async def gathers():
        await asyncio.gather(start("a", inner()), start("b", gives(2, 9)))

    outer = start("outer", gathers())
    await asyncio.sleep(1)
    outer.cancel()
    await asyncio.wait([outer])


@case
async def coroutines_become_tasks():
    log(await asyncio.gather(gives(1, 1), gives("two")))


@case
async def one_for_each_element():
    async def double(number):
        await asyncio.sleep(number)
        return number * 2

    log(await asyncio.gather(*[double(number) for number in (3, 1, 2)]))
