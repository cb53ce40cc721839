# SPDX-License-Identifier: MIT
import asyncio

from asynciosteps import case, log, start, what


async def waits(future):
    try:
        log(await future)
    except BaseException as error:
        log(what(error))
        raise


@case
async def all_who_wait_get_the_result():
    future = asyncio.get_running_loop().create_future()
    a, b = start("a", waits(future)), start("b", waits(future))
    await asyncio.sleep(1)
    future.set_result("value")
    await asyncio.gather(a, b)
    log(await future)


@case
async def all_who_wait_get_the_error():
    future = asyncio.get_running_loop().create_future()
    a, b = start("a", waits(future)), start("b", waits(future))
    await asyncio.sleep(1)
    future.set_exception(KeyError())
    await asyncio.wait([a, b])


@case
async def a_cancelled_waiter_cancels_the_future_for_all():
    future = asyncio.get_running_loop().create_future()
    a, b = start("a", waits(future)), start("b", waits(future))
    await asyncio.sleep(0)
    a.cancel("stop")
    log(future.cancelled())
    await asyncio.wait([a, b])


@case
async def a_cancel_after_the_result_still_ends_the_waiter():
    future = asyncio.get_running_loop().create_future()
    a = start("a", waits(future))
    await asyncio.sleep(0)
    future.set_result("value")
    a.cancel()
    await asyncio.wait([a])
    log(await future)


@case
async def it_is_completed_once():
    future = asyncio.get_running_loop().create_future()
    try:
        future.result()
    except asyncio.InvalidStateError as error:
        log(what(error))
    future.set_result(1)
    try:
        future.set_result(2)
    except asyncio.InvalidStateError as error:
        log(what(error))
    log(future.cancel())
    log(future.result())


@case
async def cancelling_the_future_ends_who_waits_for_it():
    future = asyncio.get_running_loop().create_future()
    a = start("a", waits(future))
    await asyncio.sleep(0)
    log(future.cancel())
    log(future.cancel())
    await asyncio.wait([a])
