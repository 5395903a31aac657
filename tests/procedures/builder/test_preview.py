"""A draft's form tried out as a citizen and seen as an official; nothing of it is stored."""

import pytest
from django.apps import apps

from tests.procedures.builder.desk import address, hidden

pytestmark = pytest.mark.django_db
START = {"owner": "self", "case": "1", "channel": "2"}


def rows_of_everything() -> dict[str, int]:
    return {model._meta.label: model.objects.count() for model in apps.get_models() if model._meta.managed}


@pytest.fixture
def go(administrator_window, edition):
    """Press a button of the last page shown."""
    page = {"text": ""}

    def press(action: str, **typed: str) -> str:
        carried = {"carried": hidden(page["text"], "carried")} if page["text"] else {}
        sent = carried | {"action": action} | typed
        page["text"] = administrator_window.post(address(edition, "preview"), sent).content.decode()
        return page["text"]

    return press


def test_the_first_step_is_the_drafts(go):
    assert 'name="summary"' in go("start", **START)


def test_what_is_wrong_is_said_beside_the_field(go):
    go("start", **START)
    assert 'data-error-for="summary"' in go("next", summary="")


def test_the_steps_lead_to_the_review(go):
    go("start", **START)
    assert 'name="phone"' in go("next", summary="Xin xác nhận")
    assert "Xin xác nhận" in go("next", phone="0912345678")


def test_going_back_keeps_the_answers(go):
    go("start", **START)
    go("next", summary="Xin xác nhận")
    assert 'value="Xin xác nhận"' in go("back", phone="09")


def test_the_official_sees_the_answers(go):
    go("start", **START)
    go("next", summary="Xin xác nhận")
    go("next", phone="0912345678")
    assert "Xin xác nhận" in go("official")


def test_nothing_is_stored(go):
    before = rows_of_everything()
    go("start", **START)
    go("next", summary="Xin xác nhận")
    go("next", phone="0912345678")
    go("official")
    assert rows_of_everything() == before


def test_a_forged_filing_begins_anew(administrator_window, edition):
    page = administrator_window.post(address(edition, "preview"), {"carried": "x:y:z", "action": "next"})
    assert 'name="owner"' in page.content.decode()


def test_a_form_that_cannot_be_read_says_so(administrator_window, edition):
    edition.form["steps"][0]["questions"][0]["kind"] = "nonsense"
    edition.save(update_fields=["form"])
    assert administrator_window.get(address(edition, "preview")).status_code == 200
