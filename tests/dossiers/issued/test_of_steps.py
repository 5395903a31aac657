"""What the steps inside an agency, the terms and the counter leave on paper."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act
from dossiers.counter import guiding, handing
from dossiers.documents.counter_slips import guidance_page
from dossiers.issued import making
from dossiers.issued.facts.common import legal_moment
from dossiers.models import Dossier, IssuedPaper
from dossiers.process import steps as process
from dossiers.terms import sending
from dossiers.terms import steps as terms
from dossiers.terms.urging import Words
from portal.health import can_print
from tests.dossiers.counter import OWNER, place_at
from tests.dossiers.issued.reading import content, made, one, text
from tests.dossiers.process import ways
from tests.dossiers.process.ways import do
from tests.dossiers.slips import keys, received, sent
from tests.dossiers.supplements import ask, judged, put_in, send
from tests.dossiers.terms import refusal
from tests.factories import StoredFileFactory
from tests.portal.desk import enter

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not can_print(), reason="no system libraries of WeasyPrint on this machine"),
]


def in_two_months() -> date:
    return timezone.localdate() + timedelta(days=60)


@pytest.fixture
def assigned(dossier, clerk, leader, officer) -> Dossier:
    """At the appraisal, which the officer has."""
    ways.rule(dossier.edition)
    return ways.assigned(dossier, clerk, leader, officer)


@pytest.fixture
def asked_agency(outsider):
    return outsider.posts.get().agency


def ask_opinion(dossier, officer, agency) -> Dossier:
    values = {"question": "Có hộ khẩu không?", "due_on": ways.next_week()}
    return do(process.ASK_OPINION, dossier, officer, agency=agency, **values)


# --- Terms ------------------------------------------------------------------------------------


def test_a_signed_apology_is_form_04_for_the_applicant(in_process, leader):
    do(terms.RESCHEDULE, in_process, leader, note="Chờ xác minh thực địa", new_on=in_two_months())
    paper = one(in_process, "apology")
    said = made(in_process, "apology")
    assert paper.number == f"01/{timezone.localdate().year}/PXL" and paper.is_for_applicant
    assert "Chờ xác minh thực địa" in said and legal_moment(in_process.apology.due_after) in said
    assert str(leader) in said


def test_a_refusal_after_appraisal_is_form_03_with_its_ground(in_process, leader):
    do(terms.REFUSE_APPRAISED, in_process, leader, **refusal())
    said = made(in_process, "refusal")
    assert one(in_process, "refusal").number == "5/TB-UBND"
    assert "Qua thẩm định" in said
    assert "Đất không thuộc quy hoạch" in said and "Điều 101 Luật Đất đai" in said


def test_nobody_else_issues_an_apology_again(in_process, leader, clerk):
    do(terms.RESCHEDULE, in_process, leader, note="Chờ xác minh", new_on=in_two_months())
    page = enter(clerk).get(reverse("admin:dossiers_dossier_issued", args=[in_process.uuid])).content.decode()
    assert f'id="again-{one(in_process, "receipt").pk}-reason"' in page
    assert f'id="again-{one(in_process, "apology").pk}-reason"' not in page


# --- Steps ------------------------------------------------------------------------------------


def test_an_opinion_is_asked_and_answered_on_paper(assigned, officer, outsider, asked_agency):
    ask_opinion(assigned, officer, asked_agency)
    request = made(assigned, "opinion_request")
    assert f"Kính gửi: {asked_agency.name}" in request and "Có hộ khẩu không?" in request
    do(process.ANSWER_OPINION, assigned, outsider, answer="Có đăng ký tại thôn")
    answer = one(assigned, "opinion_answer")
    assert answer.agency == asked_agency
    assert "Có đăng ký tại thôn" in made(assigned, "opinion_answer")


def test_a_verification_leaves_its_minutes(assigned, officer):
    said = {"place": "Thôn Núi", "participants": "Trưởng thôn\nChủ hồ sơ", "content": "Có nhà"}
    do(process.RECORD_VERIFICATION, assigned, officer, held_at=timezone.now(), **said)
    paper = made(assigned, "verification_minutes")
    assert "Địa điểm: Thôn Núi" in paper and "Trưởng thôn" in paper and "Có nhà" in paper


def test_the_sheet_for_approval_is_followed_by_the_leaders_word(assigned, officer, leader):
    ways.submit(assigned, officer)
    proposed = one(assigned, "approval_sheet")
    assert "Đủ điều kiện" in made(assigned, "approval_sheet")
    do(process.APPROVE, assigned, leader, remark="Cấp trong ngày")
    decided = one(assigned, "approval_sheet")
    said = made(assigned, "approval_sheet")
    assert (decided.previous, decided.official) == (proposed, str(leader))
    assert "Đồng ý. Cấp trong ngày" in said and f"Người trình: {officer}" in said


def test_the_control_slip_names_the_steps_and_who_was_asked(assigned, officer, leader, asked_agency):
    ask_opinion(assigned, officer, asked_agency)
    do(workflow.FINISH, ways.do(process.APPROVE, ways.submit(assigned, officer), leader), officer, **ways.result())
    said = made(assigned, "control_slip")
    assert "(Phân công) 2. Nhận:" in said and "(Thẩm định)" in said
    assert asked_agency.name in said and str(leader) in said


# --- The counter ------------------------------------------------------------------------------


def test_the_control_slip_says_who_took_the_papers_under_which_slip(dossier, clerk, officer):
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    slip = sent([dossier], clerk)
    handing.accept(slip, keys(slip), Act(officer))
    dossier.refresh_from_db()
    do(workflow.FINISH, dossier, officer, result_number="1/XN", result_file=StoredFileFactory())
    said = made(dossier, "control_slip")
    assert str(slip) in "".join(said.split()) and str(officer) in said


def test_what_is_told_where_nothing_was_received_is_form_02_or_03(procedure, commune, unit, calendar, clerk):
    place, person = place_at(procedure, commune, unit), {"name": OWNER["owner_name"]}
    told = guiding.ask_to_complete(place, person, ["Bản chính sổ hộ khẩu"], Act(clerk))
    refused = guiding.refuse(place, person, Act(clerk, values={"note": "Không thuộc thẩm quyền"}))
    assert "Bản chính sổ hộ khẩu" in guidance_page(told) and f"{told}/HDHS" in guidance_page(told)
    page = guidance_page(refused)
    assert "Không thuộc thẩm quyền" in page and f"{refused}/TCHS" in page
    assert "Mã hồ sơ" not in page and "Tra cứu" not in page


# --- Asked a second time, urged -------------------------------------------------------------------


def test_a_further_request_approved_by_a_leader_is_form_02_of_reception(asking, clerk, citizen, head):
    ask(asking, clerk, "summary")
    put_in(asking, citizen, summary="Sửa lại")
    send(asking, citizen)
    do(terms.PROPOSE_SUPPLEMENT, asking, clerk, **judged(asking, "area", ground="Điều 15"))
    do(terms.APPROVE_SUPPLEMENT, asking, head)
    paper = asking.issued_papers.filter(key="supplement_request").latest("pk")
    assert paper.number == f"{asking.public_code}-02/HDHS"
    assert "Lần thứ 2, giai đoạn tiếp nhận hồ sơ" in text(content(making.make(paper)))


def test_a_reminder_about_several_dossiers_is_one_paper_with_all_of_them(in_process, clerk, head):
    chosen = [_late(dossier) for dossier in (in_process, *_forwarded(received(in_process, clerk, 2), clerk))]
    (reminder,) = sending.send(chosen, Words("Giải quyết trong tuần", timezone.localdate()), Act(head))
    paper = IssuedPaper.objects.get(key="reminder")
    said = text(content(making.make(paper)))
    assert paper.number == str(reminder)
    assert all(dossier.code in said for dossier in chosen) and "2 ngày" in said


def _forwarded(dossiers, clerk) -> list[Dossier]:
    return [do(workflow.FORWARD, dossier, clerk) for dossier in dossiers]


def _late(dossier) -> Dossier:
    Dossier.objects.filter(pk=dossier.pk).update(due_at=timezone.now() - timedelta(days=2))
    dossier.refresh_from_db()
    return dossier
