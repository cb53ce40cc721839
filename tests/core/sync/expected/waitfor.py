# SPDX-License-Identifier: MIT
import asyncio

from asynciosteps import case, log, start, what


async def gives(value, seconds=0):
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        log("cancelled")
        raise
    return value


@case
async def it_gives_the_result_or_times_out():
    log(await asyncio.wait_for(gives(1, 1), 2))
    try:
        await asyncio.wait_for(gives(1, 2), 1)
    except TimeoutError as error:
        log(what(error))


@case
async def without_any_time_it_makes_a_task_and_cancels_it():
    async def never():
        log("never")

    try:
        await asyncio.wait_for(never(), 0)
    except TimeoutError as error:
        log(what(error))


@case
async def a_result_in_the_turn_of_the_timeout_goes_by_creation():
    try:
        log(await asyncio.wait_for(gives("slept", 1), 1))
    except TimeoutError as error:
        log(what(error))


@case
async def a_swallowed_cancel_gives_the_value():
    async def stubborn():
        try:
            await asyncio.sleep(9)
        except asyncio.CancelledError:
            return "anyway"

    log(await asyncio.wait_for(stubborn(), 1))
    log(asyncio.current_task().cancelling())


@case
async def a_cancel_from_outside_reaches_the_inner_one():
    async def waits():
        try:
            await asyncio.wait_for(gives(1, 9), 5)
        except asyncio.CancelledError as error:
            log(what(error))
            raise

    task = start("task", waits())
    await asyncio.sleep(1)
    task.cancel("stop")
    await asyncio.wait([task])
