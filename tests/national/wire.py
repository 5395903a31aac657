"""A national portal that answers as told, at the level of HTTP.

For rules about what is sent when, without a second process.
"""

import json
from collections.abc import Callable
from typing import Any

import httpx

from portal.national.client import NationalPortal
from portal.national.line import Line, NoWatch, Watch

Answer = dict[str, Any] | httpx.Response
GOOD: dict[str, Any] = {"error_code": "0", "message": "Cập nhật thành công", "result": []}


class Wire:
    """Records every call; ``answer`` may be set to decide what comes back for a service."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.logins = 0
        self.watch: Watch = NoWatch()
        self.raw: list[bytes] = []
        self.headers: list[httpx.Headers] = []
        self.answer: Callable[[str, dict[str, Any]], Answer] = lambda service, body: GOOD

    def portal(self) -> NationalPortal:
        return NationalPortal(Line(httpx.Client(transport=httpx.MockTransport(self._respond)), self.watch))

    def services(self) -> list[str]:
        return [service for service, _ in self.calls]

    def sent(self, service: str) -> list[dict[str, Any]]:
        return [body for name, body in self.calls if name == service]

    @staticmethod
    def too_late(service: str, body: dict[str, Any]) -> Answer:
        """An ``answer`` that never comes."""
        raise httpx.ReadTimeout("")

    def _respond(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        self.raw.append(request.content)
        self.headers.append(request.headers)
        if request.url.path.endswith("mapi/login"):
            self.logins += 1
            return httpx.Response(200, json={"error_code": 0, "message": "", "session": f"s{self.logins}"})
        self.calls.append((body["service"], body))
        answer = self.answer(body["service"], body)
        return answer if isinstance(answer, httpx.Response) else httpx.Response(200, json=answer)
