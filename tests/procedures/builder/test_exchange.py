"""A form goes out as a file, comes back, or comes from another procedure; nothing hostile gets in."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from procedures.builder import shape
from tests.factories import ProcedureFactory
from tests.procedures.builder import desk
from tests.procedures.builder.desk import address, post

pytestmark = pytest.mark.django_db
GOOD = desk.form(desk.section(desk.question("reason", "long_text", max_length=500)))


def send(browser, edition, content):
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    upload = SimpleUploadedFile("form.json", body, content_type="application/json")
    return post(browser, address(edition, "exchange"), {"action": "import", "file": upload})


def test_what_was_exported_comes_back(administrator_window, edition):
    content = administrator_window.get(address(edition, "export")).content
    before = edition.form
    send(administrator_window, edition, GOOD)
    send(administrator_window, edition, content)
    edition.refresh_from_db()
    assert edition.form == before


def test_an_import_replaces_the_form(administrator_window, edition):
    assert send(administrator_window, edition, GOOD).status_code == 302
    edition.refresh_from_db()
    assert edition.form == GOOD


def question(**settings):
    return desk.form(desk.section(desk.question() | settings))


HOSTILE = [
    b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"owners": NaN}', b"[" * 100_000, b'{"a":' * 5000 + b"1" + b"}" * 5000,
    b'{"owners":["self"],"owners":["person"],"steps":[]}', b" " * (shape.BYTES_MAX + 1), {},
    {"owners": [], "steps": []}, {"owners": "self", "steps": []}, {"owners": ["self"], "steps": "x"},
    {"owners": ["self"], "steps": [5]}, {**GOOD, "__proto__": {}}, {**GOOD, "steps": GOOD["steps"] * 100},
    question(name=5), question(name="__class__.x"), question(kind="script"), question(kind=["text"]),
    question(label="chữ"), question(label={"vi": 1, "en": 2}), question(max_length="9"), question(required="no"),
    question(options=[1]), question(kind="choice", options=[{"value": 1, "label": {}}]), question(show=[1]),
    question(pattern="(a+)+$"), question(max_length=True), question(min={}), question(questions=[desk.question("x")]),
    question(hint={"vi": "a\x00b", "en": "x"}), question(label={"vi": "x" * 5000, "en": "y"}),
    desk.form(desk.section(desk.question(), desk.question())), question(name="version"),
]  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_no_form_changes_nothing_and_says_why(administrator_window, edition, content):
    before = edition.form
    answer = send(administrator_window, edition, content)
    edition.refresh_from_db()
    assert answer.status_code == 200
    assert 'data-error-for="file"' in answer.content.decode()
    assert edition.form == before


def test_faults_are_listed_by_their_place(administrator_window, edition):
    document = desk.form(desk.section(desk.question(), desk.question("x", "script"), name="one"))
    page = send(administrator_window, edition, document).content.decode()
    assert "phần 1, câu hỏi 2 (x)" in page


def test_a_script_in_a_label_stays_text(administrator_window, edition):
    send(administrator_window, edition, question(label={"vi": "<script>alert(1)</script>", "en": "{{ 7|add:1 }}"}))
    page = administrator_window.get(address(edition)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_form_is_copied_from_another_procedure(administrator_window, edition):
    other = ProcedureFactory(code="2.000001", current__form=GOOD)
    post(administrator_window, address(edition, "exchange"), {"action": "copy", "code": other.code})
    edition.refresh_from_db()
    assert edition.form == GOOD


def test_an_unknown_procedure_is_named_beside_the_field(administrator_window, edition):
    page = post(administrator_window, address(edition, "exchange"), {"action": "copy", "code": "9.999999"})
    assert 'data-error-for="code"' in page.content.decode()
