# SPDX-License-Identifier: MIT
import asyncio
import concurrent.futures

from asynciosteps import block, case, log, start, what


def job(seconds, value):
    block(seconds)
    if value is None:
        raise ValueError("bad job")
    return value


async def runs(pool, seconds, value):
    try:
        log(await asyncio.get_running_loop().run_in_executor(pool, job, seconds, value))
    except (ValueError, asyncio.CancelledError) as error:
        log(what(error))


@case
async def jobs_are_taken_in_order_by_the_threads_there_are():
    pool = concurrent.futures.ThreadPoolExecutor(2)
    await asyncio.gather(*[start(name, runs(pool, seconds, name)) for name, seconds in (("a", 2), ("b", 1), ("c", 3), ("d", 1))])


@case
async def an_error_of_a_job_reaches_who_waits():
    pool = concurrent.futures.ThreadPoolExecutor(1)
    await runs(pool, 1, None)


@case
async def a_cancelled_job_in_the_queue_is_dropped():
    pool = concurrent.futures.ThreadPoolExecutor(1)
    a, b, c = [start(name, runs(pool, 2, name)) for name in "abc"]
    await asyncio.sleep(1)
    b.cancel()
    await asyncio.gather(a, b, c)


@case
async def a_cancelled_job_that_runs_keeps_its_thread():
    pool = concurrent.futures.ThreadPoolExecutor(1)
    a, b = [start(name, runs(pool, 2, name)) for name in "ab"]
    await asyncio.sleep(1)
    a.cancel()
    await asyncio.gather(a, b)
