import asyncio
import threading

import pytest

from dash.aside import Aside, Late


def test_what_is_done_aside_comes_back_or_raises_here():
    async def go():
        aside = Aside("test")
        assert await aside.do(lambda: threading.current_thread().name, 5) == "test"
        with pytest.raises(ZeroDivisionError):
            await aside.do(lambda: 1 / 0, 5)
        assert not aside.busy

    asyncio.run(go())


class Panic(BaseException):
    """What the polars engine raises when it fails: no Exception."""


def test_a_panic_is_handed_on_as_an_error():
    def panic():
        raise Panic("at line 3")

    async def go():
        with pytest.raises(RuntimeError, match="Panic: at line 3"):
            await Aside("test").do(panic, 5)

    asyncio.run(go())


def test_what_takes_too_long_is_given_up_and_others_are_served_meanwhile():
    gate, done = threading.Event(), []

    async def go():
        aside = Aside("test")
        with pytest.raises(Late):
            await aside.do(lambda: done.append(gate.wait(30)), 0.05)
        assert aside.busy
        assert await aside.do(lambda: 3, 5) == 3
        gate.set()
        assert await aside.do(lambda: 4, 5) == 4
        for _ in range(1_000):
            await asyncio.sleep(0.01 if aside.busy else 0)
        assert not aside.busy

    asyncio.run(go())
    assert done == [True]


def test_waiting_for_others_is_not_being_late():
    gate = threading.Event()

    async def go():
        aside = Aside("test")
        first = asyncio.create_task(aside.do(lambda: gate.wait(30), None))
        second = asyncio.create_task(aside.do(lambda: 5, 0.2))
        await asyncio.sleep(0.5)
        assert not second.done()
        gate.set()
        assert await asyncio.gather(first, second) == [True, 5]

    asyncio.run(go())


def test_what_nobody_waits_for_any_more_is_never_begun():
    gate, begun = threading.Event(), []

    async def go():
        aside = Aside("test")
        first = asyncio.create_task(aside.do(lambda: gate.wait(30), None))
        void = asyncio.create_task(aside.do(lambda: begun.append("void"), 5))
        await asyncio.sleep(0.05)
        void.cancel()
        await asyncio.sleep(0.05)
        gate.set()
        await first
        await aside.do(lambda: begun.append("last"), 5)

    asyncio.run(go())
    assert begun == ["last"]
