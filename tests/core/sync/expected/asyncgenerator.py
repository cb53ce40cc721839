# SPDX-License-Identifier: MIT
import asyncio

from asynciosteps import case, log, start, what


async def counts(limit, seconds=1):
    try:
        for number in range(limit):
            await asyncio.sleep(seconds)
            yield number
    except asyncio.CancelledError:
        log("cancelled inside")
        raise


@case
async def its_waits_are_those_of_the_task_that_iterates():
    async for number in counts(3):
        log(number)


@case
async def two_tasks_iterate_at_the_same_time():
    async def iterates(seconds):
        async for number in counts(2, seconds):
            log(number)

    await asyncio.gather(start("a", iterates(1)), start("b", iterates(2)))


@case
async def a_cancel_is_thrown_in_where_it_waits():
    async def iterates():
        async for number in counts(9):
            log(number)

    task = start("task", iterates())
    await asyncio.sleep(1.5)
    task.cancel()
    await asyncio.wait([task])


@case
async def an_error_ends_the_iteration():
    async def fails():
        yield 1
        raise ValueError("enough")

    try:
        async for number in fails():
            log(number)
    except ValueError as error:
        log(what(error))
