"""Examples are kept from the preview, run green or red, and stop a publication when they break."""

import pytest

from procedures import examples
from procedures.models import Example
from tests.factories import ComponentFactory, EditionFactory
from tests.procedures.builder.desk import address, hidden

pytestmark = pytest.mark.django_db
GOOD = {"summary": "Xin xác nhận", "phone": "0912345678"}


def example(edition, **changes) -> Example:
    return Example.objects.create(**{"edition": edition, "name": "Đơn đủ", "answers": GOOD} | changes)


def test_an_example_that_holds_has_no_fault(edition):
    example(edition)
    assert examples.faults(edition) == []


def test_an_error_that_was_not_expected_breaks_it(edition):
    example(edition, answers={"phone": "12"})
    (fault,) = examples.faults(edition)
    assert all(word in fault for word in ("Đơn đủ", "phone", "summary"))


def test_an_error_that_is_expected_holds(edition):
    example(edition, answers={"phone": "0912345678"}, errors=["summary"])
    assert examples.faults(edition) == []


def test_an_error_that_no_longer_comes_breaks_it(edition):
    example(edition, errors=["summary"])
    assert len(examples.faults(edition)) == 1


def test_a_paper_more_breaks_it(edition):
    example(edition)
    ComponentFactory(edition=edition, number=7)
    assert "7" in examples.faults(edition)[0]


def test_a_form_that_cannot_be_read_is_a_fault(edition):
    example(edition)
    edition.form["steps"][0]["questions"][0]["kind"] = "nonsense"
    assert len(examples.faults(edition)) == 1


def test_running_writes_nothing(edition):
    kept = example(edition)
    before = Example.objects.values().get()
    examples.run(kept)
    assert Example.objects.values().get() == before


def test_examples_go_over_to_the_next_edition_once(edition):
    example(edition)
    following = EditionFactory(procedure=edition.procedure, number=3, published=False, form=edition.form)
    assert examples.carry_over(edition, following) == 1
    assert examples.carry_over(edition, following) == 0
    assert examples.faults(following) == []


@pytest.fixture
def kept(administrator_window, edition):
    """Try the form, answer its first step with something, and keep that under a name."""

    def keep(name: str, **typed: str):
        preview, add = address(edition, "preview"), address(edition, "example_add")
        start = {"owner": "self", "case": "1", "channel": "2", "action": "start"}
        step = administrator_window.post(preview, start).content.decode()
        typed = {"carried": hidden(step, "carried"), "action": "example"} | typed
        page = administrator_window.post(add, typed).content.decode()
        sent = {field: hidden(page, field) for field in ("form_token", "carried")}
        return administrator_window.post(add, sent | {"name": name, "action": "save"})

    return keep


def test_what_was_typed_in_the_preview_becomes_an_example(kept, edition):
    kept("Thiếu điện thoại", summary="Xin xác nhận")
    row = Example.objects.get()
    assert (row.name, row.answers["summary"], row.errors) == ("Thiếu điện thoại", "Xin xác nhận", ["phone"])


def test_an_example_without_a_name_is_not_kept(kept):
    assert 'data-error-for="name"' in kept(" ", summary="Xin").content.decode()
    assert not Example.objects.exists()


def test_the_page_shows_which_holds_and_which_breaks(administrator_window, edition):
    example(edition)
    example(edition, name="Hỏng", answers={})
    page = administrator_window.get(address(edition, "examples")).content.decode()
    assert page.count('data-example="good"') == page.count('data-example="broken"') == 1


def test_what_came_is_taken_over_by_a_person(administrator_window, edition):
    broken = example(edition, answers={})
    post_act(administrator_window, edition, broken, "accept")
    broken.refresh_from_db()
    assert broken.errors == ["phone", "summary"]


def test_an_example_is_taken_out(administrator_window, edition):
    post_act(administrator_window, edition, example(edition), "remove")
    assert not Example.objects.exists()


def post_act(browser, edition, example, action):
    url = address(edition, "examples")
    token = hidden(browser.get(url).content.decode(), "form_token")
    return browser.post(url, {"form_token": token, "example": example.pk, "action": action})
