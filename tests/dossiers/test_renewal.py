"""When the rules change, a draft moves only by its writer's own act and no answer is lost."""

import copy

import pytest
from django.urls import reverse

from dossiers import drafts, papers, renewal
from dossiers.act import EditedElsewhere
from dossiers.models import Attachment, Dossier, Status
from procedures.models import Case
from procedures.questions.definition import general
from tests.dossiers.pages import page_of, send
from tests.factories import ComponentFactory, EditionFactory, StoredFileFactory
from tests.law import law_rewritten

pytestmark = pytest.mark.django_db


def _step(form, name):
    return next(step for step in form["steps"] if step["name"] == name)


def changed_form():
    """One question less, one of another kind, one more."""
    form = copy.deepcopy(general())
    request = _step(form, "request")
    request["questions"] = [one for one in request["questions"] if one["name"] != "request_note"]
    request["questions"].append({"name": "floors", "kind": "number", "label": {"vi": "Số tầng", "en": "Floors"}})
    phone = next(one for one in _step(form, "contact")["questions"] if one["name"] == "phone")
    phone.update(kind="number", label={"vi": "Số nhà", "en": "House number"}, prefill="")
    return form


@pytest.fixture
def newer(draft):
    """A newer edition in force: the form has changed, the case is the same."""
    edition = EditionFactory(procedure=draft.edition.procedure, number=2, form=changed_form())
    procedure = draft.edition.procedure
    procedure.current = edition
    procedure.save(update_fields=["current"])
    return edition


def address(draft):
    return reverse("dossier_renewal", args=[draft.uuid])


def fill(draft, **values):
    for name, value in values.items():
        draft.answers[name] = {"value": value, "source": "typed", "at": "2020-11-30T08:00:00+00:00"}
    draft.save()


def test_every_page_of_the_draft_says_that_the_rules_changed(window, draft, newer):
    for name, rest in (("dossier_place", []), ("dossier_step", [1]), ("dossier_papers", []), ("dossier_review", [])):
        assert address(draft) in page_of(window, reverse(name, args=[draft.uuid, *rest]))
    assert address(draft) in page_of(window, reverse("dossiers"))


def test_a_draft_under_the_edition_in_force_hears_nothing(window, draft):
    assert address(draft) not in page_of(window, reverse("dossier_review", args=[draft.uuid]))
    assert window.get(address(draft)).status_code == 302


def test_reading_what_changed_moves_nothing(window, draft, newer):
    page_of(window, address(draft))
    draft.refresh_from_db()
    assert draft.edition_id != newer.pk


def test_the_page_names_what_changed_and_what_becomes_of_the_answers(window, draft, newer):
    fill(draft, request_note="Nhà hai tầng")
    page = page_of(window, address(draft))
    assert "Số tầng" in page
    assert "Nhà hai tầng" in page


def test_what_the_new_form_asks_alike_goes_along_and_the_rest_is_set_aside(window, draft, newer):
    fill(draft, request_note="Nhà hai tầng", summary="Xin xác nhận nhà ở")
    send(window, address(draft), owner_is="self", action="renew")
    draft.refresh_from_db()
    assert draft.edition == newer
    assert draft.answer("summary") == "Xin xác nhận nhà ở"
    assert {entry["text"] for entry in draft.set_aside} == {"Nhà hai tầng", "0912345678"}
    assert "phone" not in draft.answers


def test_what_was_set_aside_stays_readable(window, draft, newer):
    fill(draft, request_note="Nhà hai tầng")
    send(window, address(draft), owner_is="self", action="renew")
    assert "Nhà hai tầng" in page_of(window, reverse("dossier_review", args=[draft.uuid]))


def test_files_go_along_by_name_and_the_others_stay_with_the_draft(draft, newer, citizen):
    old, gone = (ComponentFactory(edition=draft.edition, name=name) for name in ("Đơn đề nghị", "Sổ hộ khẩu"))
    new = ComponentFactory(edition=newer, name="Đơn đề  nghị")
    files = [Attachment.objects.create(dossier=draft, component=one, stored=StoredFileFactory()) for one in (old, gone)]
    renewal.renew(draft, drafts.Place(newer.cases.get(), draft.agency, "self"), draft.version)
    assert [Attachment.objects.get(pk=file.pk).component for file in files] == [new, gone]
    assert list(papers.not_asked(draft)) == [files[1]]


def test_a_draft_under_an_earlier_edition_is_not_handed_in(window, draft, newer):
    review = reverse("dossier_review", args=[draft.uuid])
    answer = send(window, review, declared="on", action="submit")
    assert answer.status_code == 200
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


def test_the_law_may_change_between_review_and_submission(draft, citizen):
    version = draft.version
    procedure = draft.edition.procedure
    procedure.current = EditionFactory(procedure=procedure, number=2)
    procedure.save(update_fields=["current"])
    with pytest.raises(drafts.Superseded):
        drafts.submit(draft, citizen, version)


def test_a_case_that_is_no_more_is_chosen_anew(window, draft, newer):
    with law_rewritten():
        newer.cases.update(name="Cấp mới")
        Case.objects.create(edition=newer, number=2, name="Cấp lại")
        Case.objects.filter(pk=draft.case_id).update(name="Đổi")
    refused = send(window, address(draft), owner_is="self", action="renew")
    assert 'data-error-for="case"' in refused.content.decode()
    send(window, address(draft), owner_is="self", case="2", action="renew")
    assert Dossier.objects.get().case.name == "Cấp lại"


def test_of_two_windows_the_older_is_told(draft, newer):
    place = drafts.Place(newer.cases.get(), draft.agency, "self")
    with pytest.raises(EditedElsewhere):
        renewal.renew(draft, place, draft.version - 1)


def test_moving_twice_is_refused(draft, newer):
    place = drafts.Place(newer.cases.get(), draft.agency, "self")
    renewal.renew(draft, place, draft.version)
    with pytest.raises(renewal.NothingNewer):
        renewal.renew(draft, place, draft.version)


def test_of_an_abolished_procedure_the_draft_stays_readable(window, draft):
    procedure = draft.edition.procedure
    procedure.is_used = False
    procedure.save(update_fields=["is_used"])
    assert reverse("dossier_review", args=[draft.uuid]) in page_of(window, address(draft))
    page_of(window, reverse("dossier_review", args=[draft.uuid]))


def test_a_dossier_handed_in_keeps_its_edition(dossier):
    before = dossier.edition
    procedure = before.procedure
    procedure.current = EditionFactory(procedure=procedure, number=2)
    procedure.save(update_fields=["current"])
    dossier.refresh_from_db()
    assert dossier.edition == before
