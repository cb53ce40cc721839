# SPDX-License-Identifier: MIT
import asyncio

from asynciosteps import case, log, start, what


async def worker(lock, seconds=0):
    async with lock:
        log("in")
        await asyncio.sleep(seconds)


@case
async def one_task_at_a_time_in_order_of_arrival():
    lock = asyncio.Lock()
    await asyncio.gather(*[start(name, worker(lock, 1)) for name in "abc"])
    log(lock.locked())


@case
async def nobody_gets_in_between_release_and_the_waiters_step():
    lock = asyncio.Lock()
    await lock.acquire()
    a = start("a", worker(lock))
    await asyncio.sleep(0)
    lock.release()
    log(lock.locked())
    await lock.acquire()
    log("after a")
    lock.release()
    await a


@case
async def a_waiter_cancelled_before_the_release_is_left_out():
    lock = asyncio.Lock()
    await lock.acquire()
    a, b = start("a", worker(lock)), start("b", worker(lock))
    await asyncio.sleep(0)
    a.cancel()
    lock.release()
    await asyncio.wait([a, b])


@case
async def a_waiter_cancelled_after_the_release_wakes_the_next():
    lock = asyncio.Lock()
    await lock.acquire()
    a, b = start("a", worker(lock)), start("b", worker(lock))
    await asyncio.sleep(0)
    lock.release()
    a.cancel()
    await asyncio.wait([a, b])
    log(lock.locked())


@case
async def a_cancelled_waiter_in_front_delays_the_release():
    lock = asyncio.Lock()
    await lock.acquire()
    a, b, c = [start(name, worker(lock)) for name in "abc"]
    await asyncio.sleep(0)
    a.cancel()
    await asyncio.sleep(0)
    b.cancel()
    lock.release()
    await asyncio.wait([a, b, c])


@case
async def it_can_be_taken_when_all_waiters_are_cancelled():
    lock = asyncio.Lock()
    await lock.acquire()
    a = start("a", worker(lock))
    await asyncio.sleep(0)
    a.cancel()
    lock.release()
    await lock.acquire()
    log("mine")
    await asyncio.wait([a])
    lock.release()


@case
async def a_release_too_many_is_an_error():
    lock = asyncio.Lock()
    try:
        lock.release()
    except RuntimeError as error:
        log(error)
