"""Conditions of papers, fees and exemptions: chosen from the questions of the form, shown in words."""

import pytest

from procedures.models import Case, Component, Edition
from tests.procedures.builder import desk as forms
from tests.procedures.desk.pages import at, errors, send, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking(draft):
    relation = forms.question("relation", "choice", options=[{"value": "cha", "label": {"vi": "Cha", "en": "Father"}}])
    Edition.objects.filter(pk=draft.pk).update(form=forms.form(forms.section(relation)))
    return draft


def line(number=0, **values):
    typed = {"level": "0", "what": "test", "question": "relation", "relation": "is", "value": "cha"} | values
    return {f"condition-{number}-{name}": value for name, value in typed.items()}


def test_a_paper_is_asked_for_only_where_an_answer_says_so(desk, asking):
    send(desk, at(asking, "paper_add"), name="Giấy nhận con", **line())
    assert asking.components.get().condition == {"question": "relation", "is": "cha"}


def test_the_list_says_the_condition_by_label_and_option(desk, asking):
    send(desk, at(asking, "paper_add"), name="Giấy nhận con", **line())
    assert "Chỉ khi “Nhãn relation” là “Cha”" in text_of(desk.get(at(asking, "papers")))


def test_channel_and_case_are_known_without_asking(desk, asking):
    Case.objects.filter(edition=asking).update(name="Cấp mới")
    way = line(question="channel", relation="is_not", value="2") | line(1, question="case", value="1")
    send(desk, at(asking, "fee_add"), amount="1", **way)
    assert asking.fees.first().condition["all"][0] == {"question": "channel", "is_not": "2"}
    said = text_of(desk.get(at(asking, "fees")))
    assert "Cách nộp hồ sơ không phải “trực tuyến” và Trường hợp là “Cấp mới”" in said


def test_a_value_the_question_does_not_have_is_refused_beside_it(desk, asking):
    response = send(desk, at(asking, "paper_add"), name="Giấy", **line(value="me"))
    assert "condition-0-value" in errors(response)
    assert "Hãy sửa các dòng được đánh dấu bên dưới" in text_of(response)
    assert not asking.components.exists()


def test_more_lines_keep_what_is_typed(desk, asking):
    response = send(desk, at(asking, "paper_add"), name="Giấy", action="more-condition", **line(value="me"))
    page = response.content.decode()
    assert 'value="me"' in page and 'name="condition-4-value"' in page and "Giấy</textarea>" in page


def test_a_condition_is_taken_away_line_by_line(desk, asking):
    paper = Component.objects.create(
        edition=asking, number=1, name="Giấy", condition={"question": "relation", "is": "cha"}
    )
    send(desk, at(asking, "paper", paper.pk), **{"condition-0-DELETE": "on"})
    paper.refresh_from_db()
    assert paper.condition == {}


def test_an_exemption_may_ask_for_the_group(desk, asking):
    group = line(question="exemption_group", value="hoc-sinh")
    known = {"name": "Học sinh", "percent": "50", "ground": "TT 1", "group": "hoc-sinh"}
    send(desk, at(asking, "exemption_add"), **known)
    response = send(desk, at(asking, "exemption", asking.exemptions.get().pk), **group)
    assert response.status_code == 302, errors(response)


def test_a_condition_of_a_question_no_longer_asked_is_a_fault_of_the_papers(desk, asking):
    Component.objects.create(edition=asking, number=1, name="Giấy", condition={"question": "gone", "is": "1"})
    page = desk.get(at(asking, "change")).content.decode()
    assert "gone" in page and f'href="{at(asking, "papers")}"' in page.split('id="sai"')[1]
