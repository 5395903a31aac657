"""Worked cases from the circulars (A14)."""

import pytest
from django.utils import translation

from procedures.models import Fee
from tests.procedures.priced import exemption, fee, priced, sum_of


@pytest.fixture(autouse=True)
def in_vietnamese():
    with translation.override("vi"):
        yield


def certified_copies() -> Fee:
    values = {"then": 1000, "from_page": 3, "cap": 200_000, "copies": "copies"}
    return fee(amount=2000, per="trang", rule=Fee.Rule.PAGES, quantity="pages", rule_values=values)


@pytest.mark.parametrize(
    ("pages", "copies", "amount"),
    [(1, 1, 2000), (2, 1, 4000), (3, 1, 5000), (3, 2, 10_000), (198, 1, 200_000), (500, 3, 600_000), (0, 1, 0)],
)
def test_certified_copies_by_circular_226(pages, copies, amount):
    assert sum_of(certified_copies(), pages=pages, copies=copies) == amount


def test_the_pages_are_explained_as_the_clerk_would():
    (line,) = priced(certified_copies(), pages=3, copies=2)
    assert line.explanation == "3 trang × 2 bản: 2 trang đầu 2.000 đ, 1 trang sau 1.000 đ = 10.000 đ"


def test_the_cap_is_explained_instead_of_the_pages():
    (line,) = priced(certified_copies(), pages=300, copies=2)
    assert line.explanation == "300 trang × 2 bản: nhiều nhất 200.000 đ mỗi bản = 400.000 đ"


def test_without_the_number_of_pages_the_rule_is_said_and_no_amount():
    (line,) = priced(certified_copies())
    assert (line.amount, line.missing) == (None, ("pages", "copies"))
    assert line.explanation == "2.000 đ mỗi trang, từ trang thứ 3 1.000 đ, nhiều nhất 200.000 đ mỗi bản"


def test_extracts_of_civil_status_by_the_copy():
    (line,) = priced(fee(amount=8000, per="bản", rule=Fee.Rule.QUANTITY, quantity="copies"), copies=3)
    assert (line.amount, line.explanation) == (24_000, "3 bản × 8.000 đ = 24.000 đ")


def criminal_record() -> tuple[Fee, Fee]:
    extra = {"rule": Fee.Rule.QUANTITY, "quantity": "copies", "rule_values": {"beyond": 2}}
    return (
        fee(pk=1, amount=200_000),
        fee(pk=2, amount=5000, number=2, condition={"question": "copies", "more_than": 2}, **extra),
    )


@pytest.mark.parametrize(("copies", "amount"), [(1, 200_000), (2, 200_000), (3, 205_000), (5, 215_000)])
def test_the_third_slip_of_a_criminal_record_costs_more(copies, amount):
    assert sum_of(*criminal_record(), copies=copies) == amount


@pytest.mark.parametrize(("group", "amount"), [("student", 100_000), ("poor", 0), ("other", 200_000)])
def test_students_pay_half_and_the_poor_nothing(group, amount):
    groups = (exemption(fee_id=1, group="student", percent=50), exemption(fee_id=1, group="poor"))
    assert sum_of(*criminal_record(), exemptions=groups, copies=1, exemption_group=group) == amount


@pytest.mark.parametrize(("area", "amount"), [("120.5", 50_000), (500, 50_000), ("500.1", 100_000)])
def test_bands_end_with_their_upper_bound(area, amount):
    bands = {"bands": [[500, 50_000], [None, 100_000]]}
    assert sum_of(fee(amount=None, rule=Fee.Rule.BANDS, quantity="area", rule_values=bands), area=area) == amount


@pytest.mark.parametrize(("value", "amount"), [(1_000_000, 50_000), (100_000_001, 500_000), (10**9, 1_000_000)])
def test_a_share_keeps_to_its_limits_and_drops_fractions(value, amount):
    settings = {"permille": 5, "least": 50_000, "most": 1_000_000}
    assert sum_of(fee(amount=None, rule=Fee.Rule.SHARE, quantity="price", rule_values=settings), price=value) == amount
