"""ModelScope, with invented organisations and models."""

from dataclasses import dataclass

from .server import Ask, Reply, told


@dataclass
class ModelScope:
    """Downloads by model (``Owner/Name``); likes follow from them."""

    models: dict[str, int]

    def answer(self, ask: Ask) -> Reply:
        if ask.path != "/openapi/v1/models":
            return self._refused("ResourceNotFound", "资源不存在", 404)
        number, size = int(ask.one("page_number", "1")), int(ask.one("page_size", "10"))
        if size > 50:
            return self._refused("InputParameterError", "page_size", 400)
        if number * size > 3_000:
            return self._refused("QuotaLimitExceed", "超出限制", 403)
        owner = ask.one("owner")
        own = [each for each in self.models.items() if each[0].partition("/")[0] == owner]
        own.sort(key=lambda each: -each[1])
        shown = [
            {
                "id": name, "display_name": name, "downloads": count, "likes": count // 100, "license": "apache-2.0",
                "tasks": [], "tags": [], "private": False, "created_at": "2029-05-01T00:00:00Z",
            }
            for name, count in own[(number - 1) * size : number * size]
        ]  # fmt: skip
        data = {"models": shown, "total_count": len(own), "page_number": number, "page_size": size}
        return told({"success": True, "request_id": "1", "code": "", "message": "", "data": data})

    def _refused(self, code: str, message: str, status: int) -> Reply:
        return told({"success": False, "request_id": "1", "code": code, "message": message, "data": {}}, status)
