# SPDX-License-Identifier: MIT
import asyncio

from asynciosteps import case, log, start, what


async def worker(semaphore, seconds=0):
    async with semaphore:
        log("in")
        await asyncio.sleep(seconds)


@case
async def waiters_are_served_in_order_of_arrival():
    semaphore = asyncio.Semaphore(2)
    await asyncio.gather(*[start(name, worker(semaphore, 1)) for name in "abcde"])


@case
async def nobody_overtakes_a_waiter_that_was_handed_a_permit():
    semaphore = asyncio.Semaphore(1)

    async def late():
        async with semaphore:
            log("late")

    await semaphore.acquire()
    first = start("first", worker(semaphore))
    await asyncio.sleep(0)
    semaphore.release()
    second = start("second", late())
    log(semaphore.locked())
    await semaphore.acquire()
    log("got it last")
    semaphore.release()
    await asyncio.gather(first, second)


@case
async def a_waiter_cancelled_before_the_hand_over_leaves_the_queue():
    semaphore = asyncio.Semaphore(1)
    await semaphore.acquire()
    a = start("a", worker(semaphore))
    b = start("b", worker(semaphore))
    await asyncio.sleep(0)
    a.cancel()
    semaphore.release()
    await asyncio.wait([a, b])
    log(semaphore._value)


@case
async def a_waiter_cancelled_after_the_hand_over_passes_the_permit_on():
    semaphore = asyncio.Semaphore(1)
    await semaphore.acquire()
    a = start("a", worker(semaphore))
    b = start("b", worker(semaphore))
    await asyncio.sleep(0)
    semaphore.release()
    a.cancel()
    await asyncio.wait([a, b])
    log(semaphore._value)


@case
async def cancelling_everybody_who_was_handed_a_permit_loses_none():
    semaphore = asyncio.Semaphore(0)
    tasks = [start(name, worker(semaphore)) for name in "abcd"]
    await asyncio.sleep(0)
    semaphore.release()
    semaphore.release()
    tasks[0].cancel()
    tasks[1].cancel()
    tasks[3].cancel()
    await asyncio.wait(tasks)
    log(semaphore._value)
    log(semaphore.locked())


@case
async def it_is_locked_while_somebody_waits_and_open_when_all_waiters_are_cancelled():
    semaphore = asyncio.Semaphore(1)
    await semaphore.acquire()
    a = start("a", worker(semaphore))
    await asyncio.sleep(0)
    a.cancel()
    log(semaphore.locked())
    semaphore.release()
    log(semaphore.locked())
    await semaphore.acquire()
    log("overtook the cancelled one")
    await asyncio.wait([a])
    semaphore.release()
    log(semaphore._value)


@case
async def several_releases_in_a_step_wake_several():
    semaphore = asyncio.Semaphore(0)
    tasks = [start(name, worker(semaphore)) for name in "abc"]
    await asyncio.sleep(0)
    for _ in range(3):
        semaphore.release()
    await asyncio.gather(*tasks)
    log(semaphore._value)


@case
async def a_bounded_one_refuses_a_release_too_many():
    semaphore = asyncio.BoundedSemaphore(1)
    await semaphore.acquire()
    semaphore.release()
    try:
        semaphore.release()
    except ValueError as error:
        log(what(error))
    try:
        asyncio.Semaphore(-1)
    except ValueError as error:
        log(what(error))


@case
async def a_timeout_takes_a_waiter_away():
    semaphore = asyncio.Semaphore(1)
    await semaphore.acquire()
    try:
        async with asyncio.timeout(1):
            await semaphore.acquire()
    except TimeoutError as error:
        log(what(error))
    semaphore.release()
    log(semaphore._value)
