"""What unfolds, goes on for ever or is deeper than a stack: refused or read in part, never swallowed whole; over real sockets."""

import asyncio
import gzip
import itertools
import json
import zlib

import pytest

from metrics.articles import read_page
from metrics.articles.pages.feeds import entries_of
from metrics.catalog import load as load_catalog
from metrics.errors import AimarketError, Changed, SourceError
from metrics.web import Door, Network, Web
from tests.hostile.test_private_addresses import QUICK

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n"
LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
BILLION = f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY l0 'ha'>{LAUGHS}]>"
QUADRATIC = f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a '{'a' * 50_000}'>]>"
OUTSIDE = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY % p SYSTEM 'http://127.0.0.1:9/x'>%p;]>"
ITEM = "<rss version='2.0'><channel><item><title>Kimi {entity}</title><link>https://x.example/a</link><description>{entity}</description></item></channel></rss>"
XML = {"billion laughs": (BILLION, "&l9;"), "quadratic": (QUADRATIC, "&a;" * 20_000), "outside": (OUTSIDE, "&x;")}


def bomb(levels):
    """Pack ten megabytes of nothing, and that again."""
    body = bytes(10 << 20)
    for _ in range(levels):
        body = gzip.compress(body)
    return body


def asked(pieces, **network):
    """Ask a server that answers with these pieces, one after another, for as long as we listen."""

    async def run():
        sent = 0

        async def connected(reader, writer):
            nonlocal sent
            try:
                await reader.readuntil(b"\r\n\r\n")
                for piece in pieces:
                    writer.write(piece)
                    await writer.drain()
                    sent += len(piece)
            except (ConnectionError, asyncio.IncompleteReadError):
                pass
            finally:
                writer.close()

        server = await asyncio.start_server(connected, "127.0.0.1", 0)
        try:
            home = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            async with Web(Network(**{**QUICK, "max_bytes": 1_000_000, "timeout_s": 3.0, **network})) as web:
                try:
                    return await Door(web, home=(home,)).get(f"{home}/a"), sent
                except SourceError as error:
                    return error, sent
        finally:
            server.close()

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", bomb(1)), ("deflate", zlib.compress(bytes(10 << 20))), ("gzip, gzip", bomb(2)), ("gzip,gzip", bomb(2)),
        ("br", b"\x0b\x02\x80" * 40), ("zstd", b"\x28\xb5\x2f\xfd" + bytes(90)), ("compress", b"\x1f\x9d" + bytes(90)), ("gzip", bytes(900)),
        ("GZIP ", bomb(1)), ("identity, gzip", bomb(1)), ("x\x1b[31m", b"x"),
    ],
)  # fmt: skip
def test_what_is_packed_unfolds_no_further_than_is_allowed(encoding, body):
    head = HEAD + f"content-encoding: {encoding}\r\ncontent-length: {len(body)}\r\n\r\n".encode()
    refused, _ = asked([head + body])
    assert isinstance(refused, SourceError)
    assert "\x1b" not in repr(str(refused))


def test_a_bomb_within_a_bomb_stays_what_it_is():
    body = bomb(2)
    answer, _ = asked([HEAD + f"content-encoding: gzip\r\ncontent-length: {len(body)}\r\n\r\n".encode() + body])
    assert answer.body == bomb(1)
    with pytest.raises(AimarketError, match="compressed"):
        read_page(answer.body)


def test_a_stream_without_end_is_cut_at_the_limit():
    refused, sent = asked(itertools.chain([HEAD + b"\r\n"], itertools.repeat(b"x" * 65_536)))
    assert "network.max_bytes" in str(refused)
    assert sent < 20_000_000


