"""Editions at the desk: a draft is made from what is in force, changed, compared and published."""

import pytest
from django.urls import reverse

from procedures import drafting
from procedures.models import Edition
from tests.dossiers.pages import send
from tests.factories import ProcedureFactory
from tests.portal.desk import enter


@pytest.fixture
def desk(catalogue_admin):
    return enter(catalogue_admin)


@pytest.fixture
def edition(db):
    return ProcedureFactory(current__online_level=1).current


@pytest.fixture
def draft(edition):
    return drafting.draft_from(edition)


def press(desk, name, edition, **values):
    return send(desk, reverse(f"admin:procedures_edition_{name}", args=[edition.pk]), **values)


def change(desk, draft, **values):
    """Send the change form as the page shows it, but for ``values``."""
    at = reverse("admin:procedures_edition_change", args=[draft.pk])
    page = desk.get(at)
    sent = {"name": draft.name, "field": draft.field_id, "levels": ["3"], "online_level": 1, "sets": 1}
    for formset in page.context["inline_admin_formsets"]:
        sent |= _as_shown(formset.formset)
    return desk.post(at, sent | values)


def _as_shown(formset):
    sent = {f"{formset.prefix}-{name}": value for name, value in formset.management_form.initial.items()}
    for form in formset.initial_forms:
        shown = {form.add_prefix(name): form[name].value() for name in form.fields}
        sent |= {name: value for name, value in shown.items() if value not in (None, False)}
    return sent


def test_a_draft_is_made_by_one_press(desk, edition):
    assert press(desk, "draft", edition).status_code == 302
    assert edition.procedure.editions.filter(state="draft").count() == 1


def test_a_second_draft_leads_to_the_first(desk, edition, draft):
    response = press(desk, "draft", edition)
    assert response.status_code == 409
    assert reverse("admin:procedures_edition_change", args=[draft.pk]) in response.content.decode()


def test_a_draft_is_changed(desk, draft):
    response = change(desk, draft, name="Tên mới", results="KQ.1 | Giấy xác nhận", audience="Công dân\nDoanh nghiệp")
    draft = Edition.objects.get(pk=draft.pk)
    assert (response.status_code, draft.name, draft.audience) == (302, "Tên mới", ["Công dân", "Doanh nghiệp"])
    assert draft.results == [{"code": "KQ.1", "name": "Giấy xác nhận"}]


def test_it_is_found_by_its_new_words(desk, draft):
    change(desk, draft, name="Tên mới")
    assert Edition.objects.get(pk=draft.pk).name_plain.startswith("ten moi")


def test_a_broken_line_is_told_with_its_number_and_kept(desk, draft):
    page = change(desk, draft, results="KQ.1 | Giấy\nkhông có gạch").content.decode()
    assert "Dòng 2" in page and "không có gạch" in page


def test_a_published_edition_is_only_looked_at(desk, edition):
    at = reverse("admin:procedures_edition_change", args=[edition.pk])
    assert 'name="_save"' not in desk.get(at).content.decode()
    assert desk.post(at, {"name": "x"}).status_code == 403


def test_what_changed_is_shown_word_by_word(desk, edition, draft):
    Edition.objects.filter(pk=draft.pk).update(name="Xác nhận tình trạng đất ở")
    page = desk.get(reverse("admin:procedures_edition_difference", args=[draft.pk])).content.decode()
    assert "<del>nhà</del>" in page and "<ins>đất</ins>" in page


def test_published_without_a_decision_only_with_a_ground(desk, draft):
    assert "Hãy ghi căn cứ" in press(desk, "publish", draft, ground="").content.decode()
    assert press(desk, "publish", draft, ground="QĐ 1/QĐ-BTP").status_code == 302
    assert Edition.objects.get(pk=draft.pk).provenance["ground"] == "QĐ 1/QĐ-BTP"


def test_a_draft_is_thrown_away(desk, draft):
    press(desk, "discard", draft)
    assert not Edition.objects.filter(pk=draft.pk).exists()


def test_the_agencies_of_the_record_are_shown_and_kept_as_code_and_name(desk, draft):
    bodies = [{"code": "H02", "name": "Ủy ban nhân dân xã"}]
    Edition.objects.filter(pk=draft.pk).update(handled_by=bodies)
    shown = desk.get(reverse("admin:procedures_edition_change", args=[draft.pk])).content.decode()
    assert "H02 | Ủy ban nhân dân xã" in shown
    change(desk, draft, handled_by="H02 | Ủy ban nhân dân xã")
    assert Edition.objects.get(pk=draft.pk).handled_by == bodies
