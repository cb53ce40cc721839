# SPDX-License-Identifier: MIT
import asyncio

from asynciosteps import block, case, log, now, start, what


async def within(seconds, time):
    try:
        async with asyncio.timeout(seconds):
            await asyncio.sleep(time)
        log("in time")
    except TimeoutError as error:
        log(what(error))


@case
async def it_cancels_what_takes_too_long():
    await within(1, 2)
    await within(2, 1)
    log(asyncio.current_task().cancelling())


@case
async def with_the_same_deadline_the_one_made_first_wins():
    await within(1, 1)
    async def other():
        try:
            async with asyncio.timeout(1):
                await event.wait()
            log("in time")
        except TimeoutError:
            log("late")
    event = asyncio.Event()
    asyncio.get_running_loop().call_later(1, event.set)
    await other()


@case
async def without_any_time_it_fires_in_the_next_turn():
    await within(0, 1)
    await within(-1, 1)
    try:
        async with asyncio.timeout(0):
            log("no wait, no timeout")
    except TimeoutError as error:
        log(what(error))
    try:
        async with asyncio.timeout(0):
            await asyncio.sleep(0)
            log("never")
    except TimeoutError as error:
        log(what(error))


@case
async def the_inner_of_two_fires_first():
    try:
        async with asyncio.timeout(2):
            await within(1, 9)
            await asyncio.sleep(9)
    except TimeoutError:
        log("outer")


@case
async def the_outer_of_two_passes_through_the_inner():
    try:
        async with asyncio.timeout(1):
            try:
                async with asyncio.timeout(2):
                    await asyncio.sleep(9)
            except TimeoutError:
                log("inner")
            except asyncio.CancelledError as error:
                log(what(error))
                raise
    except TimeoutError:
        log("outer")


@case
async def two_with_the_same_deadline_both_fire():
    try:
        async with asyncio.timeout(1):
            try:
                async with asyncio.timeout(1):
                    await asyncio.sleep(9)
            except TimeoutError:
                log("inner")
                await asyncio.sleep(1)
    except TimeoutError:
        log("outer")
    log(asyncio.current_task().cancelling())


@case
async def a_swallowed_one_has_no_further_effect():
    async with asyncio.timeout(1):
        try:
            await asyncio.sleep(9)
        except asyncio.CancelledError:
            log("swallowed")
        await asyncio.sleep(1)
    log(asyncio.current_task().cancelling())


@case
async def a_cancel_from_outside_is_thrown_on():
    async def works():
        try:
            await within(2, 9)
        except asyncio.CancelledError as error:
            log(what(error))
            raise

    task = start("task", works())
    await asyncio.sleep(1)
    task.cancel("outside")
    await asyncio.wait([task])


@case
async def an_outside_cancel_before_the_timeout_in_the_same_turn_wins():
    async def works():
        try:
            await within(1, 9)
        except asyncio.CancelledError as error:
            log(f"{what(error)} {asyncio.current_task().cancelling()}")
            raise

    asyncio.get_running_loop().call_later(1, lambda: task.cancel("outside"))
    task = start("task", works())
    await asyncio.wait([task])


@case
async def an_outside_cancel_after_the_timeout_in_the_same_turn_is_not_lost():
    async def works():
        try:
            await within(1, 9)
        except asyncio.CancelledError as error:
            log(f"{what(error)} {asyncio.current_task().cancelling()}")
            raise

    task = start("task", works())
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_later(1, lambda: task.cancel("outside"))
    await asyncio.wait([task])


@case
async def an_error_of_the_body_comes_before_the_timeout():
    try:
        async with asyncio.timeout(1):
            try:
                await asyncio.sleep(9)
            finally:
                raise ValueError("cleaning")
    except ValueError as error:
        log(what(error))
    log(asyncio.current_task().cancelling())


@case
async def a_body_that_blocks_past_the_deadline_is_cancelled_at_its_next_wait():
    try:
        async with asyncio.timeout(1):
            block(2)
            log(now())
            await asyncio.sleep(1)
    except TimeoutError:
        log("late")
    async with asyncio.timeout(1):
        block(2)
    log("nobody noticed")
    await asyncio.sleep(1)


@case(step_cost=100_000_000)
async def steps_that_cost_time_use_it_up():
    try:
        async with asyncio.timeout(1):
            for index in range(99):
                await asyncio.sleep(0)
    except TimeoutError:
        log(index)