@pytest.mark.parametrize(
    "head",
    [
        itertools.chain([b"HTTP/1.1 200 OK\r\n"], itertools.repeat(b"x-more: " + b"y" * 8_000 + b"\r\n")),
        itertools.chain([b"HTTP/1.1 200 OK\r\nx: "], itertools.repeat(b"y" * 65_536)),
        itertools.repeat(b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    ],
)
def test_a_head_without_end_is_cut(head):
    refused, sent = asked(head)
    assert isinstance(refused, SourceError)
    assert sent < 50_000_000
    assert len(str(refused)) < 500


@pytest.mark.parametrize(
    "status", ["200 \x1b[31mOK", "999 x", "99 x", "-1 x", "2e2 x", "302 Found\r\nlocation: \x1b]0;x\x07"]
)
def test_an_odd_first_line_is_an_answer_or_an_error_of_ours(status):
    answer, _ = asked([f"HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n".encode()], tries=2)
    assert isinstance(answer, SourceError) or answer.status == 200


@pytest.mark.parametrize("length", ["-1", "1e9", "9" * 400, "0x10", "5, 6", "\u0661"])
def test_an_odd_length_is_an_answer_or_an_error_of_ours(length):
    answer, _ = asked([HEAD + f"content-length: {length}\r\n\r\n12345".encode()])
    assert isinstance(answer, SourceError) or answer.body == b"12345"


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 200_000, b'{"a":' * 200_000, b"[" * 100_000 + b"]" * 100_000, b"9" * 5_000, b'{"a": ' + b"9" * 5_000 + b"}", b"NaN",
        b"-Infinity", b'"\xff"', b"", b"\xef\xbb\xbf", b"1 2", b"[1,]",
    ],
)  # fmt: skip
def test_json_that_is_too_deep_too_long_or_none_is_a_change(body):
    answer, _ = asked([HEAD + f"content-length: {len(body)}\r\n\r\n".encode() + body])
    with pytest.raises(Changed):
        answer.json()


@pytest.mark.parametrize("written", ["1e999", "-1e999", "1e308", "1" + "0" * 300, "0.1e-400", "1e-999999999"])
@pytest.mark.parametrize("read", ["count", "number", "decimal"])
def test_a_giant_number_is_a_number_of_ours_or_a_change(written, read):
    answer, _ = asked([HEAD + b"\r\n" + json.dumps({"a": 0}).replace("0", written).encode()])
    found = answer.json()["a"]
    assert small(getattr(found, read))


def small(read):
    """Tell whether what is read is a number that can be kept, or a short error."""
    try:
        return abs(read()) < 2.0**63
    except Changed as error:
        return len(str(error)) < 500


@pytest.mark.parametrize("kind", XML)
def test_entities_of_a_feed_unfold_into_nothing(kind):
    prologue, entity = XML[kind]
    text = prologue + ITEM.format(entity=entity)
    assert {entry.link for entry in entries_of(text)} <= {None, "https://x.example/a"}
    page = read_page(text.encode(), media_type="application/rss+xml")
    assert len(page.text) <= len(text)
    assert "root:" not in page.text
    assert "haha" not in page.text
    assert "a" * 60_000 not in page.text


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 60_000, "<dl><dt>" * 8_000, "<dl><dt>a<li>" * 8_000, "<table><tr><td>" * 5_000, "<a href=x>" * 20_000, "<!--" * 30_000,
        "<p" + " a=1" * 20_000, "<" * 100_000, "&" * 100_000, "&#x1b;" * 15_000, "<ul><li>" * 10_000, "<script>" * 10_000,
        "<td colspan=1000 rowspan=1000>1" * 3_000, "<b><i>" * 10_000, "<svg>" * 10_000, "<title>" * 10_000, "<html " * 10_000,
        '<script type="application/ld+json">' + "[" * 90_000, "<font>x" * 10_000, "<form><input>" * 5_000,
    ],
)  # fmt: skip
def test_a_page_that_is_nested_for_ever_is_read_as_far_as_it_goes(body):
    page = read_page(f"<html><body><p>Kimi has users.</p>{body}".encode(), media_type="text/html")
    assert len(page.text) < 500_000


def test_the_catalog_is_left_as_it_was():
    assert "chatgpt" in load_catalog().entities
