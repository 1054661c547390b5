"""A hub and a forge that answer as fast as they can, run in a process of its own: ``python hub_server.py MODELS``.

It prints its port. Models of an organisation come page by page; each model and repository has an answer of its own.
"""

import asyncio
import json
import sys
from urllib.parse import parse_qs, urlsplit

PAGE = 1_000


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


def answer(target, models):
    parts = urlsplit(target)
    if parts.path.startswith("/api/organizations/"):
        return {"name": "acme", "numModels": models, "numDatasets": 0, "numSpaces": 0, "numFollowers": 9}, None
    if parts.path == "/api/models":
        first = int(parse_qs(parts.query).get("cursor", ["0"])[0])
        last = min(first + PAGE, models)
        link = f'</api/models?author=acme&cursor={last}>; rel="next"' if last < models else None
        return [model(number) for number in range(first, last)], link
    number = int(parts.path.rpartition("-")[2])
    return (model(number) if parts.path.startswith("/api/models/") else repository(number)), None


async def serve(reader, writer, models):
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            told, link = answer(head.split(b" ", 2)[1].decode(), models)
            body = json.dumps(told).encode()
            more = f"link: {link}\r\n" if link else ""
            start = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{more}content-length: {len(body)}\r\n\r\n"
            writer.write(start.encode() + body)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def main(models):
    server = await asyncio.start_server(lambda r, w: serve(r, w, models), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
