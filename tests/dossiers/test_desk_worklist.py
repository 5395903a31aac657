"""The work-list: the most urgent first, in words, whatever its length at the same cost."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
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
        (72, "near", "đến hạn ngày làm việc tới"),
        (96, "intime", "còn 4 ngày"),
    ],
)
def test_urgency_is_counted_in_days_of_the_calendar(calendar, hours, tone, words):
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


@pytest.mark.parametrize("text", ["giáp thị", "ngọc giap", "Giáp Thị Ngọ", "xac nhan tinh trang ngọc", "cũ nát ngoc"])
def test_found_by_words_of_owner_procedure_and_request_in_any_order(window, handed_in, text):
    wanted = handed_in(owner={"name": "Giáp Thị Ngọc"}, summary="Nhà đã cũ nát")
    handed_in()
    assert codes(window, q=text) == [wanted.public_code]


NUMBERS = {"name": "Giáp Thị Ngọc", "id_number": "024190000777", "phone": "0912 000 777"}


@pytest.mark.parametrize("text", ["024190000777", "0912000777", "0912 000 777"])
def test_found_by_a_whole_identity_or_telephone_number(window, handed_in, text):
    wanted = handed_in(owner=NUMBERS)
    handed_in()
    assert codes(window, q=text) == [wanted.public_code]


@pytest.mark.parametrize("text", ["02419000077", "024190000", "0912000"])
def test_a_part_of_a_number_finds_nobody(window, handed_in, text):
    handed_in(owner=NUMBERS)
    assert codes(window, q=text) == []


@pytest.mark.parametrize("text", ["'", "& | !", "(:*", "\\", "a" * 300, "％", "@9999", "+", "#024190000777 x"])
def test_signs_of_the_index_mean_nothing(window, handed_in, text):
    handed_in(owner=NUMBERS)
    assert codes(window, q=text) == []


def test_nothing_found_is_said(window, dossier):
    assert "Không có hồ sơ phù hợp" in listed(window, q="không-có-đâu")


def queries(window, **asked) -> int:
    with CaptureQueriesContext(connection) as captured:
        window.get(reverse(LIST), asked)
    return len(captured)


LISTS = [{}, {"viec": "tiep-nhan"}, {"q": "Trần"}, {"loc": "1"}, {"muc": "con-han", "kenh": "2"}]


@pytest.mark.parametrize("asked", LISTS)
def test_a_long_list_costs_no_more_queries_than_a_short_one(window, handed_in, asked):
    handed_in(9)
    listed(window)
    few = queries(window, **asked)
    for _ in range(51):
        handed_in(9)
    assert queries(window, **asked) == few <= 18
    assert len(codes(window, **asked)) == 50


def test_the_start_page_counts_the_same(window, handed_in):
    handed_in(-1)
    page = window.get(reverse("admin:index")).content.decode()
    figure = re.search(rf'href="{reverse(LIST)}\?viec=qua-han">.*?work__figure">(\d+)<', page)
    assert figure.group(1) == "1" and len(codes(window, viec="qua-han")) == 1
