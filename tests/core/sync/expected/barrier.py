# SPDX-License-Identifier: MIT
import asyncio

from asynciosteps import case, log, start, what


async def arrives(barrier, seconds=0):
    await asyncio.sleep(seconds)
    try:
        log(await barrier.wait())
    except asyncio.BrokenBarrierError as error:
        log(what(error))


@case
async def all_go_on_when_the_last_has_arrived():
    barrier = asyncio.Barrier(3)
    await asyncio.gather(*[start(name, arrives(barrier, index)) for index, name in enumerate("abc")])
    log(f"{barrier.n_waiting} {barrier.broken}")


@case
async def who_comes_too_many_waits_for_the_next_round():
    barrier = asyncio.Barrier(2)
    await asyncio.gather(*[start(name, arrives(barrier)) for name in "abcd"])


@case
async def abort_breaks_it_for_all():
    barrier = asyncio.Barrier(3)
    tasks = [start(name, arrives(barrier)) for name in "ab"]
    await asyncio.sleep(1)
    log(barrier.n_waiting)
    await barrier.abort()
    log(barrier.broken)
    await asyncio.gather(*tasks)
    await arrives(barrier)


@case
async def reset_sends_away_who_waits_and_opens_it_again():
    barrier = asyncio.Barrier(2)
    a = start("a", arrives(barrier))
    await asyncio.sleep(1)
    await barrier.reset()
    await a
    await asyncio.gather(start("b", arrives(barrier)), start("c", arrives(barrier)))


@case
async def a_cancelled_one_does_not_count():
    barrier = asyncio.Barrier(2)
    a = start("a", arrives(barrier))
    await asyncio.sleep(1)
    a.cancel()
    await asyncio.wait([a])
    await asyncio.gather(start("b", arrives(barrier)), start("c", arrives(barrier)))


@case
async def one_cancelled_while_it_drains_still_ends_as_cancelled():
    barrier = asyncio.Barrier(2)
    a = start("a", arrives(barrier))
    await asyncio.sleep(1)
    b = start("b", arrives(barrier))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    a.cancel()
    await asyncio.wait([a, b])
    await asyncio.gather(start("c", arrives(barrier)), start("d", arrives(barrier)))


@case
async def abort_while_it_drains():
    barrier = asyncio.Barrier(2)
    tasks = [start(name, arrives(barrier)) for name in "abc"]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await barrier.abort()
    await asyncio.wait(tasks)
    log(barrier.broken)


@case
async def it_needs_at_least_one_party():
    try:
        asyncio.Barrier(0)
    except ValueError as error:
        log(what(error))
    log(await asyncio.Barrier(1).wait())
