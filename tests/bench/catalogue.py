"""The catalogue: list and detail for one signed in, against a bare view with as many queries; pages a second for fifty
readers; searching among 2,000 and among 200,000 procedures.
"""

import json
from types import ModuleType

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path

from portal.accounts.models import User
from portal.agencies import seed as agencies
from portal.calendar import seed as calendar
from portal.national.client import NationalPortal
from procedures import catalogue, synonyms
from procedures import seed as fields
from procedures.models import Procedure
from tests.bench import searching, serving
from tests.bench.door import Browser
from tests.bench.measure import Result, in_turns

AIM = 3.0
ROUNDS = 60
DETAIL = "1.001193"


class Shelf(NationalPortal):
    """The demonstration's records without the way there."""

    def __init__(self) -> None:
        self.records = {
            record["MATTHC"]: record for record in json.loads((settings.BASE_DIR / "demo/procedures.json").read_text())
        }

    def procedure_codes(self) -> list[tuple[str, str]]:
        return [(code, record["TENTTHC"]) for code, record in self.records.items()]

    def procedure(self, code: str) -> dict[str, object]:
        return self.records[code]


def bare(queries: int) -> ModuleType:
    """A URLconf with one view that asks the database as often and answers with a line."""

    def view(request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            for _ in range(queries):
                cursor.execute("SELECT id, code FROM procedures_procedure WHERE code = %s", [DETAIL])
                cursor.fetchall()
        return HttpResponse("ok")

    module = ModuleType("bare_urls")
    module.urlpatterns = [path("bare/", view)]  # type: ignore[attr-defined]
    return module


def compared(name: str, address: str, reader: Browser) -> Result:
    """Session and middleware are on for both: what differs is what the view itself does."""
    reader.get(address)
    with CaptureQueriesContext(connection) as captured:
        status, _body = reader.get(address)
        count = len(captured)
    assert status == 200
    urls = bare(count)

    def bare_view() -> None:
        with override_settings(ROOT_URLCONF=urls):
            assert reader.get("/bare/") == (200, "ok")

    ours, theirs = in_turns(lambda: reader.get(address), bare_view, ROUNDS)
    return Result(f"catalogue {name} ({count} queries)", ours, theirs, "ms", "lower", AIM)


def filled() -> None:
    """The demonstration's records, as the portal has them after its first start."""
    calendar.seed()
    agencies.seed()
    fields.seed()
    catalogue.refresh(Shelf())
    synonyms.seed()
    assert Procedure.objects.in_use().count() > 1_000


def run() -> list[Result]:
    filled()
    reader = Browser(User.objects.create_user("bench", full_name="Người đọc"))
    return [
        compared("list", "/thu-tuc/", reader),
        compared("detail", f"/thu-tuc/{DETAIL}/", reader),
        *serving.run(),
        *searching.run(),
    ]
