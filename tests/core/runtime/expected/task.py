# SPDX-License-Identifier: MIT
import asyncio

from asynciosteps import case, log, start, what


async def gives(value, seconds=0):
    await asyncio.sleep(seconds)
    return value


@case
async def awaiting_it_gives_its_value():
    task = start("task", gives(7, 1))
    log(task.done())
    log(await task)
    log(task.done())
    log(await task)
    log(task.result())


@case
async def awaiting_it_throws_its_error_again_and_again():
    async def fails():
        raise ValueError("bad")

    task = start("task", fails())
    for _ in range(2):
        try:
            await task
        except ValueError as error:
            log(what(error))


@case
async def an_error_passes_from_task_to_task():
    async def fails():
        await asyncio.sleep(1)
        raise ValueError("deep")

    async def waits(task):
        await task

    inner = start("inner", fails())
    outer = start("outer", waits(inner))
    try:
        await outer
    except ValueError as error:
        log(what(error))


@case
async def all_who_wait_go_on_in_the_turn_after_its_end():
    async def waits(task):
        log(await task)

    task = start("task", gives(1, 1))
    await asyncio.gather(*[start(name, waits(task)) for name in "abc"])


@case
async def a_task_that_waits_for_itself_fails():
    async def waits():
        await tasks[0]

    tasks = [start("task", waits())]
    try:
        await tasks[0]
    except RuntimeError as error:
        log(type(error).__name__)


@case
async def coroutines_called_by_coroutines_are_one_task():
    async def inner(value):
        await asyncio.sleep(1)
        return value + 1

    async def outer(value):
        return await inner(await inner(value))

    log(await start("task", outer(1)))
