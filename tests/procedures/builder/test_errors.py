"""Errors stand beside the field, and nothing typed is lost."""

import pytest

from tests.procedures.builder.desk import address, conditions, post, words

pytestmark = pytest.mark.django_db


def refused(browser, edition, url, values) -> str:
    before = edition.form
    answer = post(browser, url, values)
    edition.refresh_from_db()
    assert answer.status_code == 200
    assert edition.form == before
    return answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "typed", "field"),
    [
        ("text", {"label_en": ""}, "label_en"),
        ("text", {"hint_vi": "Chỉ tiếng Việt"}, "hint_en"),
        ("text", {"name": "tên có dấu cách"}, "name"),
        ("text", {"name": "case"}, "name"),
        ("text", {"max_length": "0"}, "max_length"),
        ("text", {"locked": "on"}, "prefill"),
        ("number", {"min": "9", "max": "1"}, "max"),
        ("choice", {"options": ""}, "options"),
        ("choice", {"options": "a | Một"}, "options"),
        ("choice", {"options": "a | Một | One\na | Hai | Two"}, "options"),
        ("choice", {"options": "<b> | Một | One"}, "options"),
        ("computed", {"operation": "difference", "operands": "summary"}, "operands"),
        ("computed", {"operation": "age", "operands": "5"}, "operands"),
        ("computed", {"operation": "sum", "operands": "a + b"}, "operands"),
    ],
)
def test_the_error_stands_beside_the_field(administrator_window, edition, kind, typed, field):
    url = address(edition, "question_add", "0") + f"?loai={kind}"
    page = refused(administrator_window, edition, url, words("Câu hỏi mới", **typed))
    assert f'data-error-for="{field}"' in page
    assert 'value="Câu hỏi mới"' in page


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ({"question": "summary", "relation": "is", "value": ""}, "value"),
        ({"question": "summary", "relation": ""}, "relation"),
        ({"question": "", "relation": "is", "value": "x"}, "question"),
        ({"question": "channel", "relation": "is", "value": "9"}, "value"),
        ({"question": "nobody", "relation": "is", "value": "9"}, "question"),
        ({"what": "any"}, "what"),
        ({"level": 3, "question": "summary", "relation": "filled"}, "level"),
    ],
)
def test_the_error_stands_beside_the_line(administrator_window, edition, line, field):
    url = address(edition, "question", "1.0")
    page = refused(administrator_window, edition, url, words("Điện thoại", name="phone", **conditions(show=[line])))
    assert f'data-error-for="show-0-{field}"' in page


def test_a_name_used_twice_is_refused(administrator_window, edition):
    url = address(edition, "question_add", "0") + "?loai=text"
    page = refused(administrator_window, edition, url, words("Lần nữa", name="summary"))
    assert 'value="Lần nữa"' in page


def test_more_lines_keep_what_was_typed(administrator_window, edition):
    url = address(edition, "question", "1.0")
    line = {"question": "summary", "relation": "is", "value": "chưa lưu"}
    typed = words("Điện thoại bàn", **conditions(show=[line]))
    page = refused(administrator_window, edition, url, {**typed, "action": "more-show"})
    assert 'value="chưa lưu"' in page
    assert 'name="show-3-question"' in page
