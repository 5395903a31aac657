"""The desk at 5,000 and at 500,000 dossiers: list, search and dossier page of the busiest unit's clerk; the list
against a bare Django list of the same rows; and how long fifty officials at once wait."""

import secrets
import statistics
import sys
import time
from collections.abc import Callable
from types import ModuleType

from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import override_settings
from django.urls import path

from dossiers.admin.worklist import SHOWN
from dossiers.desk import places
from dossiers.models import Dossier, Place
from portal.accounts.models import User
from portal.agencies.models import Agency, Post, Role
from tests.bench.catalogue import filled
from tests.bench.door import Browser
from tests.bench.dossiers import grow
from tests.bench.load import p95
from tests.bench.measure import Limit, Result, in_turns, milliseconds
from tests.bench.serving import served

FEW, MANY = 5_000, 500_000
GROWTH, PAGE_MS, P95_MS = 2.0, 40.0, 500.0
ROUNDS = 30
OFFICIALS, SECONDS = 50, 12.0
LIST = "/quan-tri/dossiers/dossier/"
LISTS = (f"{LIST}", f"{LIST}?viec=qua-han", f"{LIST}?viec=xu-ly", f"{LIST}?viec=da-xong", f"{LIST}?muc=con-han")
SEARCHES = (
    "Nguyễn Văn Hùng",
    "giáp thị",
    "khai sinh",
    "024190000777",
    "0912000777",
    "H02-2011",
    "Trần Thị Mai kết hôn",
)
ROWS = Template(
    "{% for one in rows %}<tr><td>{{ one.due_at }}</td><td>{{ one.code }}</td><td>{{ one.edition.name }}</td>"
    "<td>{{ one.owner.name }}</td><td>{{ one.get_status_display }}</td><td>{{ one.agency.name }}</td></tr>{% endfor %}"
)


class Official(Browser):
    """Signed in with the second step."""

    def __init__(self, user: User) -> None:
        super().__init__(user)
        session = self.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()


def run() -> list[Result]:
    filled()
    few, many = at(FEW), at(MANY)
    growth = [
        Result(f"{name}_growth", many[name], few[name], "ms", "lower", GROWTH)
        for name in ("worklist", "search", "dossier")
    ]
    return [*growth, against_bare(), under_load()]


def at(size: int) -> dict[str, float]:
    """The medians of the three pages among so many dossiers."""
    started = time.perf_counter()
    grow(size)
    print(f"{size} dossiers in {time.perf_counter() - started:.0f} s", file=sys.stderr)
    assert size > FEW or not places.wrong()
    clerk = Official(clerks()[0])
    keys = (
        Place.objects.filter(agency=busiest()).order_by("rank", "at")[:ROUNDS].values_list("dossier__uuid", flat=True)
    )
    addresses = {
        "worklist": LISTS,
        "search": [f"{LIST}?q={text}" for text in SEARCHES],
        "dossier": [f"{LIST}{key}/?tu=&o=0.0.0" for key in keys],
    }
    return {name: median_of(clerk, wanted) for name, wanted in addresses.items()}


def median_of(clerk: Official, addresses: "tuple[str, ...] | list[str]") -> float:
    """Of each address the median of five, of them the mean: a slow kind of page counts as such."""
    return statistics.mean(statistics.median(milliseconds(_page(clerk, one)) for _ in range(5)) for one in addresses)


def _page(clerk: Official, address: str) -> Callable[[], None]:
    def get() -> None:
        status, _body = clerk.get(address)
        assert status == 200, (status, address)

    return get


def busiest() -> Agency:
    return units()[0]


def units() -> list[Agency]:
    return list(Agency.objects.filter(kind=Agency.Kind.ONE_STOP, parent__isnull=False).order_by("pk")[:OFFICIALS])


def clerks() -> list[User]:
    """One for each of the first units, made once."""
    places_of_work = units()
    return [_clerk(number, places_of_work[number % len(places_of_work)]) for number in range(OFFICIALS)]


def _clerk(number: int, unit: Agency) -> User:
    user, is_new = User.objects.get_or_create(username=f"bench-{number}", defaults={"full_name": f"Cán bộ {number}"})
    if is_new:
        Post.objects.create(user=user, agency=unit, role=Role.CLERK, since="2020-01-01")
    return user


def against_bare() -> Result:
    """Fifty rows with their joins and the same middleware, no rights, no figures, no filters."""
    clerk, urls = Official(clerks()[0]), ModuleType("bare_list")
    unit = busiest()

    def view(request: HttpRequest) -> HttpResponse:
        rows = Dossier.objects.filter(received_by=unit).select_related("edition", "agency").only(*SHOWN)[:50]
        return HttpResponse(ROWS.render(Context({"rows": rows})))

    urls.urlpatterns = [path("bare/", view)]  # type: ignore[attr-defined]

    def bare() -> None:
        with override_settings(ROOT_URLCONF=urls):
            assert clerk.get("/bare/")[0] == 200

    ours, theirs = in_turns(_page(clerk, LIST), bare, ROUNDS)
    return Limit("worklist_ms", ours, theirs, "ms", "lower", PAGE_MS)


def under_load() -> Result:
    """Each official asks for the next page a second after the last; the baseline is one official alone."""
    secret = secrets.token_urlsafe(48)  # the web's own: its sessions are made under it
    with override_settings(SECRET_KEY=secret):
        jars = [Official(user).cookies for user in clerks()]
    # Over plain HTTP the cookies have no prefix.
    cookies = ["; ".join(f"{name.removeprefix('__Host-')}={value}" for name, value in jar.items()) for jar in jars]
    with served("portal.wsgi", "/healthz/ready", SECRET_KEY=secret) as port:
        p95(port, LISTS, cookies, seconds=3)
        alone = p95(port, LISTS, cookies[:1], seconds=6)
        return Limit("worklist_p95_50", p95(port, LISTS, cookies, seconds=SECONDS), alone, "ms", "lower", P95_MS)
