from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import engines
from django.utils import translation


class Paper(forms.Form):
    name = forms.CharField(label="Họ và tên", error_messages={"required": "Nhập họ và tên"})
    sex = forms.ChoiceField(label="Giới tính", choices=[("0", "Nữ"), ("1", "Nam")], widget=forms.RadioSelect)
    copies = forms.IntegerField(label="Số bản", required=False, error_messages={"invalid": "Nhập một số"})
    scan = forms.FileField(label="Giấy chứng sinh", required=False)


def draw(source: str, **context: object) -> str:
    with translation.override("vi"):
        return engines["django"].from_string(source).render(context)


def test_an_error_stands_at_its_field_under_the_fields_name() -> None:
    page = draw("{{ form }}", form=Paper({}))
    assert 'data-error-for="name"' in page
    assert 'aria-describedby="id_name_error"' in page


@pytest.mark.parametrize("anchor", ["#id_name", "#id_sex_0"])
def test_the_summary_links_to_the_first_control_of_each_field(anchor: str) -> None:
    assert f'href="{anchor}"' in draw("{% error_summary form %}", form=Paper({}))


def test_there_is_no_summary_without_errors() -> None:
    assert draw("{% error_summary form %}", form=Paper()).strip() == ""


def test_a_mistyped_number_is_shown_again_as_it_was_typed() -> None:
    page = draw("{{ form }}", form=Paper({"copies": "12a"}))
    assert 'value="12a"' in page
    assert 'type="number"' not in page


def test_what_a_file_may_be_stands_beside_its_control() -> None:
    assert "Ảnh chụp (JPEG, PNG, HEIC) hoặc PDF, mỗi tệp tối đa 10 MB" in draw(
        "{{ form.scan.as_field_group }}", form=Paper()
    )


def test_the_browsers_own_bubbles_are_kept_away() -> None:
    assert " required" not in draw("{{ form }}", form=Paper())


def test_a_moment_is_told_by_the_provinces_clock() -> None:
    assert draw("{{ at|moment }}", at=datetime(2020, 12, 4, 10, 0, tzinfo=UTC)) == "17:00 thứ Sáu, 04/12/2020"


def test_a_day_names_its_weekday() -> None:
    assert draw("{{ on|day }}", on=date(2020, 12, 6)) == "Chủ nhật, 06/12/2020"


@pytest.mark.parametrize(("amount", "shown"), [(150000, "150.000 đ"), (0, "0 đ"), (None, "")])
def test_money_is_whole_dong(amount: int | None, shown: str) -> None:
    assert draw("{{ amount|money }}", amount=amount) == shown


def test_pages_keep_what_was_searched() -> None:
    page = draw('{% pages 2 9 "q=khai+sinh&trang=2" %}')
    assert 'href="?q=khai+sinh&amp;trang=3"' in page
    assert "trang=2" not in page


def test_every_national_status_has_a_tone_and_its_words() -> None:
    for code in range(1, 11):
        assert "Đang xử lý" in draw("{% status_tag code 'Đang xử lý' %}", code=code)


def test_values_are_escaped() -> None:
    assert "<b>" not in draw("{% facts rows %}{% empty_state text %}", rows=[("<b>", "<b>")], text="<b>")
