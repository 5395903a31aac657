"""A wrong result: asked to be corrected, corrected, left as it is, or revoked; each told to people and nation."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from dossiers import national, workflow
from dossiers.act import Act
from dossiers.models import Dossier, Result
from dossiers.results import issuing, steps
from portal.notices.models import Notice
from tests.dossiers.desk import listed, shown
from tests.dossiers.pages import page_of, send
from tests.dossiers.results import ask_correction, correct, finished, of, revoke
from tests.portal.desk import enter
from tests.sheets import written_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed(dossier, clerk, officer) -> Dossier:
    finished(dossier, clerk, officer)
    workflow.perform(workflow.HAND_OVER, dossier, Act(clerk))
    return dossier


def told() -> str:
    return Notice.objects.latest("pk").template.key


def ask_by_page(citizen, dossier, **values):
    return send(enter(citizen), reverse("dossier_correction", args=[dossier.uuid]), **values)


def at_desk(officer, dossier, action: str, **typed):
    window, url = enter(officer), reverse("admin:dossiers_dossier_result", args=[dossier.uuid])
    page = page_of(window, url)
    form = next(form for form in page.split("<form")[1:] if f'value="{action}"' in form.split("</form")[0])
    token = form.split('name="form_token" value="')[1].split('"')[0]
    named = {"action": action, "form_token": token, "of": str(of(dossier)["of"])}
    return window.post(url, named | typed)


def upload(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, written_pdf(), content_type="application/pdf")


def test_the_applicant_says_what_is_wrong_with_proof(handed, citizen, officer):
    proof = upload("chung-cu.pdf")
    sent = ask_by_page(citizen, handed, of=str(of(handed)["of"]), what="date", note="Ghi 1981", shown=proof)
    assert sent.status_code == 302
    asked = handed.results.get().corrections.get()
    assert (asked.what, asked.text, asked.file.kind, told()) == (["date"], "Ghi 1981", "correction", "correction_asked")
    assert "Ghi 1981" in shown(enter(officer), handed)
    assert handed.public_code in listed(enter(officer), viec="dinh-chinh")


def test_what_is_left_out_is_said_beside_it_and_nothing_typed_is_lost(handed, citizen):
    answer = ask_by_page(citizen, handed, of=str(of(handed)["of"]), note="Chữ đã gõ")
    text = answer.content.decode()
    assert 'data-error-for="what"' in text and "Chữ đã gõ" in text


def test_one_asks_once_until_answered(handed, citizen):
    ask_correction(handed, citizen)
    with pytest.raises(issuing.CorrectionPending):
        ask_correction(handed, citizen)
    assert enter(citizen).get(reverse("dossier_correction", args=[handed.uuid])).status_code == 302


def test_a_corrected_result_takes_the_place_of_the_old(handed, citizen, officer):
    ask_correction(handed, citizen)
    typed = {"result_number": "13/XN-UBND", "result_file": upload("moi.pdf"), "note": "Sửa năm sinh"}
    assert at_desk(officer, handed, "correct_result", **typed).status_code == 302
    handed.refresh_from_db()
    old, new = handed.results.all()
    assert (old.state, new.state, new.previous, handed.result_number) == ("replaced", "valid", old, "13/XN-UBND")
    assert (old.corrections.get().answer, handed.status, told()) == ("corrected", 10, "result_corrected")


def test_the_nation_learns_which_number_replaces_which(handed, officer):
    correct(handed, officer)
    record = national.dossier_record(Dossier.objects.get(pk=handed.pk))
    assert record["ThongTinTra"] == "13/XN-UBND"
    assert record["GhiChu"] == "Kết quả số 13/XN-UBND thay thế kết quả số 12/XN-UBND"
    assert handed.owed.filter(event__action="correct_result").exists()


def test_a_request_is_refused_with_a_reason(handed, citizen, officer):
    ask_correction(handed, citizen)
    assert at_desk(officer, handed, "refuse_correction", note="").status_code == 200
    at_desk(officer, handed, "refuse_correction", note="Giấy khai sinh cũng ghi 1981")
    asked = handed.results.get().corrections.get()
    assert (asked.answer, asked.reason, told()) == ("refused", "Giấy khai sinh cũng ghi 1981", "correction_refused")
    assert "Giấy khai sinh cũng ghi 1981" in page_of(enter(citizen), reverse("dossier", args=[handed.uuid]))


def test_a_revoked_result_is_neither_corrected_nor_revoked_again(handed, officer, citizen):
    revoke(handed, officer)
    assert (handed.results.get().state, told()) == ("revoked", "result_revoked")
    assert not [action for action in workflow.available(handed, officer) if action in steps.TABLE]
    assert "đã bị thu hồi" in national.dossier_record(handed)["GhiChu"]
    assert "Cấp nhầm" in page_of(enter(citizen), reverse("dossier", args=[handed.uuid]))


def test_a_result_that_moved_is_not_touched_by_who_saw_the_old_one(handed, officer):
    old = of(handed)
    correct(handed, officer)
    with pytest.raises(issuing.ResultMoved):
        workflow.perform(steps.REVOKE_RESULT, handed, Act(officer, values=old | {"note": "Cấp nhầm"}))
    assert not handed.results.filter(revoked_at__isnull=False).exists()


def test_the_clerk_and_the_outsider_have_no_such_page(handed, clerk, outsider):
    url = reverse("admin:dossiers_dossier_result", args=[handed.uuid])
    assert enter(outsider).get(url).status_code == 404
    assert enter(clerk).get(url).url == reverse("admin:dossiers_dossier_page", args=[handed.uuid])


def test_two_results_never_count_at_once(handed):
    old = handed.results.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.create(
            dossier=handed, file=old.file, number="x", signed_on=timezone.localdate(), issued_at=timezone.now()
        )
