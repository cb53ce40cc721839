# SPDX-License-Identifier: MIT
import heapq

from asynciosteps import case, log


class Item:
    def __init__(self, number, name):
        self.number = number
        self.name = name

    def __lt__(self, other):
        return self.number < other.number


def in_order(items):
    heap = []
    for number, name in items:
        heapq.heappush(heap, Item(number, name))
    text = ""
    while heap:
        text += heapq.heappop(heap).name
    return text


@case
async def equals_come_out_in_the_order_of_heapq():
    log(in_order((1, name) for name in "abcde"))
    log(in_order(zip((2, 1, 2, 1, 2, 1, 2), "abcdefg")))
    items = []
    value = 1
    for index in range(60):
        value = (value * 1103515245 + 12345) % 2**32
        items.append(((value >> 16) % 7, chr(ord("0") + index)))
    log(in_order(items))
