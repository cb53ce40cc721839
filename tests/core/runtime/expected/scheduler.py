# SPDX-License-Identifier: MIT
import asyncio

from asynciosteps import block, case, log, now, start, what


async def sleeps(seconds):
    await asyncio.sleep(seconds)


@case
async def tasks_take_turns_in_order_of_creation():
    async def turns():
        for _ in range(2):
            await asyncio.sleep(0)

    await asyncio.gather(*[start(name, turns()) for name in "abc"])


@case
async def timers_go_by_deadline_then_by_creation():
    tasks = [start(name, sleeps(seconds)) for name, seconds in (("a", 2), ("b", 1), ("c", 2), ("d", 1))]
    await asyncio.gather(*tasks)


@case
async def a_due_timer_comes_after_what_is_ready_already():
    async def blocks():
        await asyncio.sleep(1)
        block(1)
        await asyncio.sleep(0)

    await asyncio.gather(start("a", sleeps(2)), start("b", blocks()), start("c", sleeps(1)))


@case
async def a_block_holds_all_up():
    async def hog():
        block(5)
        log(now())

    await asyncio.gather(start("a", sleeps(1)), start("hog", hog()), start("b", sleeps(2)))


@case(step_cost=1_000_000)
async def a_step_may_cost_time():
    await asyncio.gather(start("a", sleeps(0)), start("b", sleeps(1)))


@case
async def tasks_left_over_are_cancelled_when_main_ends():
    async def cleans():
        try:
            await asyncio.sleep(9)
        except asyncio.CancelledError:
            log("cleans")
            await asyncio.sleep(1)
            log("clean")
            raise

    start("a", cleans())
    start("b", cleans())
    await asyncio.sleep(1)
    start("c", cleans())


@case
async def a_task_made_in_the_last_step_never_starts():
    start("a", sleeps(1))


@case
async def one_that_swallows_the_cancel_at_the_end_is_waited_for():
    async def stubborn():
        try:
            await asyncio.sleep(9)
        except asyncio.CancelledError:
            pass
        await asyncio.sleep(5)
        log("done now")

    start("a", stubborn())
    await asyncio.sleep(1)


@case
async def one_that_fails_at_the_end_does_not_matter():
    async def fails():
        try:
            await asyncio.sleep(9)
        finally:
            raise ValueError

    start("a", fails())
    await asyncio.sleep(1)


@case
async def tasks_made_while_it_shuts_down_get_a_few_turns():
    async def late():
        for turn in range(20):
            log(turn)
            await asyncio.sleep(0)

    async def spawns():
        try:
            await asyncio.sleep(9)
        finally:
            start("late", late())

    start("a", spawns())
    await asyncio.sleep(1)


@case
async def late_ones_wait_in_vain_for_time():
    async def late():
        try:
            await asyncio.sleep(1)
            log("never")
        finally:
            pass

    async def spawns():
        try:
            await asyncio.sleep(9)
        finally:
            start("late", late())

    start("a", spawns())
    await asyncio.sleep(1)


@case
async def an_error_of_main_ends_the_run():
    start("a", sleeps(9))
    await asyncio.sleep(1)
    raise ValueError("main")


@case
async def a_cancelled_main_ends_the_run():
    main = asyncio.current_task()

    async def kills():
        await asyncio.sleep(1)
        main.cancel()

    start("killer", kills())
    await asyncio.sleep(9)


@case
async def nothing_to_go_on_with_is_a_deadlock():
    future = asyncio.get_running_loop().create_future()

    async def waits():
        await future

    start("a", waits())
    await asyncio.sleep(1)
    await future
