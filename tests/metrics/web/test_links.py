"""Connections are used again only where the next answer cannot be anybody else's, and encrypted ones are checked."""

import asyncio
import ssl
import subprocess
from contextlib import asynccontextmanager

import pytest

from metrics.errors import Unreachable
from metrics.web import Door, Network, Web

ANSWER = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"
EVIL = b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil"


@asynccontextmanager
async def serving(speak, context=None):
    """Serve by a function of the writer, the connection's number and the request's head; yields the address and heads."""
    heads, count = [], 0

    async def connected(reader, writer):
        nonlocal count
        count += 1
        mine = count
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                heads.append((mine, head))
                await speak(writer, mine, head)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(connected, "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    try:
        yield f"{'https' if context else 'http'}://127.0.0.1:{port}", heads
    finally:
        server.close()


def told(speak, *paths, between=0.0, context=None, host=None, **network):
    """Ask for paths one after another; returns the bodies, the heads that were sent, and how often was asked."""

    async def run():
        settings = {"gap_s": 0.0, "tries": 1, "timeout_s": 5.0, **network}
        async with serving(speak, context) as (address, heads), Web(Network(**settings)) as web:
            home = address.replace("127.0.0.1", host or "127.0.0.1")
            door, bodies = Door(web, home=(home,)), []
            for path in paths:
                bodies.append((await door.get(home + path)).body)
                await asyncio.sleep(between)
            return bodies, heads

    return asyncio.run(run())


def saying(*parts, after=0.0):
    async def speak(writer, number, head):
        for part in parts:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(after)

    return speak


def test_one_connection_serves_one_request_after_another():
    bodies, heads = told(saying(ANSWER), "/a", "/b", "/c")
    assert bodies == [b"ok"] * 3
    assert [number for number, _ in heads] == [1, 1, 1]


def test_a_connection_that_the_server_left_is_not_used_again():
    async def speak(writer, number, head):
        writer.write(ANSWER)
        writer.close()

    bodies, heads = told(speak, "/a", "/b", between=0.02)
    assert bodies == [b"ok", b"ok"]
    assert [number for number, _ in heads] == [1, 2]


@pytest.mark.parametrize("apart", [0.0, 0.01])
def test_what_a_server_says_unasked_is_not_the_next_answer(apart):
    async def speak(writer, number, head):
        writer.write(ANSWER + (b"" if apart else EVIL))
        if apart:
            await asyncio.sleep(apart)
            writer.write(EVIL)

    bodies, heads = told(speak, "/a", "/b", between=0.05)
    assert bodies == [b"ok", b"ok"]
    assert [number for number, _ in heads] == [1, 2]


def test_a_body_in_chunks_and_hints_before_the_answer_are_understood():
    hints = b"HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n"
    start = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n"
    bodies, heads = told(saying(hints, start, b"2\r\nde\r\n0\r\n\r\n", after=0.005), "/a", "/b")
    assert bodies == [b"abcde", b"abcde"]
    assert [number for number, _ in heads] == [1, 1]


def test_a_body_that_ends_with_its_connection_is_whole():
    async def speak(writer, number, head):
        writer.write(b"HTTP/1.1 200 OK\r\n\r\nall of it")
        writer.close()

    assert told(speak, "/a", "/b")[0] == [b"all of it"] * 2


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 200", b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf"])
def test_an_answer_that_breaks_off_is_none(said):
    async def speak(writer, number, head):
        writer.write(said)
        writer.close()

    with pytest.raises(Unreachable, match="cut off"):
        told(speak, "/a")


def test_a_head_without_end_is_refused():
    async def speak(writer, number, head):
        writer.write(b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 100_000)

    with pytest.raises(Unreachable, match="cut off"):
        told(speak, "/a")


def test_an_exchange_that_took_too_long_leaves_no_connection_behind():
    async def speak(writer, number, head):
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\no" if number == 1 else ANSWER)

    bodies, heads = told(speak, "/a", timeout_s=0.2, tries=2, backoff_s=0.001)
    assert bodies == [b"ok"]
    assert [number for number, _ in heads] == [1, 2]


def test_a_proxy_is_asked_for_the_whole_address(monkeypatch):
    async def run():
        async with serving(saying(ANSWER)) as (proxy, heads):
            monkeypatch.setenv("http_proxy", proxy)
            monkeypatch.setenv("no_proxy", "")
            async with Web(Network(gap_s=0.0, tries=1)) as web:
                answer = await Door(web).get("http://hub.example/a?b=1")
            return answer.body, heads

    body, ((_, head),) = asyncio.run(run())
    assert body == b"ok"
    assert head.startswith(b"GET http://hub.example/a?b=1 HTTP/1.1\r\n")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for 127.0.0.1 that signs itself, with its key."""
    folder = tmp_path_factory.mktemp("tls")
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30",
            "-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1"]  # fmt: skip
    try:
        subprocess.run(made, cwd=folder, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs openssl")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return folder / "cert.pem", context


def test_an_encrypted_connection_whose_certificate_is_trusted_serves_on(certificate, monkeypatch):
    path, context = certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    bodies, heads = told(saying(ANSWER), "/a", "/b", context=context)
    assert bodies == [b"ok", b"ok"]
    assert [number for number, _ in heads] == [1, 1]


@pytest.mark.parametrize(("trusted", "host"), [(False, None), (True, "localhost")])
def test_no_request_goes_to_a_server_with_a_strange_certificate(certificate, monkeypatch, trusted, host):
    path, context = certificate
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
    asked = []

    async def speak(writer, number, head):
        asked.append(head)

    with pytest.raises(Unreachable, match=r"no connection.*certificate"):
        told(speak, "/a", context=context, host=host)
    assert asked == []
