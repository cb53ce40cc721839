# SPDX-License-Identifier: MIT
import asyncio

from asynciosteps import case, log, start, what


async def gives(seconds=0):
    await asyncio.sleep(seconds)


async def fails(seconds=0):
    await asyncio.sleep(seconds)
    raise ValueError


def tell(tasks, result):
    done, pending = result
    log("done " + "".join(t.get_name() for t in tasks if t in done)
        + " pending " + "".join(t.get_name() for t in tasks if t in pending))


@case
async def all_completed_waits_for_errors_and_cancels_too():
    tasks = [start("a", gives(1)), start("b", fails(2)), start("c", gives(9))]
    await asyncio.sleep(0)
    tasks[2].cancel()
    tell(tasks, await asyncio.wait(tasks))


@case
async def first_completed_ends_in_the_turn_after_the_first():
    tasks = [start("a", gives(2)), start("b", gives(1)), start("c", gives(1))]
    tell(tasks, await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED))
    await asyncio.wait(tasks)


@case
async def first_exception_goes_on_past_a_cancelled_one():
    tasks = [start("a", gives(3)), start("b", gives(9)), start("c", fails(2))]
    await asyncio.sleep(0)
    tasks[1].cancel()
    tell(tasks, await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION))
    await asyncio.wait(tasks)


@case
async def a_time_out_just_ends_the_wait():
    tasks = [start("a", gives(1)), start("b", gives(3))]
    tell(tasks, await asyncio.wait(tasks, timeout=2))
    tell(tasks, await asyncio.wait(tasks, timeout=0))
    tell(tasks, await asyncio.wait(tasks, timeout=-1))
    await asyncio.wait(tasks)


@case
async def a_time_out_and_an_end_at_the_same_time_go_by_creation():
    tasks = [start("a", gives(1)), start("b", gives(1))]
    tell(tasks, await asyncio.wait(tasks, timeout=1))
    await asyncio.sleep(0)
    more = [start("c", gives(1)), start("d", gives(1))]
    await asyncio.sleep(0)
    tell(more, await asyncio.wait(more, timeout=1))
    await asyncio.wait(more)


@case
async def done_ones_count_in_the_next_turn():
    tasks = [start("a", gives()), start("b", gives(1))]
    await asyncio.wait(tasks)
    tell(tasks, await asyncio.wait(tasks))
    tell(tasks, await asyncio.wait([tasks[0], tasks[0]], return_when=asyncio.FIRST_COMPLETED))


@case
async def a_cancel_of_the_waiter_cancels_none_of_them():
    tasks = [start("a", gives(2))]

    async def waits():
        await asyncio.wait(tasks)

    waiter = start("waiter", waits())
    await asyncio.sleep(1)
    waiter.cancel()
    await asyncio.wait([waiter])
    await tasks[0]


@case
async def nothing_to_wait_for_is_an_error():
    try:
        await asyncio.wait([])
    except ValueError as error:
        log(what(error))
