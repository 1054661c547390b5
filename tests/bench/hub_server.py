"""A hub and a forge that answer as fast as they can, run in a process of its own: ``python hub_server.py MODELS``.

It prints its port. Models of an organisation come page by page; each model, repository and list of releases has an
answer of its own, with the headers that the real ones send. ``/asked`` tells what was asked since it was asked last.
"""

# ruff: noqa: T201  (its port is what it prints)

import asyncio
import json
import sys
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

PAGE = 1_000
HUB_HEADERS = (
    "x-powered-by: huggingface-moon\r\naccess-control-allow-origin: https://hub.example\r\nvary: Origin\r\n"
    'ratelimit: "api";r=499;t=140\r\nratelimit-policy: "fixed window";"api";q=500;w=300\r\n'
    "cross-origin-opener-policy: same-origin\r\nreferrer-policy: strict-origin-when-cross-origin\r\n"
)  # fmt: skip
FORGE_HEADERS = (
    "cache-control: public, max-age=60, s-maxage=60\r\nvary: Accept,Accept-Encoding, Accept, X-Requested-With\r\n"
    "x-github-media-type: github.v3; format=json\r\nx-ratelimit-limit: 60000\r\nx-ratelimit-remaining: 59990\r\n"
    "x-ratelimit-used: 10\r\nx-ratelimit-resource: core\r\nx-ratelimit-reset: 4102444800\r\n"
    "x-content-type-options: nosniff\r\nx-frame-options: deny\r\ncontent-security-policy: default-src 'none'\r\n"
)


def model(number, owner="acme"):
    return {
        "_id": f"{number:024x}", "id": f"{owner}/model-{number}", "createdAt": f"2029-{number % 12 + 1:02}-03T00:00:00.000Z",
        "downloads": number * 7, "downloadsAllTime": number * 90, "likes": number % 500, "private": False,
        "childrenModelCount": {"finetune": number % 9, "quantized": number % 5},
    }  # fmt: skip


def repository(number):
    name = f"acme/tool-{number}"
    return {
        "id": number, "node_id": f"R_{number}", "name": f"tool-{number}", "full_name": name, "private": False,
        "html_url": f"https://github.com/{name}", "stargazers_count": number * 3, "forks_count": number, "fork": False,
        "open_issues_count": 1, "subscribers_count": 2, "archived": False, "pushed_at": "2030-01-01T00:00:00Z",
        "created_at": "2029-01-01T00:00:00Z", "owner": {"login": "acme", "id": 1, "type": "Organization"},
    }  # fmt: skip


def releases(number):
    """The two of last month and the one before it."""
    return [
        {
            "id": 10 * number + place, "tag_name": f"v{place}.0", "draft": False, "prerelease": False,
            "created_at": day, "published_at": day,
            "assets": [{"id": n, "name": f"file-{n}.zip", "size": 1_000, "download_count": number + n} for n in (1, 2)],
        }
        for place, day in ((3, "2026-09-20T09:00:00Z"), (2, "2026-09-02T09:00:00Z"), (1, "2026-08-09T09:00:00Z"))
    ]  # fmt: skip


def answer(target, models):
    """What is told, by whom, and where more of it is."""
    parts = urlsplit(target)
    if parts.path.startswith("/api/organizations/"):
        return {"name": "acme", "numModels": models, "numDatasets": 0, "numSpaces": 0, "numFollowers": 9}, HUB_HEADERS
    if parts.path == "/api/models":
        first = int(parse_qs(parts.query).get("cursor", ["0"])[0])
        last = min(first + PAGE, models)
        link = f'link: </api/models?author=acme&cursor={last}>; rel="next"\r\n' if last < models else ""
        return [model(number) for number in range(first, last)], HUB_HEADERS + link
    if parts.path.startswith("/api/models/"):
        return model(int(parts.path.rpartition("-")[2])), HUB_HEADERS
    _, _, _, name, *rest = parts.path.split("/")
    number = int(name.rpartition("-")[2])
    return (releases(number) if rest == ["releases"] else repository(number)), FORGE_HEADERS


async def serve(reader, writer, models, asked):
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            target = head.split(b" ", 2)[1].decode()
            if target == "/asked":
                told, more = list(asked), ""
                asked.clear()
            else:
                asked.append(target)
                told, more = answer(target, models)
            body = json.dumps(told).encode()
            start = (
                f"HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=utf-8\r\n{more}"
                f'etag: W/"{sha256(body).hexdigest()}"\r\ncontent-length: {len(body)}\r\n\r\n'
            )
            writer.write(start.encode() + body)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def main(models):
    asked = []
    server = await asyncio.start_server(lambda r, w: serve(r, w, models, asked), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
