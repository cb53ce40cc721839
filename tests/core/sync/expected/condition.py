# SPDX-License-Identifier: MIT
import asyncio

from asynciosteps import case, log, start, what


async def waits(condition):
    async with condition:
        try:
            await condition.wait()
            log("notified")
        except asyncio.CancelledError as error:
            log(f"{what(error)} {condition.locked()}")
            raise


async def notifies(condition, count):
    async with condition:
        condition.notify(count)
        log("notifies")
        await asyncio.sleep(1)


@case
async def notified_waiters_run_on_one_by_one_as_they_get_the_lock():
    condition = asyncio.Condition()
    tasks = [start(name, waits(condition)) for name in "abc"]
    await asyncio.sleep(0)
    await notifies(condition, 2)
    async with condition:
        condition.notify_all()
    await asyncio.gather(*tasks)


@case
async def a_cancelled_waiter_takes_the_lock_again_before_it_leaves():
    condition = asyncio.Condition()
    a = start("a", waits(condition))
    await asyncio.sleep(0)
    async with condition:
        a.cancel("enough")
        await asyncio.sleep(1)
        log("still mine")
    await asyncio.wait([a])


@case
async def a_waiter_cancelled_after_the_notify_passes_it_on():
    condition = asyncio.Condition()
    a, b = start("a", waits(condition)), start("b", waits(condition))
    await asyncio.sleep(0)
    async with condition:
        condition.notify()
        a.cancel()
    await asyncio.wait([a, b])


@case
async def a_waiter_cancelled_before_the_notify_is_left_out():
    condition = asyncio.Condition()
    a, b = start("a", waits(condition)), start("b", waits(condition))
    await asyncio.sleep(0)
    async with condition:
        a.cancel()
        condition.notify()
    await asyncio.wait([a, b])


@case
async def cancels_while_it_takes_the_lock_again_only_put_off_the_error():
    condition = asyncio.Condition()
    a, b = start("a", waits(condition)), start("b", waits(condition))
    await asyncio.sleep(0)
    async with condition:
        condition.notify()
        await asyncio.sleep(0)
        a.cancel("first")
        await asyncio.sleep(0)
        a.cancel("second")
        await asyncio.sleep(0)
        log("leaves")
    await asyncio.wait([a, b])


@case
async def a_cancel_in_the_turn_of_getting_the_lock_back_is_not_lost():
    condition = asyncio.Condition()
    a, b = start("a", waits(condition)), start("b", waits(condition))
    await asyncio.sleep(0)
    async with condition:
        condition.notify()
        await asyncio.sleep(0)
    a.cancel()
    await asyncio.wait([a, b])


@case
async def wait_for_asks_again_with_the_lock_held():
    condition = asyncio.Condition()
    count = 0

    async def consumer():
        async with condition:
            await condition.wait_for(lambda: count >= 2)
            log(count)

    task = start("consumer", consumer())
    for _ in range(2):
        await asyncio.sleep(1)
        async with condition:
            count += 1
            condition.notify_all()
    await task


@case
async def without_the_lock_wait_and_notify_are_errors():
    condition = asyncio.Condition()
    try:
        await condition.wait()
    except RuntimeError as error:
        log(error)
    try:
        condition.notify()
    except RuntimeError as error:
        log(error)
