"""Citizens read plain words; what is not plain is found, wherever it stands."""

import pytest
from django.core.management import call_command

from portal.management.commands.plain_words import faults, strings, texts, words

LISTED = words()


def test_all_that_citizens_read_is_in_plain_words():
    call_command("plain_words")


@pytest.mark.parametrize("text", ["Nộp TTHC qua mạng", "Hệ thống ghi nhận hồ sơ", "Bấm vào đây", "Mã CSDL."])
def test_officialese_is_found(text):
    assert len(list(faults([("nơi", text)]))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Nộp hồ sơ",
        "Đã gửi lúc 9:00",
        "Cơ sở dữ liệu quốc gia về dân cư",
        "Số 12/TTHC-BC",
        "Tờ lưu trữ",
        "Bản nháp theo quy định mới",
    ],
)
def test_plain_words_names_and_numbers_are_let_be(text):
    assert list(faults([("nơi", text)])) == []


def test_what_is_found_comes_with_the_place_and_the_plain_word():
    (fault,) = faults([("trang.html", "Chọn TTHC cần nộp")])
    assert fault.startswith("trang.html") and "thủ tục" in fault


def test_of_several_the_longest_is_named():
    (fault,) = faults([("nơi", "Hệ thống ghi nhận")])
    assert "“hệ thống ghi nhận”" in fault


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("templates/components/footer.html", "Văn phòng Ủy ban nhân dân tỉnh"),
        ("procedures/locale/vi/LC_MESSAGES/django.po", "Bạn nhận được gì"),
        ("dossiers/locale/vi/LC_MESSAGES/django.po", "Giấy tờ đã nộp"),
        ("portal/locale/vi/LC_MESSAGES/django.po", "Bạn cần đăng nhập lại"),
        ("demo/forms/1.001193.json", "Họ, chữ đệm, tên"),
        ("procedures/life_events.json", "Sinh con"),
        ("procedures/guides.json", "Nộp hồ sơ đăng ký khai sinh từ nhà"),
    ],
)
def test_everything_that_citizens_read_is_looked_at(place, said):
    assert any(where == place and said in text for where, text in texts())


def test_what_officials_read_is_not():
    assert not any("Nhập và xuất" in text for _where, text in texts())


def test_no_word_stands_twice_and_each_has_another():
    assert len({entry.word.lower() for entry in LISTED}) == len(LISTED) >= 80
    assert all(entry.instead and not entry.is_in(entry.instead) for entry in LISTED)


def test_of_a_form_only_the_vietnamese_is_read():
    assert list(strings({"label": {"vi": "Tệp", "en": "File"}, "options": ["Có"]})) == ["Tệp", "Có"]
