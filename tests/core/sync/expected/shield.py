# SPDX-License-Identifier: MIT
import asyncio

from asynciosteps import case, log, start, what


async def gives(value, seconds=0):
    await asyncio.sleep(seconds)
    log("inner done")
    return value


async def guards(task):
    try:
        log(await asyncio.shield(task))
    except BaseException as error:
        log(what(error))
        raise


@case
async def its_end_comes_a_turn_after_the_inner_one():
    inner = start("inner", gives(1, 1))
    guard = start("guard", guards(inner))
    await asyncio.wait([inner])
    log("main")
    await guard


@case
async def a_cancel_does_not_reach_the_inner_one():
    inner = start("inner", gives(1, 2))
    guard = start("guard", guards(inner))
    await asyncio.sleep(1)
    guard.cancel("stop")
    await asyncio.wait([guard])
    log(inner.cancelling())
    log(await inner)


@case
async def a_cancel_of_the_inner_one_reaches_the_guard():
    inner = start("inner", gives(1, 2))
    guard = start("guard", guards(inner))
    await asyncio.sleep(1)
    inner.cancel("stop")
    await asyncio.wait([guard])
    log(guard.cancelling())


@case
async def errors_pass_through():
    async def fails():
        await asyncio.sleep(1)
        raise ValueError("bad")

    guard = start("guard", guards(start("inner", fails())))
    await asyncio.wait([guard])


@case
async def a_done_one_is_given_at_once():
    inner = start("inner", gives(1))
    await inner
    log(await asyncio.shield(inner))


@case
async def a_cancel_in_the_turn_of_the_end_is_not_lost():
    inner = start("inner", gives(1, 1))
    guard = start("guard", guards(inner))
    await asyncio.wait([inner])
    guard.cancel()
    await asyncio.wait([guard])


@case
async def a_timeout_round_it_leaves_the_inner_one_alive():
    inner = start("inner", gives(1, 2))
    try:
        async with asyncio.timeout(1):
            await asyncio.shield(inner)
    except TimeoutError as error:
        log(what(error))
    log(await inner)
