"""Which fees apply, and what stays unknown."""

from datetime import date

from procedures import fees
from procedures.models import Case, Channel, Fee
from tests.procedures.priced import exemption, fee, priced, sum_of


def test_an_amount_nobody_stated_is_not_free():
    assert sum_of(fee(amount=None)) is None


def test_one_unknown_part_makes_the_sum_unknown():
    assert sum_of(fee(), fee(amount=None)) is None


def test_no_fee_stated_is_not_free_either():
    assert sum_of() is None


def test_a_notice_that_comes_later_has_no_amount_yet():
    assert sum_of(fee(rule=Fee.Rule.NOTICE)) is None


def test_several_published_amounts_are_never_added_up():
    assert sum_of(fee(rule=Fee.Rule.LISTED), fee(rule=Fee.Rule.LISTED, amount=5000)) is None


def test_a_full_exemption_makes_even_an_unknown_amount_nought():
    assert sum_of(fee(amount=None), exemptions=(exemption(),), exemption_group="ho-ngheo") == 0


def test_of_several_exemptions_the_greatest_counts_alone():
    both = (exemption(percent=30), exemption(group="student", percent=50))
    assert sum_of(fee(amount=1000), exemptions=both, exemption_group=["ho-ngheo", "student"]) == 500


def test_an_exemption_with_a_condition_asks_no_group():
    on_time = exemption(condition={"question": "days", "at_most": 60})
    assert sum_of(fee(), exemptions=(on_time,), days=60) == 0
    assert sum_of(fee(), exemptions=(on_time,), days=61) == 8000


def test_an_exemption_of_another_fee_does_not_count():
    one = exemption(fee_id=7)
    assert sum_of(fee(pk=1), exemptions=(one,), exemption_group="ho-ngheo") == 8000


def test_a_fee_whose_condition_does_not_hold_is_not_charged():
    late = fee(condition={"question": "late", "is": "yes"})
    assert sum_of(late, late="no") == 0
    assert sum_of(late, late="yes") == 8000


def test_a_condition_may_ask_for_the_case_and_the_channel():
    assert sum_of(fee(condition={"all": [{"question": "case", "is": 1}, {"question": "channel", "is": "2"}]})) == 8000


def test_only_the_fees_of_the_day_count():
    old = fee(amount=5000, valid_until=date(2020, 11, 30))
    new = fee(amount=7000, valid_from=date(2020, 12, 1))
    assert [sum_of(old, new, on=date(2020, 11, 30)), sum_of(old, new, on=date(2020, 12, 1))] == [5000, 7000]


def test_only_the_fees_of_the_channel_and_case_count():
    elsewhere = fee(amount=1, channel=Channel.COUNTER), fee(amount=2, case=Case(pk=9, number=2))
    assert [line.amount for line in priced(fee(), *elsewhere)] == [8000]


def test_a_bad_rule_has_no_amount():
    assert sum_of(fee(rule=Fee.Rule.BANDS, rule_values={"bands": "all"})) is None


def test_the_questions_a_fee_depends_on_are_known():
    row = fee(rule=Fee.Rule.QUANTITY, quantity="copies", condition={"question": "late", "is": "yes"})
    assert fees.asks([row, row]) == ["late", "copies"]
