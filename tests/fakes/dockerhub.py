"""A Docker Hub of invented images."""

from dataclasses import dataclass, field

from .server import Ask, Quota, Reply, busy, moved, told


@dataclass
class DockerHub:
    """Pulls by repository; an address without the slash at its end leads to the one with it."""

    pulls: dict[str, int]
    quota: Quota = field(default_factory=lambda: Quota(180, 60.0))

    def answer(self, ask: Ask) -> Reply:
        if not self.quota.take():
            return busy(max(1, round(self.quota.resets_in)))
        if not ask.path.endswith("/"):
            return moved(f"{ask.path}/", 301)
        name = ask.path.removeprefix("/v2/repositories/").strip("/")
        if name not in self.pulls:
            return told({"message": "object not found", "errinfo": {}}, 404)
        namespace, _, repository = name.rpartition("/")
        return told(
            {
                "user": namespace, "name": repository, "namespace": namespace, "status": 1, "is_private": False,
                "star_count": 12, "pull_count": self.pulls[name], "last_updated": "2030-01-04T04:01:22.754331Z",
            }
        )  # fmt: skip
