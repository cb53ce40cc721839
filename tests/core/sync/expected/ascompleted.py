# SPDX-License-Identifier: MIT
import asyncio

from asynciosteps import case, log, start, what
from virtualloop import ordered_as_completed as as_completed


async def gives(value, seconds=0):
    await asyncio.sleep(seconds)
    return value


async def fails(seconds=0):
    await asyncio.sleep(seconds)
    raise ValueError("bad")


@case
async def results_come_in_the_order_in_which_they_are_done():
    tasks = [start("a", gives("a", 2)), start("b", gives("b", 1)), start("c", gives("c", 2))]
    for result in as_completed(tasks):
        log(await result)


@case
async def an_error_comes_in_its_turn_and_the_rest_can_still_be_had():
    tasks = [start("a", gives("a", 1)), start("b", fails(2)), start("c", gives("c", 9)), start("d", gives("d", 3))]
    await asyncio.sleep(0)
    tasks[2].cancel()
    for result in as_completed(tasks):
        try:
            log(await result)
        except (ValueError, asyncio.CancelledError) as error:
            log(what(error))


@case
async def when_the_time_is_out_each_missing_one_counts_as_timed_out():
    tasks = [start("a", gives("a", 1)), start("b", gives("b", 3)), start("c", gives("c", 3))]
    for result in as_completed(tasks, timeout=2):
        try:
            log(await result)
        except TimeoutError as error:
            log(what(error))
    await asyncio.wait(tasks)


@case
async def done_ones_come_in_the_next_turn_and_repeated_ones_once():
    tasks = [start("a", gives("a")), start("b", gives("b"))]
    await asyncio.wait(tasks)
    for result in as_completed([tasks[1], tasks[0], tasks[1]]):
        log(await result)


@case
async def leaving_early_cancels_nothing():
    tasks = [start("a", gives("a", 1)), start("b", gives("b", 2))]
    for result in as_completed(tasks, timeout=5):
        log(await result)
        break
    await asyncio.wait(tasks)
    await asyncio.sleep(9)


@case
async def a_cancel_of_the_waiter_loses_no_result():
    tasks = [start("a", gives("a", 1)), start("b", gives("b", 1))]

    async def takes(results):
        log(await next(results))

    results = as_completed(tasks)
    first, second = start("first", takes(results)), start("second", takes(results))
    await asyncio.sleep(1)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.wait([first, second])
    await asyncio.wait(tasks)
