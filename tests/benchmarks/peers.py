# SPDX-License-Identifier: MIT
"""The workloads W1 to W7 on asyncio or uvloop: what workloads.cpp does, written as one would in Python.

    peers.py asyncio|uvloop

Reads lines `WORKLOAD COUNT` and answers each with `OPERATIONS NANOSECONDS`: what was done, and the CPU time of the
whole process that it took. Says `missing` and ends where the loop is not installed.
"""

import asyncio
import gc
import sys
import time


async def yields(count):
    for _ in range(count):
        await asyncio.sleep(0)


async def switches(count):
    tasks = max(count // 100, 1)
    await asyncio.gather(*[asyncio.create_task(yields(100)) for _ in range(tasks)])
    return tasks * 100


async def short_tasks(count):
    await asyncio.gather(*[asyncio.create_task(yields(1)) for _ in range(count)])
    return count


async def semaphore_workers(count):
    semaphore = asyncio.Semaphore(5)

    async def worker():
        async with semaphore:
            await asyncio.sleep(0)

    await asyncio.gather(*[asyncio.create_task(worker()) for _ in range(count)])
    return count


async def queue_items(count):
    queue = asyncio.Queue(10)
    total = 0

    async def consumer():
        nonlocal total
        while True:
            item = await queue.get()
            if item < 0:
                break
            total += item

    tasks = [asyncio.create_task(consumer()) for _ in range(3)]
    for item in range(count):
        await queue.put(item)
    for _ in range(3):
        await queue.put(-1)
    await asyncio.gather(*tasks)
    return count


async def timers(count):
    async def sleeper(seconds):
        await asyncio.sleep(seconds)

    tasks = []
    for index in range(count):
        # Spread over 50 ms in an order that is not sorted.
        tasks.append(asyncio.create_task(sleeper((1 + index * 7919 % count * 50_000_000 // count) / 1e9)))
    await asyncio.gather(*tasks)
    return count


async def cancels(count):
    never = asyncio.Event()
    cleaned = 0

    async def cleans_up():
        nonlocal cleaned
        try:
            await never.wait()
        except asyncio.CancelledError:
            cleaned += 1
            raise

    tasks = [asyncio.create_task(cleans_up()) for _ in range(count)]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return cleaned


async def wait_fors(count):
    for _ in range(count):
        await asyncio.wait_for(yields(1), 1)
    return count


WORKLOADS = {
    "W1": switches,
    "W2": short_tasks,
    "W3": semaphore_workers,
    "W4": queue_items,
    "W5": timers,
    "W6": cancels,
    "W7": wait_fors,
}


def main():
    if sys.argv[1] == "uvloop":
        try:
            import uvloop
        except ImportError:
            print("missing", flush=True)
            return
        uvloop.install()
    print("ready " + sys.version.split()[0], flush=True)
    for line in sys.stdin:
        name, count = line.split()
        gc.collect()
        began = time.process_time_ns()
        done = asyncio.run(WORKLOADS[name](int(count)))
        print(done, time.process_time_ns() - began, flush=True)


if __name__ == "__main__":
    main()
