"""The dossier's page begins with whose turn it is; the time used and every day of it are explained."""

import re

import pytest
import time_machine
from django.urls import reverse

from dossiers import withdrawing, workflow
from dossiers.act import Act
from dossiers.models import Dossier, Status
from portal.calendar import seed
from procedures.models import Fee
from tests.dossiers.pages import page_of
from tests.dossiers.supplements import ask, put_in, send, whole_draft
from tests.law import law_rewritten
from tests.portal.calendar.week import at
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(commune, unit, citizen):
    """Handed in under the real calendar, on a Monday before Tết."""
    seed.seed()
    draft = whole_draft(commune, unit, citizen)
    with time_machine.travel(at("20/01/2020 08:00"), tick=False):
        workflow.perform(workflow.SUBMIT, draft, Act(citizen))
    return draft


@pytest.fixture
def in_process(dossier, clerk):
    """Three working days from Wednesday: 30 and 31 January, 3 February."""
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk, at("22/01/2020 09:00")))
    workflow.perform(workflow.FORWARD, dossier, Act(clerk, at("22/01/2020 09:10")))
    return dossier


def seen(window, dossier, when: str, name: str = "dossier") -> str:
    with time_machine.travel(at(when), tick=False):
        return page_of(window(), reverse(name, args=[dossier.uuid]))


@pytest.fixture
def window(sign_in, citizen):
    """The citizen's, opened when it is looked at: sessions do not last for days."""
    return lambda: sign_in(citizen)


def lead(page: str) -> str:
    """The first paragraph in words, without its markup."""
    text = re.search(r'class="page-lead measure">(.*?)</p>', page, re.DOTALL).group(1)
    return re.sub(r"<[^>]+>", "", text)


def test_it_begins_with_whose_turn_it_is(window, in_process, officer, commune):
    ask(in_process, officer, "summary", at=at("30/01/2020 10:00"), due_at=at("07/02/2020 17:30"))
    words = lead(seen(window, in_process, "30/01/2020 11:00"))
    assert words.startswith(f"Đến lượt bạn: hãy bổ sung những nội dung {commune.name} đã nêu, trước 17:30 thứ Sáu")


def test_the_list_and_the_way_to_it_stand_on_the_page(window, in_process, officer):
    ask(in_process, officer, "summary", at=at("30/01/2020 10:00"))
    page = seen(window, in_process, "30/01/2020 11:00")
    assert reverse("dossier_supplement", args=[in_process.uuid]) in page
    assert "Sửa summary" in page


def test_the_officials_of_the_dossier_see_no_button_to_put_it_right(sign_in, in_process, officer):

    ask(in_process, officer, "summary", at=at("30/01/2020 10:00"))
    page = page_of(enter(officer), reverse("dossier", args=[in_process.uuid]))
    assert reverse("dossier_supplement", args=[in_process.uuid]) not in page


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("22/01/2020 10:00", "Đã dùng 0 trên 3 ngày làm việc"),
        ("31/01/2020 10:00", "Đã dùng 2 trên 3 ngày làm việc"),
        ("05/02/2020 10:00", "Đã dùng 3 trên 3 ngày làm việc, quá hạn 2 ngày làm việc"),
    ],
)
def test_the_time_used_is_said_in_words_beside_its_bar(window, in_process, when, words):
    page = seen(window, in_process, when)
    assert words in page
    assert "<progress" in page


def test_every_day_is_explained_with_its_name(window, in_process):
    page = seen(window, in_process, "31/01/2020 10:00", "dossier_deadline")
    rows = re.findall(r'<tr class="govuk-table__row days__row.*?</tr>', page, re.DOTALL)
    days = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]
    assert days[:2] == [
        "thứ Năm, 23/01/2020 Tết Nguyên đán , không tính",
        "thứ Sáu, 24/01/2020 Tết Nguyên đán , không tính",
    ]
    assert "thứ Bảy, 25/01/2020 nghỉ cuối tuần, không tính" in days
    assert days[-1] == "thứ Hai, 03/02/2020 ngày làm việc thứ 3"
    assert "thứ Sáu, 31/01/2020 hôm nay ngày làm việc thứ 2" in days


def test_after_a_supplement_both_rounds_and_the_wait_are_explained(window, in_process, officer, citizen):
    ask(in_process, officer, "summary", at=at("30/01/2020 10:00"))
    put_in(in_process, citizen, summary="Mới")
    send(in_process, citizen, at=at("04/02/2020 10:00"))
    page = seen(window, in_process, "05/02/2020 10:00", "dossier_deadline")
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "Hẹn trả đầu tiên: 09:00 thứ Hai, 03/02/2020" in text
    assert "Lần tính thứ 2" in text
    assert "5 ngày, không tính" in text
    assert "10:00 thứ Sáu, 07/02/2020" in text


def test_reception_has_its_own_clock(window, dossier):
    page = seen(window, dossier, "20/01/2020 10:00", "dossier_deadline")
    assert "Đã dùng 2 trên 8 giờ làm việc" in page


def test_where_nothing_runs_there_is_no_explanation(window, dossier, clerk):
    workflow.perform(workflow.REFUSE, dossier, Act(clerk, values={"note": "Không đủ"}))
    answer = window().get(reverse("dossier_deadline", args=[dossier.uuid]))
    assert (Dossier.objects.get(pk=dossier.pk).status, answer.status_code) == (Status.REFUSED, 404)


def test_fees_stand_line_by_line_as_they_are_worked_out(window, in_process):
    with law_rewritten():
        Fee.objects.create(edition=in_process.edition, number=1, channel="2", kind="2", name="Lệ phí thử", amount=15000)
    page = seen(window, in_process, "31/01/2020 10:00")
    assert "Lệ phí thử" in page
    assert "15.000 đ" in page


def test_a_refused_withdrawal_is_told_and_can_be_asked_again(window, in_process, citizen, clerk):
    workflow.perform(withdrawing.ASK_WITHDRAWAL, in_process, Act(citizen, at("30/01/2020 10:00")))
    assert "sẽ trả lời bạn" in lead(seen(window, in_process, "30/01/2020 11:00"))
    refused = Act(clerk, at("30/01/2020 12:00"), {"note": "Kết quả đã được ký"})
    workflow.perform(withdrawing.REFUSE_WITHDRAWAL, in_process, refused)
    page = seen(window, in_process, "30/01/2020 13:00")
    assert "Kết quả đã được ký" in page
    assert 'value="ask_withdrawal"' in page
