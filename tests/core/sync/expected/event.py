# SPDX-License-Identifier: MIT
import asyncio

from asynciosteps import case, log, start


async def waits(event):
    await event.wait()
    log("through")


@case
async def set_wakes_all_in_order_of_arrival():
    event = asyncio.Event()
    tasks = [start(name, waits(event)) for name in "abc"]
    await asyncio.sleep(1)
    event.set()
    event.set()
    await asyncio.gather(*tasks)
    await event.wait()
    log(event.is_set())


@case
async def who_was_woken_goes_through_though_it_was_cleared_again():
    event = asyncio.Event()
    a = start("a", waits(event))
    await asyncio.sleep(0)
    event.set()
    event.clear()
    b = start("b", waits(event))
    await a
    log(event.is_set())
    event.set()
    await b


@case
async def a_cancel_before_set_and_one_after_it_both_end_the_wait():
    event = asyncio.Event()
    a, b, c = [start(name, waits(event)) for name in "abc"]
    await asyncio.sleep(0)
    a.cancel()
    event.set()
    b.cancel()
    await asyncio.wait([a, b, c])


@case
async def a_timer_and_a_set_at_the_same_time_go_by_creation():
    event = asyncio.Event()

    async def impatient():
        try:
            async with asyncio.timeout(1):
                await event.wait()
            log("set")
        except TimeoutError:
            log("late")

    async def setter():
        await asyncio.sleep(1)
        event.set()

    await asyncio.gather(start("impatient", impatient()), start("setter", setter()))


@case
async def a_timer_that_was_made_later_loses_against_a_set():
    event = asyncio.Event()

    async def impatient():
        try:
            async with asyncio.timeout(1):
                await event.wait()
            log("set")
        except TimeoutError:
            log("late")

    async def setter():
        await asyncio.sleep(1)
        event.set()

    await asyncio.gather(start("setter", setter()), start("impatient", impatient()))
