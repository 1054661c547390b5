"""Doors to a stand-in for the network, and to a real socket on this machine."""

import asyncio
import gzip
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from metrics.web import Cache, Door, Network, Web

HOME = "https://hub.example"
QUICK = {"gap_s": 0.0, "backoff_s": 0.001, "max_wait_s": 0.05, "timeout_s": 5.0, "tries": 3}


class Asked:
    """A stand-in for the network that answers by a function and remembers what it was asked."""

    def __init__(self, answer):
        self.answer, self.requests = answer, []

    async def __call__(self, request):
        self.requests.append(request)
        given = self.answer(request)
        return await given if asyncio.iscoroutine(given) else given


@pytest.fixture
def ask(tmp_path):
    """Ask for addresses one after another through one door; returns answers, and errors in their places."""

    def run(answer, *urls, cache=None, home=(HOME,), token=None, revalidate=False, network=None, get=None, **more):
        asked = answer if isinstance(answer, Asked) else Asked(answer)

        async def all_of_them():
            kept = Cache(tmp_path / "cache" / "answers.sqlite") if cache is None else cache
            transport = httpx.MockTransport(asked)
            async with Web(Network(**{**QUICK, **(network or {})}), cache=kept, transport=transport) as web:
                door = Door(web, home=home, token=token, revalidate=revalidate, **more)
                found = []
                for url in urls:
                    try:
                        found.append(await door.get(url, **(get or {})))
                    except Exception as error:  # noqa: BLE001 the errors are what is looked at
                        found.append(error)
                run.door = door
                return found

        run.asked = asked
        found = asyncio.run(all_of_them())
        return found[0] if len(found) == 1 else found

    return run


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.answer(self)

    def log_message(self, *_):
        pass

    def reply(self, body=b"", status=200, **headers):
        self.send_response(status)
        for name, value in {"Content-Length": len(body), **headers}.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def serve():
    """Start servers on this machine that answer by a function of the handler; stopped at the end."""
    running = []

    def start(answer):
        server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        server.daemon_threads, server.answer = True, answer
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        running.append((server, thread))
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield start
    for server, thread in running:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def fetch():
    """Ask for one address over real sockets."""

    def run(url, *, home=None, network=None, **get):
        async def one():
            async with Web(Network(**{**QUICK, **(network or {})})) as web:
                door = Door(web, home=[url] if home is None else home)
                try:
                    return await door.get(url, **get)
                finally:
                    run.door = door

        return asyncio.run(one())

    return run


@pytest.fixture
def packed():
    """Pack bytes with gzip."""
    return gzip.compress
