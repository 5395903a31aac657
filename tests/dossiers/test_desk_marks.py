"""Labels are an agency's own, notes their writer's alone, saved lists private or shared with one agency."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.models import Label, LabelMark, PrivateNote, SavedList
from portal.agencies.models import Role
from tests.dossiers.desk import LIST, PAGE, listed, shown
from tests.factories import PostFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
MARKS, LABELS, SAVED = (f"admin:dossiers_dossier_{name}" for name in ("marks", "labels", "saved"))
SECRET = "Gọi lại bà Hà chiều thứ Ba"


@pytest.fixture
def window(clerk):
    return enter(clerk)


@pytest.fixture
def colleague(unit):
    return enter(PostFactory(agency=unit, role=Role.CLERK).user)


@pytest.fixture
def label(unit):
    return Label.objects.create(agency=unit, name="Gấp", tone="red")


def token(page: str) -> str:
    return re.search(r'name="form_token" value="([^"]+)"', page).group(1)


def sent(window, address, **values):
    """A form of the page at ``address``, as it is now."""
    return window.post(address, {"form_token": token(window.get(address).content.decode()), **values})


def marked(window, dossier, **values):
    return sent(window, reverse(MARKS, args=[dossier.uuid]), **values)


def test_a_label_is_put_on_and_taken_off(window, dossier, label):
    assert marked(window, dossier, attach=label.pk).status_code == 302
    assert "mark--red" in listed(window) and "mark--on" in shown(window, dossier)
    marked(window, dossier, detach=label.pk)
    assert not LabelMark.objects.exists() and "mark--red" not in listed(window)


def test_a_foreign_label_is_not_there(window, dossier, outsider):
    foreign = Label.objects.create(agency=outsider.posts.get().agency, name="Của nơi khác")
    assert marked(window, dossier, attach=foreign.pk).status_code == 404
    assert sent(window, reverse(LABELS), drop=foreign.pk).status_code == 404
    assert Label.objects.filter(pk=foreign.pk).exists() and "Của nơi khác" not in shown(window, dossier)


def test_the_deciding_agency_does_not_see_the_units_labels(dossier, label, clerk, officer):
    LabelMark.objects.create(label=label, dossier=dossier, by=clerk)
    assert "Gấp" not in listed(enter(officer))


def test_the_same_name_at_two_posts_is_offered_once(window, dossier, label, clerk, outsider):
    elsewhere = outsider.posts.get().agency
    PostFactory(user=clerk, agency=elsewhere, role=Role.CLERK)
    for name in (label.name, "Chỉ nơi kia"):
        Label.objects.create(agency=elsewhere, name=name)
    page = shown(window, dossier)
    assert (page.count(f'value="{label.pk}"'), page.count("Gấp"), page.count("Chỉ nơi kia")) == (1, 1, 1)


def test_a_label_is_made_once_per_agency(window, unit):
    for _ in range(2):
        answer = sent(window, reverse(LABELS), add="1", name=" Chờ  xác minh ", tone="amber", agency=unit.pk)
    assert [label.name for label in Label.objects.all()] == ["Chờ xác minh"]
    assert answer.status_code == 200 and "govuk-error-summary" in answer.content.decode()


def test_a_label_for_another_agency_is_refused(window, commune):
    sent(window, reverse(LABELS), add="1", name="Lạ", tone="amber", agency=commune.pk)
    assert not Label.objects.exists()


def test_a_note_is_read_by_its_writer_alone(window, colleague, dossier):
    marked(window, dossier, note="1", text=SECRET)
    assert SECRET in shown(window, dossier) and "1 ghi chú riêng" in listed(window)
    assert SECRET not in shown(colleague, dossier) and "ghi chú riêng" not in re.sub(
        "<section.*", "", listed(colleague)
    )


def test_a_colleague_cannot_throw_a_note_away(window, colleague, dossier):
    marked(window, dossier, note="1", text=SECRET)
    note = PrivateNote.objects.get()
    assert marked(colleague, dossier, forget=note.pk).status_code == 404
    assert marked(window, dossier, forget=note.pk).status_code == 302 and not PrivateNote.objects.exists()


def test_an_empty_note_is_said_beside_its_field(window, dossier):
    assert 'data-error-for="text"' in marked(window, dossier, note="1", text="  ").content.decode()


def test_nothing_can_be_marked_that_is_not_reached(outsider, dossier):
    assert enter(outsider).get(reverse(MARKS, args=[dossier.uuid])).status_code == 404


def kept(window, **values):
    typed = {"name": "Của tôi", "agency": "", "query": "viec=qua-han&kenh=2&q=Trần&x=1", **values}
    return sent(window, f"{reverse(SAVED)}?viec=qua-han&kenh=2&q=Trần", save="1", **typed)


def test_a_list_is_kept_without_the_words_and_opens_again(window, dossier):
    assert kept(window).status_code == 302
    assert SavedList.objects.get().query == "viec=qua-han&kenh=2"
    assert "?viec=qua-han&amp;kenh=2" in window.get(reverse("admin:index")).content.decode()


def test_a_private_list_is_nobody_elses(window, colleague):
    kept(window)
    assert "Của tôi" not in colleague.get(reverse(SAVED)).content.decode()


def test_a_shared_list_is_the_agencys_and_only_its_maker_throws_it_away(window, colleague, outsider, unit):
    kept(window, name="Việc sáng nay", agency=unit.pk)
    one = SavedList.objects.get()
    assert "Việc sáng nay" in colleague.get(reverse(SAVED)).content.decode()
    assert "Việc sáng nay" not in enter(outsider).get(reverse(SAVED)).content.decode()
    assert sent(colleague, reverse(SAVED), drop=one.pk).status_code == 404
    assert sent(window, reverse(SAVED), drop=one.pk).status_code == 302 and not SavedList.objects.exists()


def test_a_list_cannot_be_shared_with_a_foreign_agency(window, commune):
    kept(window, name="Lén", agency=commune.pk)
    assert not SavedList.objects.exists()


def test_a_name_is_used_once(window):
    kept(window)
    answer = kept(window)
    assert answer.status_code == 200 and 'data-error-for="name"' in answer.content.decode()


def test_marks_cost_no_more_queries(window, dossier, label, clerk, django_assert_num_queries):
    shown(window, dossier)
    with CaptureQueriesContext(connection) as before:
        window.get(reverse(LIST))
        window.get(reverse(PAGE, args=[dossier.uuid]))
    for number in range(5):
        more = Label.objects.create(agency=label.agency, name=f"Nhãn {number}")
        LabelMark.objects.create(label=more, dossier=dossier, by=clerk)
        PrivateNote.objects.create(dossier=dossier, by=clerk, text="x")
    with django_assert_num_queries(len(before)):
        window.get(reverse(LIST))
        window.get(reverse(PAGE, args=[dossier.uuid]))
