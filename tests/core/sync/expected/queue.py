# SPDX-License-Identifier: MIT
import asyncio

from asynciosteps import case, log, start, what


async def consumer(queue, count):
    for _ in range(count):
        log(await queue.get())


async def producer(queue, items):
    for item in items:
        await queue.put(item)
        log(f"put {item}")


@case
async def put_waits_while_it_is_full_and_get_while_it_is_empty():
    queue = asyncio.Queue(2)
    await asyncio.gather(start("producer", producer(queue, range(5))), start("consumer", consumer(queue, 5)))


@case
async def consumers_take_turns():
    queue = asyncio.Queue()
    tasks = [start(name, consumer(queue, 2)) for name in "abc"]
    await asyncio.sleep(1)
    await producer(queue, range(6))
    await asyncio.gather(*tasks)


@case
async def a_waiter_that_finds_it_empty_again_goes_to_the_end():
    queue = asyncio.Queue()
    a, b = start("a", consumer(queue, 1)), start("b", consumer(queue, 1))
    await asyncio.sleep(0)
    queue.put_nowait("first")
    log(queue.get_nowait())
    await asyncio.sleep(0)
    queue.put_nowait("second")
    queue.put_nowait("third")
    await asyncio.gather(a, b)


@case
async def a_getter_cancelled_after_it_was_woken_wakes_the_next():
    queue = asyncio.Queue()
    a, b = start("a", consumer(queue, 1)), start("b", consumer(queue, 1))
    await asyncio.sleep(0)
    queue.put_nowait("item")
    a.cancel()
    await asyncio.wait([a, b])
    log(queue.qsize())


@case
async def a_getter_cancelled_before_the_put_is_left_out():
    queue = asyncio.Queue()
    a, b = start("a", consumer(queue, 1)), start("b", consumer(queue, 1))
    await asyncio.sleep(0)
    a.cancel()
    queue.put_nowait("item")
    await asyncio.wait([a, b])


@case
async def a_putter_cancelled_after_it_was_woken_wakes_the_next():
    queue = asyncio.Queue(1)
    queue.put_nowait("old")
    a, b = start("a", producer(queue, "a")), start("b", producer(queue, "b"))
    await asyncio.sleep(0)
    log(queue.get_nowait())
    a.cancel()
    await asyncio.wait([a, b])
    log(queue.get_nowait())


@case
async def a_putter_that_finds_it_full_again_goes_to_the_end():
    queue = asyncio.Queue(1)
    queue.put_nowait("old")
    a, b = start("a", producer(queue, "a")), start("b", producer(queue, "b"))
    await asyncio.sleep(0)
    queue.get_nowait()
    queue.put_nowait("quick")
    await asyncio.sleep(0)
    for _ in range(3):
        log(await queue.get())
    await asyncio.gather(a, b)


@case
async def join_waits_until_every_item_is_dealt_with():
    queue = asyncio.Queue()

    async def worker():
        while True:
            item = await queue.get()
            await asyncio.sleep(item)
            queue.task_done()

    async def joins():
        await queue.join()
        log("all done")

    workers = [start("v", worker()), start("w", worker())]
    for seconds in (3, 1, 1):
        queue.put_nowait(seconds)
    await asyncio.gather(start("i", joins()), start("j", joins()))
    await queue.join()
    for task in workers:
        task.cancel()
    await asyncio.wait(workers)
    try:
        queue.task_done()
    except ValueError as error:
        log(what(error))


@case
async def a_joiner_is_let_through_though_a_new_item_comes():
    queue = asyncio.Queue()

    async def joins():
        await queue.join()
        log("through")

    queue.put_nowait(1)
    a = start("a", joins())
    await asyncio.sleep(0)
    queue.task_done()
    queue.put_nowait(2)
    await a
    queue.task_done()


@case
async def a_priority_queue_gives_the_least_first():
    queue = asyncio.PriorityQueue()
    for item in (5, 3, 8, 1, 9, 2):
        queue.put_nowait(item)
    log([await queue.get() for _ in range(6)])


@case
async def a_lifo_queue_gives_the_last_first():
    queue = asyncio.LifoQueue(2)
    await asyncio.gather(start("producer", producer(queue, range(4))), start("consumer", consumer(queue, 4)))


@case
async def without_waiting_a_full_or_an_empty_queue_is_an_error():
    queue = asyncio.Queue(1)
    try:
        queue.get_nowait()
    except asyncio.QueueEmpty as error:
        log(what(error))
    queue.put_nowait(1)
    try:
        queue.put_nowait(2)
    except asyncio.QueueFull as error:
        log(what(error))
