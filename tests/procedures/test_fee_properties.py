"""What holds for every rule and every answer."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from procedures import fees
from procedures.models import Fee
from tests.procedures.priced import exemption, fee, priced, sum_of

amounts = st.integers(0, 10**9)
counts = st.integers(0, 10**5)
caps = st.none() | st.integers(0, 10**7)
percents = st.integers(1, 99)


@st.composite
def pages(draw: Any, cap: Any = caps) -> Fee:
    values = {"then": draw(st.integers(0, 10**5)), "from_page": draw(st.integers(2, 50)), "copies": "copies"}
    return fee(
        amount=draw(st.integers(0, 10**5)), rule=Fee.Rule.PAGES, quantity="n", rule_values=values | {"cap": draw(cap)}
    )


@st.composite
def bands(draw: Any) -> Fee:
    bounds = sorted(draw(st.sets(counts, max_size=5)))
    prices = sorted(draw(st.lists(amounts, min_size=len(bounds) + 1, max_size=len(bounds) + 1)))
    pairs = [list(pair) for pair in zip([*bounds, None], prices, strict=True)]
    return fee(amount=None, rule=Fee.Rule.BANDS, quantity="n", rule_values={"bands": pairs})


quantities = st.builds(
    lambda amount, beyond: fee(amount=amount, rule=Fee.Rule.QUANTITY, quantity="n", rule_values={"beyond": beyond}),
    amounts,
    st.integers(0, 5),
)
shares = st.builds(
    lambda permille, least, more: fee(
        amount=None,
        rule=Fee.Rule.SHARE,
        quantity="n",
        rule_values={"permille": permille, "least": least, "most": least + more},
    ),
    st.integers(0, 1000),
    amounts,
    amounts,
)
rules = quantities | pages() | bands() | shares
fixed = st.builds(lambda amount: fee(amount=amount), amounts)
answers = st.none() | st.text(max_size=5) | st.booleans() | counts | st.decimals(allow_nan=True) | st.lists(counts)


@given(rules, counts, counts)
def test_more_never_costs_less(rule, one, other):
    less, more = sorted([one, other])
    assert sum_of(rule, n=less, copies=2) <= sum_of(rule, n=more, copies=2)


@given(pages(cap=st.integers(0, 10**6)), counts, st.integers(0, 50))
def test_no_copy_costs_more_than_the_cap(rule, n, copies):
    assert sum_of(rule, n=n, copies=copies) <= rule.rule_values["cap"] * copies


@given(rules | fixed, answers, answers)
def test_whatever_is_answered_an_amount_is_whole_and_not_negative(rule, n, copies):
    amount = sum_of(rule, n=n, copies=copies)
    assert amount is None or (isinstance(amount, int) and amount >= 0)


@given(rules | fixed, answers)
def test_who_is_fully_exempt_pays_nothing(rule, n):
    assert sum_of(rule, exemptions=(exemption(),), n=n, exemption_group="ho-ngheo") == 0


@given(fixed, percents)
def test_an_exemption_takes_its_share_and_less_than_a_dong_more(rule, percent):
    paid = sum_of(rule, exemptions=(exemption(percent=percent),), exemption_group="ho-ngheo")
    assert 0 <= Decimal(rule.amount * (100 - percent)) / 100 - paid < 1


@given(st.lists(rules | fixed, min_size=1, max_size=5), counts)
def test_the_sum_is_the_sum_of_its_lines(rows, n):
    lines = priced(*rows, n=n, copies=1)
    assert fees.total(lines) == sum(line.amount for line in lines)
