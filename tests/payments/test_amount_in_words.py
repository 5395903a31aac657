"""Sums spelt out as receipts do (TT 303/2016)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.amount_in_words import DIGITS, dong

SPELT = {
    0: "Không đồng",
    4: "Bốn đồng",
    10: "Mười đồng",
    14: "Mười bốn đồng",
    15: "Mười lăm đồng",
    21: "Hai mươi mốt đồng",
    24: "Hai mươi tư đồng",
    105: "Một trăm linh năm đồng",
    8_000: "Tám nghìn đồng",
    50_000: "Năm mươi nghìn đồng",
    115_000: "Một trăm mười lăm nghìn đồng",
    1_000_000: "Một triệu đồng",
    1_000_005: "Một triệu không trăm linh năm đồng",
    1_250_000: "Một triệu hai trăm năm mươi nghìn đồng",
    2_005_010: "Hai triệu không trăm linh năm nghìn không trăm mười đồng",
    71_004_501: "Bảy mươi mốt triệu không trăm linh bốn nghìn năm trăm linh một đồng",
    1_000_000_000: "Một tỷ đồng",
    3_000_000_021: "Ba tỷ không trăm hai mươi mốt đồng",
    1_234_000_000_000: "Một nghìn hai trăm ba mươi tư tỷ đồng",
}


@pytest.mark.parametrize(("amount", "words"), SPELT.items())
def test_it_is_spelt_as_a_person_would(amount, words):
    assert dong(amount) == words


VALUES = {word: number for number, word in enumerate(DIGITS)} | {"mốt": 1, "tư": 4, "lăm": 5}


def read(words: str) -> int:
    """The other way round, by another method: word by word, as a listener adds them up."""
    whole = group = digit = 0
    for word in words.lower().removesuffix(" đồng").split():
        if word in VALUES:
            digit = VALUES[word]
        elif word in ("trăm", "mươi", "mười"):
            group, digit = group + {"trăm": 100, "mươi": 10}.get(word, 0) * digit + 10 * (word == "mười"), 0
        elif word in ("nghìn", "triệu"):
            whole, group, digit = whole + (group + digit) * {"nghìn": 10**3, "triệu": 10**6}[word], 0, 0
        elif word == "tỷ":
            whole, group, digit = (whole + group + digit) * 10**9, 0, 0
    return whole + group + digit


@given(st.integers(0, 10**15))
def test_whoever_hears_it_knows_the_sum(amount):
    assert read(dong(amount)) == amount


def test_nothing_is_received_that_is_less_than_nothing():
    with pytest.raises(ValueError, match="less"):
        dong(-1)
