"""Pages of a list by where the last one ended: whatever is added meanwhile, nothing is skipped and nothing twice."""

import random
import re
from datetime import timedelta

import pytest
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from dossiers.desk.heaps import HEAPS
from dossiers.desk.keyset import MOST_COUNTED, Listing, Spot, counted
from dossiers.desk.seat import Seat
from dossiers.models import Dossier, Involvement, Status
from dossiers.templatetags.desk import figure
from portal.agencies.models import Role
from tests.dossiers.desk import LIST
from tests.factories import DraftFactory, PostFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed_in(draft):
    """``handed_in(hours)``: one at reception, its term so many hours from now; written without the acts, for speed."""

    def make(hours: float) -> Dossier:
        number = f"TN-{Dossier.objects.count():05d}-00000"
        dossier = DraftFactory(
            edition=draft.edition, agency=draft.agency, received_by=draft.received_by, submitter=draft.submitter,
            status=Status.SUBMITTED, provisional_number=number,
            reception_due_at=timezone.now() + timedelta(hours=hours),
        )  # fmt: skip
        Involvement.objects.create(dossier=dossier, agency=draft.received_by, part="receiving", since=timezone.now())
        return dossier

    return make


def walked(listing: Listing, most: int, between) -> list[int]:
    """All pages from the first to the last; ``between`` pages something happens."""
    seen, spot = [], None
    while page := listing.after(spot, most):
        seen += [one.dossier for one in page]
        spot = page[-1]
        between()
    return seen


@pytest.mark.parametrize("seed", range(5))
def test_what_was_there_at_the_beginning_comes_once_whatever_is_added(handed_in, clerk, seed):
    chance = random.Random(seed)
    there = [handed_in(chance.choice([-5, 1, 1, 30, 300])).pk for _ in range(23)]
    listing = Listing(Seat(clerk), Q())
    whole = [spot.dossier for spot in listing.after(None, 100)]
    seen = walked(listing, 4, lambda: handed_in(chance.uniform(-9, 400)))
    assert len(seen) == len(set(seen))
    assert [pk for pk in seen if pk in there] == whole


def test_back_is_the_way_forth(handed_in, clerk):
    for hours in range(12):
        handed_in(hours)
    listing = Listing(Seat(clerk), Q())
    whole = listing.after(None, 50)
    assert listing.after(whole[3], 4) == whole[4:8]
    assert listing.before(whole[8], 4) == whole[4:8]
    newest = Listing(Seat(clerk), Q(), newest_first=True)
    assert newest.after(None, 50) == whole[::-1]
    assert newest.before(whole[3], 4) == whole[7:3:-1]


def test_what_two_posts_reach_stands_there_once(handed_in, clerk, commune):
    PostFactory(user=clerk, agency=commune, role=Role.LEADER)
    both, _one = handed_in(1), handed_in(2)
    Involvement.objects.create(dossier=both, agency=commune, part="deciding", since=timezone.now())
    listing = Listing(Seat(clerk), Q())
    assert [spot.dossier for spot in listing.after(None, 9)].count(both.pk) == 1
    assert counted([listing]) == [2]


def test_nobody_without_a_post_has_a_list(handed_in, citizen):
    handed_in(1)
    listing = Listing(Seat(citizen), Q())
    assert (listing.after(None, 9), counted([listing])) == ([], [0])


def test_every_figure_is_the_length_of_its_list(handed_in, clerk):
    for hours in (-30, -1, 1, 20, 26, 300):
        handed_in(hours)
    seat = Seat(clerk)
    for work in HEAPS.values():
        listing = Listing(seat, work.condition(seat), newest_first=work.newest_first)
        assert counted([listing]) == [len(listing.after(None, 100))]


@pytest.mark.parametrize("text", ["", "x", "1.2", "1.2.3.4", "9.99999999999999999999.1", "a.b.c"])
def test_a_spot_nobody_of_us_wrote_is_none(text):
    assert Spot.read(text) is None


def test_a_spot_survives_its_address():
    spot = Spot(1, timezone.now(), 7)
    assert Spot.read(str(spot)) == spot


def test_the_links_lead_to_every_page_and_back(handed_in, clerk):
    for hours in range(120):
        handed_in(hours)
    window = enter(clerk)
    pages, address = [], ""
    while address is not None:
        text = window.get(reverse(LIST) + address).content.decode()
        pages.append(re.findall(r'<a class="code" href="[^"]+">([^<]+)</a>', text))
        address = following(text, "next")
    assert [len(page) for page in pages] == [50, 50, 20] and len({code for page in pages for code in page}) == 120
    back = window.get(reverse(LIST) + following(text, "prev")).content.decode()
    assert re.findall(r'<a class="code" href="[^"]+">([^<]+)</a>', back) == pages[1]


def following(text: str, rel: str) -> str | None:
    found = re.search(rf'rel="{rel}" href="([^"]+)"', text)
    return found.group(1).replace("&amp;", "&") if found else None


@pytest.mark.parametrize(("number", "said"), [(0, "0"), (1000, "1.000"), (MOST_COUNTED + 1, "1.000+")])
def test_more_than_is_counted_is_said_so(number, said):
    assert figure(number) == said
