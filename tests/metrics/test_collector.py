"""Items read side by side: in order, as they come, and none at another's expense."""

import asyncio
from datetime import UTC, datetime

import pytest

from metrics.catalog import Catalog
from metrics.collector import Errand, Missed, each
from metrics.errors import Gone, Unreachable
from metrics.web import Door, Network, Web


def errand():
    return Errand(source="acme", door=Door(Web(Network())), catalog=Catalog(), now=datetime(2030, 1, 1, tzinfo=UTC))


async def listed(readings):
    return [reading async for reading in readings]


def test_what_items_give_comes_in_their_order_whichever_is_quicker():
    async def read(item):
        await asyncio.sleep(0.02 if item == "slow" else 0)
        yield f"{item} one"
        yield f"{item} two"

    found = asyncio.run(listed(each(errand(), ["slow", "quick"], read)))
    assert found == ["slow one", "slow two", "quick one", "quick two"]


def test_an_item_that_fails_after_giving_something_is_missed_and_the_others_go_on():
    async def read(item):
        yield item
        if item == "b":
            raise Gone("b: no such thing")

    sent = errand()
    found = asyncio.run(listed(each(sent, ["a", "b", "c"], read)))
    assert found == ["a", "b", Missed("b", "b: no such thing", gone=True), "c"]
    assert (sent.done, sent.expected) == (3, 3)


def test_a_long_item_is_heard_of_before_it_ends():
    async def read(item):
        yield f"{item} begins"
        await asyncio.Event().wait()

    async def first():
        readings = each(errand(), ["endless"], read)
        found = await anext(readings)
        await readings.aclose()
        return found

    assert asyncio.run(asyncio.wait_for(first(), 5)) == "endless begins"


def test_no_more_than_so_many_are_read_at_one_time():
    at_once = [0, 0]

    async def read(item):
        at_once[0] += 1
        at_once[1] = max(at_once)
        await asyncio.sleep(0)
        at_once[0] -= 1
        yield item

    assert asyncio.run(listed(each(errand(), list(range(20)), read, width=3))) == list(range(20))
    assert at_once == [0, 3]


def test_a_fault_of_the_collector_itself_is_not_swallowed():
    async def read(item):
        yield item
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asyncio.run(listed(each(errand(), ["a", "b"], read)))


def test_whoever_stops_listening_stops_what_is_being_read():
    ended = []

    async def read(item):
        try:
            yield item
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            ended.append(item)
            raise

    async def some():
        readings = each(errand(), ["a", "b"], read)
        await anext(readings)
        await asyncio.sleep(0)
        await readings.aclose()

    asyncio.run(some())
    assert ended == ["a", "b"]


def test_an_unreachable_item_is_not_gone():
    async def read(item):
        raise Unreachable(f"{item}: no connection")
        yield

    assert asyncio.run(listed(each(errand(), ["a"], read))) == [Missed("a", "a: no connection")]
