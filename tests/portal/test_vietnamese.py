"""Text without marks for finding, and in the order of Vietnamese dictionaries."""

import pytest

from portal.vietnamese import findable, marked, plain, sort_key


@pytest.mark.parametrize("text", ["Hòa giải", "hoà giải", "HÒA  GIẢI!", "Ho\u0300a gia\u0309i"])
def test_marks_and_their_places_make_no_difference(text):
    assert plain(text) == "hoa giai"


def test_crossed_d_is_a_d():
    assert plain("Đường bộ") == "duong bo"


@pytest.mark.parametrize(("one", "other"), [("đăng ký", "đăng kí"), ("lý lịch", "lí lịch"), ("quý", "quí")])
def test_y_and_i_are_alike_where_both_are_written(one, other):
    assert findable(one) == findable(other)


def test_y_after_a_vowel_stays():
    assert findable("xây máy quay") == "xay may quay"


def test_names_sort_as_in_a_dictionary():
    names = ["An", "Ăn", "Ân", "Ất", "Bình", "Dung", "Đào", "e", "Ê", "Ông", "Ơn", "Sơn", "Ươm", "z"]
    assert sorted(set(names), key=sort_key) == names


def test_tones_decide_between_equal_letters_only():
    assert sorted(["Mạ", "Má", "Mã", "Mả", "Mà", "Ma", "Màn"], key=sort_key) == [
        "Ma",
        "Mà",
        "Mả",
        "Mã",
        "Má",
        "Mạ",
        "Màn",
    ]


@pytest.mark.parametrize(("one", "other"), [("hòa", "hoà"), ("ký", "kí"), ("Thuỷ  LỢI", "thủy lợi"), ("quỷ", "qủy")])
def test_marks_are_compared_wherever_they_stand(one, other):
    assert marked(one) == marked(other)


@pytest.mark.parametrize("text", ["Hòa giải, 12/4 thủy lợi!", "ký tự – ngoặc (đơn)", "1.001193.H02"])
def test_there_is_a_marked_word_for_every_plain_one(text):
    assert len(marked(text).split()) == len(findable(text).split())


def test_words_differ_by_their_marks():
    assert len({marked(word) for word in ("ma", "má", "mà", "mạ", "mâ", "mấ")}) == 6
