"""Over real sockets: what is slow, cut, huge, packed or private ends as one clear error."""

import contextlib
import socket
import threading
import time

import pytest

from metrics.errors import Denied, Unreachable

ONE = {"tries": 1}


def test_an_answer_comes_over_a_real_socket(serve, fetch):
    answer = fetch(serve(lambda handler: handler.reply(b'{"n": 5}', Content_Type="application/json")))
    assert answer.json()["n"].count() == 5
    assert answer.media_type == "application/json"


def test_a_packed_answer_is_unpacked(serve, fetch, packed):
    body = packed(b'{"n": 6}')
    answer = fetch(serve(lambda handler: handler.reply(body, Content_Encoding="gzip")))
    assert answer.json()["n"].count() == 6


def test_a_bomb_is_refused_while_it_unfolds(serve, fetch, packed):
    body = packed(b"\x00" * 50_000_000)
    with pytest.raises(Denied, match="larger than"):
        fetch(serve(lambda handler: handler.reply(body, Content_Encoding="gzip")), network={"max_bytes": 1_000_000})


def test_a_bomb_within_a_bomb_is_not_even_opened(serve, fetch, packed):
    body = packed(packed(b"\x00" * 1_000_000))
    with pytest.raises(Unreachable, match="packed with gzip"):
        fetch(serve(lambda handler: handler.reply(body, Content_Encoding="gzip, gzip")), network=ONE)


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_that_is_too_large_is_refused(serve, fetch, announced):
    def answer(handler):
        handler.send_response(200)
        if announced:
            handler.send_header("Content-Length", "2000001")
        else:
            handler.send_header("Connection", "close")
        handler.end_headers()
        with contextlib.suppress(OSError):
            handler.wfile.write(b"x" * 2_000_001)

    with pytest.raises(Denied, match=r"2,000,000 bytes of network\.max_bytes"):
        fetch(serve(answer), network={"max_bytes": 2_000_000})


def test_a_cut_connection_is_tried_again_and_then_named(serve, fetch):
    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"half")
        handler.close_connection = True

    with pytest.raises(Unreachable, match="cut off"):
        fetch(serve(answer))
    assert fetch.door.requests == 3


def test_half_a_packed_body_is_no_body(serve, fetch, packed):
    body = packed(b'{"n": 7}' * 100)[:-12]
    with pytest.raises(Unreachable):
        fetch(serve(lambda handler: handler.reply(body, Content_Encoding="gzip")), network=ONE)


def test_a_drip_ends_when_its_time_is_over(serve, fetch):
    stop = threading.Event()

    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        while not stop.wait(0.02):
            try:
                handler.wfile.write(b"x")
            except OSError:
                return

    url = serve(answer)
    try:
        with pytest.raises(Unreachable, match=r"no whole answer within 0\.3 s"):
            fetch(url, network={"timeout_s": 0.3, **ONE})
    finally:
        stop.set()


def test_a_refused_connection_fails_its_host_at_once(fetch):
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    with pytest.raises(Unreachable, match="no connection"):
        fetch(f"http://127.0.0.1:{port}/", network={"tries": 4, "backoff_s": 100.0})
    assert fetch.door.requests == 1


def test_what_is_no_http_is_named(serve, fetch):
    def answer(handler):
        handler.wfile.write(b"\x00\x01garbage\r\n\r\n")
        handler.close_connection = True

    with pytest.raises(Unreachable, match="cut off"):
        fetch(serve(answer), network=ONE)


def test_a_link_from_content_may_not_lead_to_this_machine(serve, fetch):
    asked = []

    def answer(handler):
        asked.append(handler.path)
        handler.reply(b"secret")

    url = serve(answer)
    for link in (url, url.replace("127.0.0.1", "localhost"), url.replace("127.0.0.1", "[::ffff:127.0.0.1]")):
        with pytest.raises(Denied, match="private address"):
            fetch(link, home=(), foreign=True)
    assert asked == []
    assert fetch(url, home=(), foreign=True, network={"allow_private": ("127.0.0.0/8",)}).body == b"secret"
    assert fetch(url, home=(url,), foreign=True).body == b"secret"


def test_a_redirect_to_another_private_host_is_not_followed(serve, fetch):
    inner = serve(lambda handler: handler.reply(b"secret"))
    outer = serve(lambda handler: handler.reply(status=302, Location=inner))
    with pytest.raises(Denied, match="private address"):
        fetch(outer)


def test_the_server_of_a_pinned_address_hears_the_name_that_was_asked_for(serve, fetch):
    names = []

    def answer(handler):
        names.append(handler.headers["host"])
        handler.reply(b"ok")

    url = serve(answer).replace("127.0.0.1", "localhost")
    fetch(url, home=(), foreign=True, network={"allow_private": ("127.0.0.0/8", "::1/128")})
    assert names == [url.removeprefix("http://")]


def test_requests_to_one_host_keep_their_gap():
    import asyncio

    from metrics.web.hosts import Host

    async def three():
        clock = asyncio.get_running_loop().time
        host, start = Host("https://hub.example:443", width=3), clock()

        async def one():
            async with host.turn(0.05, longest=1.0):
                return clock() - start

        return sorted(await asyncio.gather(one(), one(), one()))

    waited = asyncio.run(three())
    assert waited[1] >= 0.049
    assert waited[2] >= 0.099


def test_never_more_at_once_than_the_width_of_a_host(serve):
    import asyncio

    from metrics.web import Door, Manners, Network, Web

    now, most, lock = [0], [0], threading.Lock()

    def answer(handler):
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.02)
        with lock:
            now[0] -= 1
        handler.reply(b"ok")

    url = serve(answer)

    async def many(width):
        most[0] = 0
        async with Web(Network(gap_s=0.0)) as web:
            door = Door(web, home=(url,), manners=Manners(width=width))
            await asyncio.gather(*(door.get(f"{url}/{number}") for number in range(8)))
        return most[0]

    assert asyncio.run(many(1)) == 1
    assert asyncio.run(many(2)) == 2
