"""Each act on sections and questions, through the pages of a catalogue administrator."""

import pytest

from tests.procedures.builder.desk import address, conditions, post, words

pytestmark = pytest.mark.django_db
SECTION = {"title_vi": "Người cha", "title_en": "The father", **conditions(), "action": "save"}


def names(edition) -> list[list[str]]:
    edition.refresh_from_db()
    return [[question["name"] for question in step["questions"]] for step in edition.form["steps"]]


def test_the_overview_shows_every_question(administrator_window, edition):
    page = administrator_window.get(address(edition)).content.decode()
    assert all(f"Nhãn {name}" in page for name in ("summary", "note", "phone"))


def test_a_section_is_added_at_the_end(administrator_window, edition):
    post(administrator_window, address(edition, "section_add"), SECTION)
    assert names(edition) == [["summary", "note"], ["phone"], []]
    assert edition.form["steps"][2]["name"] == "nguoi_cha"


def test_a_section_is_edited_and_keeps_its_questions(administrator_window, edition):
    post(administrator_window, address(edition, "section", "0"), {**SECTION, "name": "request"})
    assert names(edition)[0] == ["summary", "note"]
    assert edition.form["steps"][0]["title"] == {"vi": "Người cha", "en": "The father"}


def test_a_question_is_added_under_a_name_of_its_label(administrator_window, edition):
    post(administrator_window, address(edition, "question_add", "0") + "?loai=date", words("Ngày sinh", past="on"))
    assert names(edition)[0] == ["summary", "note", "ngay_sinh"]
    assert edition.form["steps"][0]["questions"][2]["past"] is True


def test_a_question_is_edited_where_it_stands(administrator_window, edition):
    post(administrator_window, address(edition, "question", "0.1"), words("Ghi chú", name="note", max_length="40"))
    assert names(edition)[0] == ["summary", "note"]
    assert edition.form["steps"][0]["questions"][1]["max_length"] == 40


def test_options_are_typed_one_a_line(administrator_window, edition):
    options = "nam | Nam | Male\nnu | Nữ | Female"
    post(administrator_window, address(edition, "question_add", "1") + "?loai=choice", words("Giới", options=options))
    edition.refresh_from_db()
    kept = edition.form["steps"][1]["questions"][1]["options"]
    assert kept[1] == {"value": "nu", "label": {"vi": "Nữ", "en": "Female"}}


def test_another_kind_brings_its_own_settings(administrator_window, edition):
    page = administrator_window.get(address(edition, "question", "0.0") + "?loai=number").content.decode()
    assert 'name="min"' in page
    assert 'name="max_length"' not in page


@pytest.mark.parametrize(
    ("place", "action", "after"),
    [
        ("0.1", "up", [["note", "summary"], ["phone"]]),
        ("0.0", "down", [["note", "summary"], ["phone"]]),
        ("0.0", "up", [["summary", "note"], ["phone"]]),
        ("1", "up", [["phone"], ["summary", "note"]]),
        ("0.0", "remove", [["note"], ["phone"]]),
        ("1", "remove", [["summary", "note"]]),
    ],
)
def test_what_stands_there_is_moved_or_taken_out(administrator_window, edition, place, action, after):
    post(administrator_window, address(edition), {"place": place, "action": action})
    assert names(edition) == after


def test_the_last_change_is_undone(administrator_window, edition):
    post(administrator_window, address(edition), {"place": "0", "action": "remove"})
    post(administrator_window, address(edition), {"action": "undo"})
    assert names(edition) == [["summary", "note"], ["phone"]]


def test_owners_are_chosen(administrator_window, edition):
    post(administrator_window, address(edition, "owners"), {"owners": ["self", "business"]})
    edition.refresh_from_db()
    assert edition.form["owners"] == ["self", "business"]


def test_a_place_that_is_not_there_leads_back(administrator_window, edition):
    for place in ("9", "0.9", "x", "0.0.0.5", "-1"):
        page = administrator_window.get(address(edition, "question", place))
        assert page.headers["Location"] == address(edition)
