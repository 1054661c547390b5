"""A bucket as S3 keeps it, for stores of a team: moto's own server in a process of its own, ``python object_store.py``.

It prints its port. One request is answered at a time, so that a conditional put is as atomic as the real one's, which
moto's is not between threads. ``/asked`` tells how many requests of each method came since it was asked last.
"""

# ruff: noqa: T201  (its port is what it prints)

import json
import logging
import subprocess
import sys
import urllib.request
from collections import Counter
from contextlib import contextmanager
from threading import Lock

BUCKET = "team"


def served():
    """The application: moto's, one request at a time, counted."""
    from moto.server import DomainDispatcherApplication, create_backend_app

    moto, asked, one = DomainDispatcherApplication(create_backend_app), Counter(), Lock()

    def application(environ, start_response):
        if environ["PATH_INFO"] == "/asked":
            told = json.dumps(asked).encode()
            asked.clear()
            start_response("200 OK", [("Content-Type", "application/json")])
            return [told]
        asked[environ["REQUEST_METHOD"]] += 1
        with one:
            return [b"".join(moto(environ, start_response))]

    return application


@contextmanager
def bucket():
    """Serve an empty bucket; yields its address and what a program needs in its environment to use it."""
    child = subprocess.Popen([sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None
        address = f"http://127.0.0.1:{child.stdout.readline().strip()}"
        urllib.request.urlopen(urllib.request.Request(f"{address}/{BUCKET}", method="PUT")).close()
        yield address, {
            "AWS_ENDPOINT_URL": address, "AWS_ALLOW_HTTP": "true", "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "team", "AWS_SECRET_ACCESS_KEY": "not-a-secret", "NO_PROXY": "127.0.0.1",
        }  # fmt: skip
    finally:
        child.kill()
        child.communicate()


def asked(address):
    """Tell how many requests of each method came since this was asked last."""
    with urllib.request.urlopen(f"{address}/asked") as answer:
        return Counter(json.load(answer))


def main():
    from werkzeug.serving import make_server

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, served(), threaded=True)
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
