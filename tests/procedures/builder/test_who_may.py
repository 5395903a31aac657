"""Only who looks after the catalogue comes in, and only a draft is changed."""

import pytest

from procedures.models import Edition
from tests.law import law_rewritten
from tests.portal.desk import enter
from tests.procedures.builder.desk import address, hidden, words

pytestmark = pytest.mark.django_db
PAGES = [
    ("form",), ("owners",), ("section_add",), ("section", "0"), ("question", "0.0"), ("question_add", "0"),
    ("exchange",), ("export",), ("preview",), ("examples",),
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_of_a_draft_open_for_the_catalogue(administrator_window, edition, page):
    assert administrator_window.get(address(edition, *page)).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_other_officials_are_refused(officer, edition, page):
    assert enter(officer).get(address(edition, *page)).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_citizens_are_led_away(citizen, edition, page, sign_in):
    assert sign_in(citizen).get(address(edition, *page)).status_code == 302


def test_a_published_form_is_read_only(administrator_window, edition):
    published = edition.procedure.current
    with law_rewritten():
        Edition.objects.filter(pk=published.pk).update(form=edition.form)
    page = administrator_window.get(address(published)).content.decode()
    assert "Nhãn summary" in page
    assert 'name="action"' not in page


@pytest.mark.parametrize("page", [("question", "0.0"), ("section_add",), ("owners",), ("exchange",), ("example_add",)])
def test_a_published_form_is_not_changed(administrator_window, edition, page):
    own = administrator_window.get(address(edition, "question", "0.0")).content.decode()
    sent = words(form_token=hidden(own, "form_token"), version=hidden(own, "version"))
    answer = administrator_window.post(address(edition.procedure.current, *page), sent)
    assert answer.headers["Location"] == address(edition.procedure.current)
    edition.procedure.current.refresh_from_db()
    assert edition.procedure.current.form == {}


def test_a_form_of_nobody_is_refused(administrator_window, edition):
    assert administrator_window.post(address(edition, "question", "0.0"), words()).status_code == 400
