"""The work-list: the most urgent first, in words, whatever its length at the same cost."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act
from dossiers.admin.urgency import Urgency, urgency
from dossiers.models import Dossier, Status
from tests.dossiers.desk import LIST, codes, listed
from tests.factories import DraftFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def window(clerk):
    return enter(clerk)


@pytest.fixture
def handed_in(draft, citizen):
    """``handed_in(days=2, …)``: another one, its term so many days from now."""

    def make(days: int = 3, **columns) -> Dossier:
        dossier = DraftFactory(
            edition=draft.edition, agency=draft.agency, received_by=draft.received_by, submitter=citizen
        )
        workflow.perform(workflow.SUBMIT, dossier, Act(citizen))
        due = timezone.now() + timedelta(days=days, minutes=1)
        Dossier.objects.filter(pk=dossier.pk).update(reception_due_at=due, **columns)
        dossier.refresh_from_db()
        return dossier

    return make


def finished(dossier: Dossier) -> Dossier:
    code = f"000.01.22.H02-201130-{dossier.pk:04d}"
    late = timezone.now() - timedelta(days=30)
    Dossier.objects.filter(pk=dossier.pk).update(
        status=Status.FINISHED, code=code, received_at=late, due_at=late, reception_due_at=None
    )
    dossier.refresh_from_db()
    return dossier


def test_an_empty_desk_says_what_will_come(window, unit):
    assert "Không có việc nào đang chờ" in listed(window)


def test_the_most_urgent_stands_first(window, handed_in):
    later, late, soon = handed_in(5), handed_in(-2), handed_in(1)
    assert codes(window) == [one.public_code for one in (late, soon, later)]


def test_what_waits_for_the_citizen_stands_below_what_has_a_term(window, handed_in):
    ready, waits = finished(handed_in()), handed_in(4)
    assert codes(window) == [waits.public_code, ready.public_code]


NOON = datetime(2020, 12, 4, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.mark.parametrize(
    ("hours", "tone", "words"),
    [
        (-72, "overdue", "quá hạn 3 ngày"),
        (-13, "overdue", "quá hạn 1 ngày"),
        (-1, "overdue", "quá hạn hôm nay"),
        (5, "near", "đến hạn hôm nay"),
        (29, "near", "đến hạn ngày mai"),
        (72, "intime", "còn 3 ngày"),
    ],
)
def test_urgency_is_counted_in_days_of_the_calendar(hours, tone, words):
    dossier = Dossier(status=Status.IN_PROCESS, due_at=NOON + timedelta(hours=hours))
    assert urgency(dossier, NOON) == Urgency(tone, words, dossier.due_at)


def test_urgency_is_said_in_words(window, handed_in):
    handed_in(-2)
    assert "quá hạn 2 ngày" in listed(window)


def test_each_queue_holds_its_own(window, handed_in):
    waits, late, ready = handed_in(3), handed_in(-1), finished(handed_in())
    assert set(codes(window, viec="tiep-nhan")) == {waits.public_code, late.public_code}
    assert codes(window, viec="qua-han") == [late.public_code]
    assert codes(window, viec="tra-ket-qua") == [ready.public_code]
    assert codes(window, viec="da-xong") == []


@pytest.mark.parametrize("columns", [{}, {"status": Status.WITHDRAWN}])
def test_found_by_the_beginning_of_its_number_wherever_it_lies(window, handed_in, columns):
    wanted, _other = handed_in(**columns), handed_in()
    assert wanted.public_code in codes(window, q=wanted.public_code[:-1])
    assert codes(window, q=wanted.public_code) == [wanted.public_code]


def test_found_by_the_owner(window, handed_in):
    wanted = handed_in(owner={"name": "Giáp Thị Ngọc"})
    handed_in()
    assert codes(window, q="giáp thị") == [wanted.public_code]


def test_nothing_found_is_said(window, dossier):
    assert "Không có hồ sơ phù hợp" in listed(window, q="không-có-đâu")


def test_a_long_list_has_pages_and_costs_no_more_queries(window, handed_in, django_assert_max_num_queries):
    for _ in range(51):
        handed_in()
    with django_assert_max_num_queries(8):
        assert len(codes(window)) == 50
    assert len(codes(window, trang="2")) == 1


def test_the_start_page_counts_the_same(window, handed_in):
    handed_in(-1)
    page = window.get(reverse("admin:index")).content.decode()
    assert re.search(rf'href="{reverse(LIST)}\?viec=qua-han"><span[^>]*>1<', page)
