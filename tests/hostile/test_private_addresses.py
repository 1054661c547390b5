"""However an address is written, wrapped or resolved: what came from content leads to no private place; over real sockets."""

import asyncio
import json
import socket
from contextlib import asynccontextmanager
from ipaddress import ip_address

import pytest

from metrics.errors import Denied, SourceError, Unreachable
from metrics.web import Door, Network, Web
from metrics.web.private import reachable

QUICK = {"gap_s": 0.0, "backoff_s": 0.001, "max_wait_s": 0.05, "timeout_s": 5.0, "tries": 1}
HOSTS = [
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0177.0.0.1", "0x7f.0.0.1", "0x7f000001", "017700000001", "0", "0.0.0.0",
    "127.0.0.1.", "127.255.255.254", "localhost", "localhost.", "LOCALHOST", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]",
    "user@127.0.0.1", "user:pw@127.0.0.1", "example.org@127.0.0.1", "１２７.０.０.１", "①②⑦.⓪.⓪.①", "127。0。0。1", "%31%32%37.0.0.1",
]  # fmt: skip
PRIVATE = [
    "169.254.169.254", "fd00:ec2::254", "100.100.100.200", "192.0.0.192", "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::a9fe:a9fe", "2002:a9fe:a9fe::1", "::a9fe:a9fe", "::7f00:1", "::ffff:0:7f00:1", "fec0::1",
    "fe80::1", "ff02::1", "10.0.0.1", "172.31.255.255", "192.168.0.1", "198.18.0.1", "192.0.2.1", "203.0.113.1", "240.0.0.1",
    "255.255.255.255", "100::1", "2001:db8::1", "2001::1", "5f00::1", "fc00::1", "0.0.0.0", "::", "::1",
]  # fmt: skip
ELSEWHERE = [
    "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:70/_x", "data:text/plain,x", "javascript:alert(1)", "dict://127.0.0.1/",
    "http:///etc/passwd", "http://", "https://:80/", "unix:/run/x.sock", "http+unix://x/", "http://[::1", "http://127.0.0.1:99999/",
    "http://a b/", "http://\x00/", "ws://127.0.0.1/",
]  # fmt: skip


@asynccontextmanager
async def listening(address="127.0.0.1", port=0, reply=b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nsecret"):
    """Listen, and remember every head that came; yields the port and the heads."""
    heads = []

    async def connected(reader, writer):
        heads.append(None)
        try:
            heads[-1] = await reader.readuntil(b"\r\n\r\n")
            writer.write(reply)
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(connected, address, port)
    try:
        yield server.sockets[0].getsockname()[1], heads
    finally:
        server.close()


async def asked(url, *, home=("https://hub.example",), **network):
    async with Web(Network(**{**QUICK, **network})) as web:
        return await Door(web, home=home).get(url, foreign=True)


@pytest.mark.parametrize("host", HOSTS)
def test_a_link_from_content_never_reaches_this_machine(host):
    async def run():
        async with listening() as (port, heads):
            with pytest.raises(SourceError) as refused:
                await asked(f"http://{host}:{port}/latest/meta-data/")
            assert heads == []
            assert "secret" not in str(refused.value)
            assert "pw" not in str(refused.value)

    asyncio.run(run())


@pytest.mark.parametrize("host", HOSTS)
def test_a_redirect_of_a_source_never_leads_there_either(host):
    async def run():
        async with listening() as (port, heads):
            there = f"http://{host}:{port}/latest/meta-data/".encode()
            away = b"HTTP/1.1 302 Found\r\ncontent-length: 0\r\nlocation: " + there + b"\r\n\r\n"
            async with listening(reply=away) as (own, own_heads), Web(Network(**QUICK)) as web:
                home = f"http://127.0.0.1:{own}"
                with pytest.raises(SourceError):
                    await Door(web, home=(home,)).get(f"{home}/a")
            assert len(own_heads) == 1
            assert heads == []

    asyncio.run(run())


@pytest.mark.parametrize("address", PRIVATE)
def test_what_names_a_machine_within_is_private(address):
    assert not reachable(ip_address(address))


@pytest.mark.parametrize("url", ELSEWHERE)
def test_what_is_no_address_of_the_web_is_refused(url):
    with pytest.raises((Denied, Unreachable)):
        asyncio.run(asked(url))


class Changing(asyncio.SelectorEventLoop):
    """A loop whose names are resolved to another address each time that one asks."""

    def __init__(self, *answers):
        super().__init__()
        self.answers, self.asked = list(answers), 0

    async def getaddrinfo(self, host, port, **more):
        if host != "rebind.example":
            return await super().getaddrinfo(host, port, **more)
        address = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]


def test_a_name_that_changes_is_connected_to_where_it_was_checked():
    async def run():
        async with listening("127.0.0.1") as (port, trap), listening("127.0.0.2", port) as (_, open_heads):
            answer = await asked(f"http://rebind.example:{port}/a", allow_private=("127.0.0.2/32",))
            assert answer.body == b"secret"
            assert len(open_heads) == 1
            assert b"host: rebind.example" in open_heads[0].lower()
            assert trap == []

    with asyncio.Runner(loop_factory=lambda: Changing("127.0.0.2", "127.0.0.1")) as runner:
        runner.run(run())


def test_a_name_that_changed_to_a_private_address_is_refused_the_next_time():
    async def run():
        async with listening("127.0.0.1") as (port, trap):
            with pytest.raises(Denied, match="allow_private"):
                await asked(f"http://rebind.example:{port}/a", allow_private=("127.0.0.2/32",))
            assert trap == []

    with asyncio.Runner(loop_factory=lambda: Changing("127.0.0.1", "127.0.0.2")) as runner:
        runner.run(run())


FEED = """<rss version="2.0"><channel><title>News</title><item><title>a</title><link>http://127.0.0.1:{port}/link</link>
<enclosure url="http://127.0.0.1:{port}/enclosure" length="1" type="audio/mpeg"/><guid>http://127.0.0.1:{port}/guid</guid></item>
<item><title>b</title><link>http://[::ffff:127.0.0.1]:{port}/mapped</link></item>
<item><title>c</title><link>http://169.254.169.254/latest/</link></item></channel></rss>"""


def test_entries_of_a_feed_lead_to_no_private_place_and_are_named(run, hostile_home, monkeypatch, tmp_path):
    monkeypatch.setenv("AIMARKET_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("AIMARKET_NOW", "2026-11-24T12:00:00Z")
    config = tmp_path / "config.toml"

    async def whole():
        async with listening() as (port, trap):
            body = FEED.format(port=port).encode()
            head = (
                f"HTTP/1.1 200 OK\r\ncontent-type: application/rss+xml\r\ncontent-length: {len(body)}\r\n\r\n".encode()
            )
            async with listening(reply=head + body) as (own, _):
                urls = f'["http://127.0.0.1:{own}/feed"]'
                config.write_text(
                    f"[catalog]\nstarter = false\n[network]\ngap_s = 0\n[sources.feeds]\nurls = {urls}\ngap_s = 0\n"
                )
                call = ("--config", str(config), "collect", "feeds", "--format", "json")
                return await asyncio.to_thread(run, *call), trap

    (code, out, err), trap = asyncio.run(whole())
    (outcome,) = json.loads(out)
    assert trap == []
    assert code in {3, 4}, err
    assert outcome["error"].count("127.0.0.1") >= 2
    assert "169.254.169.254" in outcome["error"]
