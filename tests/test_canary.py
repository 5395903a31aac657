"""What a foreign agency holds shows nowhere at the desk: every link is followed, every list searched (AC-04, D1)."""

import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote, urljoin

import pytest
from django.test import Client

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Dossier
from portal.agencies.models import Agency, Role
from tests.factories import AgencyFactory, DraftFactory, IdentityFactory, PostFactory
from tests.portal.desk import enter
from tests.walk import Place, routes

CANARY = "Khướu"
LINK = re.compile(r'(?:href|action)="([^"#]+)')
LEFT_ALONE = ("/quan-tri/logout/", "/static/")
MOST = 400
OF_A_DOSSIER = "quan-tri/dossiers/dossier/<uuid:key>/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def foreign(draft, calendar) -> Dossier:
    """Received, forwarded and written about at another commune, whose name is as telling."""
    commune = AgencyFactory(name="Ủy ban nhân dân xã Xa")
    unit = AgencyFactory(name="Bộ phận một cửa xã Xa", kind=Agency.Kind.ONE_STOP, parent=commune)
    owner = IdentityFactory(full_name=f"Nguyễn Thị {CANARY}")
    dossier = DraftFactory(
        edition=draft.edition, agency=commune, received_by=unit, submitter=owner.user, summary=f"Việc của {CANARY}",
        owner={"kind": "citizen", "name": f"Nguyễn Thị {CANARY}", "address": f"Xóm {CANARY}"},
    )  # fmt: skip
    clerk = PostFactory(agency=unit, role=Role.CLERK, user__full_name=f"Cán bộ {CANARY}").user
    for action, by in ((workflow.SUBMIT, owner.user), (workflow.RECEIVE, clerk), (workflow.FORWARD, clerk)):
        workflow.perform(action, dossier, Act(by, values={"note": f"Lời của {CANARY}"}))
    return dossier


def crawl(window: Client, starts: list[str]) -> Iterator[tuple[str, str]]:
    """(address, body) of everything one comes to by reading, from ``starts`` on."""
    window.raise_request_exception = False  # a file that only the database knows is told as missing
    waiting, seen = deque(starts), set(starts)
    while waiting and len(seen) < MOST:
        address = waiting.popleft()
        answer = window.get(address)
        body = unescape(answer.getvalue().decode(errors="ignore"))
        yield address, body
        found = {urljoin(address, unescape(link)) for link in LINK.findall(body)}
        found |= {answer.headers["Location"]} if answer.status_code == 302 else set()
        new = sorted(link for link in found - seen if link.startswith(("/quan-tri/", "/ho-so/")))
        new = [link for link in new if not link.startswith(LEFT_ALONE)]
        seen.update(new)
        waiting.extend(new)


def starts(place: Place) -> list[str]:
    """Every address of the desk with something of the person's own behind it, and each searched for the canary."""
    plain = [place.address(route) for route in routes() if route.startswith("quan-tri/") and "<app_label>" not in route]
    plain = [address for address in plain if not address.startswith(LEFT_ALONE)]
    return plain + [f"{address}?q={quote(CANARY)}" for address in plain if address.count("/") == 4]


def aside(address: str, body: str) -> str:
    """Without the question that the person put themselves: it stands again in the field or alone."""
    return re.sub(f'value="{CANARY}"|>\\s*{CANARY}\\s*<', "", body) if "q=" in address else body


@pytest.mark.parametrize("role", ["clerk", "officer", "leader", "outsider", "catalogue"])
def test_no_page_of_the_desk_says_a_foreign_agencys_words(place, foreign, role):
    told = [at for at, body in crawl(place.windows[role], starts(place)) if CANARY in aside(at, body)]
    assert told == []


@pytest.mark.parametrize("role", ["clerk", "officer", "leader", "outsider"])
def test_a_foreign_dossiers_own_addresses_are_not_there(place, foreign, role):
    of_dossiers = [route for route in routes() if route.startswith(OF_A_DOSSIER) and "ket-qua" not in route]
    place.dossier = place.waiting = place.draft = foreign
    place.rows["collected"] = foreign.uuid
    got = {route: place.windows[role].get(place.address(route)).status_code for route in of_dossiers}
    opened = [route for route, status in got.items() if status not in {403, 404, 405}]
    assert opened == []  # 403: closed to the role, 405: nothing to read there, whatever dossier is asked for


def test_who_works_there_does_see_them(place, foreign):
    """The control: the walk would find the word."""
    window = enter(foreign.involvements.get(part="receiving").agency.posts.get().user)
    assert any(CANARY in aside(at, body) for at, body in crawl(window, ["/quan-tri/"]))
