"""Results from templates: closed tags, text that stays text, a draft that keeps its words, one act to issue it."""

import pytest
from django.urls import reverse

from dossiers import workflow
from dossiers.act import Act
from dossiers.composed import composing
from dossiers.issued import checking
from dossiers.issued.checking import Says
from dossiers.models import Result, ResultDraft, ResultTemplate, Status
from portal.files.storage import open_stored
from portal.signing.signatures import checked
from tests.dossiers.issued.reading import text
from tests.dossiers.pages import send
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
SAID = {"number": "12/XN-UBND", "signer": "Phạm Quốc Ước", "signer_title": "Chủ tịch", "valid_until": ""}
NEW = "/quan-tri/dossiers/resulttemplate/add/"


@pytest.fixture
def template(dossier) -> ResultTemplate:
    body = "Xác nhận ông/bà {owner_name}.\n\nNội dung: {summary}"
    return ResultTemplate.objects.create(
        procedure=dossier.edition.procedure, name="Giấy xác nhận", heading="Giấy xác nhận", body=body
    )


@pytest.fixture
def in_process(received, clerk):
    workflow.perform(workflow.FORWARD, received, Act(clerk))
    return received


def address(dossier) -> str:
    return reverse("admin:dossiers_dossier_compose", args=[dossier.uuid])


def compose(officer, dossier, template, act: str):
    return send(enter(officer), address(dossier), template=template.pk, action=act, **SAID)


def result_text(dossier) -> tuple[str, bytes]:
    with open_stored(Result.objects.get(dossier=dossier).file.stored) as content:
        pdf = content.read()
    return text(pdf), pdf


@pytest.mark.parametrize("tag", ["{owner.name}", "{secret}", "{answer_khong_co}", "{owner_name!r}", "{{owner_name}}"])
def test_a_tag_that_is_not_on_the_list_cannot_be_saved(catalogue_admin, procedure, tag):
    send(enter(catalogue_admin), NEW, procedure=procedure.pk, name="A", heading="B", body=f"Cho {tag}")
    assert not ResultTemplate.objects.exists()


def test_one_on_the_list_can(catalogue_admin, procedure):
    answer = send(enter(catalogue_admin), NEW, procedure=procedure.pk, name="A", heading="B", body="Cho {owner_name}")
    assert answer.status_code == 302 and ResultTemplate.objects.get().body == "Cho {owner_name}"


def test_its_preview_names_what_stands_where(catalogue_admin, template):
    page = enter(catalogue_admin).get(reverse("admin:dossiers_resulttemplate_sample", args=[template.pk]))
    assert "«tên chủ hồ sơ»" in text(page.content)


def test_the_draft_is_previewed_and_marked_as_one(officer, in_process, template):
    assert compose(officer, in_process, template, "save").status_code == 302
    page = enter(officer).get(reverse("admin:dossiers_dossier_composed", args=[in_process.uuid]))
    assert "Bản nháp" in text(page.content) and "Xác nhận ông/bà Trần Thị Hà." in text(page.content)
    in_process.refresh_from_db()
    assert in_process.status == Status.IN_PROCESS


def test_issuing_signs_it_and_records_the_result(officer, in_process, template):
    assert compose(officer, in_process, template, "issue_composed").status_code == 302
    said, pdf = result_text(in_process)
    assert "Xác nhận ông/bà Trần Thị Hà." in said and "Bản nháp" not in said
    assert checked(pdf)[0].holds and "Phạm Quốc Ước" in checked(pdf)[0].signer


def test_anybody_may_check_its_file_once_it_was_handed_over(officer, clerk, in_process, template):
    compose(officer, in_process, template, "issue_composed")
    pdf = result_text(in_process)[1]
    assert checking.examine(pdf).says == Says.SIGNED  # that it is ours nobody learns before the applicant has it
    in_process.refresh_from_db()
    workflow.perform(workflow.HAND_OVER, in_process, Act(clerk))
    assert checking.examine(pdf).says == Says.OURS


def test_what_a_citizen_typed_is_text_in_it(officer, in_process, template):
    in_process.summary = "<b>{code}</b></p>"
    in_process.save(update_fields=["summary"])
    compose(officer, in_process, template, "issue_composed")
    assert "<b>{code}</b></p>" in result_text(in_process)[0]


def test_a_draft_keeps_the_words_it_was_drafted_with(officer, in_process, template):
    compose(officer, in_process, template, "save")
    ResultTemplate.objects.update(body="Khác hẳn")
    said = text(composing.printed(ResultDraft.objects.get(), is_draft=True).pdf)
    assert "Khác hẳn" not in said


def test_nothing_is_issued_where_it_cannot_be_signed(officer, in_process, template, settings):
    settings.SIGNING = type(settings.SIGNING)("/khong/co.p12", "x", "", True)
    assert compose(officer, in_process, template, "issue_composed").status_code == 409
    assert not Result.objects.exists()


@pytest.mark.parametrize("who", ["clerk", "outsider", "other_citizen"])
def test_nobody_else_drafts(request, in_process, template, who):
    page = enter(request.getfixturevalue(who)).get(address(in_process))
    assert page.status_code in {302, 403, 404}
