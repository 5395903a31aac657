"""The copy of one's data tells of one's money, line by line."""

import pytest

from dossiers.own_data import contents, package

pytestmark = pytest.mark.django_db


def test_what_was_asked_paid_receipted_and_goes_back_stands_there(refund, citizen):
    found = contents.everything(citizen)
    (told,) = [one["money"] for one in found["dossiers"]]
    assert {line["what"] for line in told} == {"Khoản phải nộp", "Lượt trả tiền", "Biên lai", "Hoàn tiền"}
    receipt = next(line for line in told if line["what"] == "Biên lai")
    assert (receipt["amount"], receipt["number"][-7:]) == (8_000, "0000001")


def test_it_is_a_table_too(refund, citizen):
    rows = package.tables(contents.everything(citizen))["tien"]
    assert [row[1] for row in rows[1:]].count("Biên lai") == 1


def test_nothing_of_other_peoples(refund, other_citizen):
    assert contents.everything(other_citizen)["dossiers"] == []
