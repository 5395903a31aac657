"""What is wrong with the fees of a draft is said before it can be published."""

from datetime import date

import pytest

from procedures import fees
from procedures.models import Channel, Edition, Exemption, Fee
from tests.factories import ProcedureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rewritable")]


@pytest.fixture
def edition() -> Edition:
    """Asks for a number of copies and a name."""
    copies = {"name": "copies", "kind": "number", "label": {"vi": "Số bản", "en": "Copies"}}
    name = {"name": "name", "kind": "text", "label": {"vi": "Tên", "en": "Name"}}
    step = {"name": "one", "title": {"vi": "Một", "en": "One"}, "questions": [copies, name]}
    form = {"owners": ["self"], "steps": [step]}
    return ProcedureFactory(current__form=form, current__state=Edition.State.DRAFT).current


def charge(edition: Edition, **values) -> Fee:
    return Fee.objects.create(
        **{"edition": edition, "channel": Channel.ONLINE, "number": 1, "name": "Lệ phí", "amount": 8000} | values
    )


def faults(edition: Edition) -> str:
    return "; ".join(fees.faults(edition))


def test_a_plain_fee_has_no_fault(edition):
    charge(edition, rule=Fee.Rule.QUANTITY, quantity="copies")
    assert faults(edition) == ""


def test_a_question_the_form_does_not_ask_is_named(edition):
    charge(edition, rule=Fee.Rule.QUANTITY, quantity="pages")
    charge(edition, channel=Channel.COUNTER, condition={"question": "late", "is": "yes"})
    assert "“pages”" in faults(edition)
    assert "“late”" in faults(edition)


def test_a_quantity_that_is_no_number_is_refused(edition):
    charge(edition, rule=Fee.Rule.QUANTITY, quantity="name")
    assert "“name”" in faults(edition)


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        (Fee.Rule.PAGES, {"then": 1000}),
        (Fee.Rule.PAGES, {"then": -1, "from_page": 3}),
        (Fee.Rule.BANDS, {"bands": [[500, 1], [100, 2], [None, 3]]}),
        (Fee.Rule.BANDS, {"bands": [[500, 1]]}),
        (Fee.Rule.SHARE, {"permille": 1001}),
        (Fee.Rule.SHARE, {"permille": 5, "least": 2, "most": 1}),
        (Fee.Rule.QUANTITY, {"beyond": "two"}),
        (Fee.Rule.QUANTITY, []),
    ],
)
def test_settings_that_are_not_of_the_rule_are_refused(edition, rule, values):
    charge(edition, rule=rule, quantity="copies", rule_values=values)
    assert faults(edition)


def test_a_condition_that_cannot_be_read_is_refused(edition):
    charge(edition, condition={"question": "copies", "like": 3})
    assert faults(edition)


def test_two_amounts_of_the_same_day_are_refused(edition):
    charge(edition, valid_until=date(2020, 12, 31))
    charge(edition, valid_from=date(2020, 12, 31))
    assert "31/12/2020" in faults(edition)


def test_amounts_that_follow_each_other_are_fine(edition):
    charge(edition, valid_until=date(2020, 12, 31))
    charge(edition, valid_from=date(2021, 1, 1))
    assert faults(edition) == ""


def test_an_exemption_may_ask_for_the_group_and_for_known_questions_only(edition):
    Exemption.objects.create(edition=edition, group="a", condition={"question": fees.GROUP, "is": "a"}, ground="Luật")
    Exemption.objects.create(edition=edition, group="b", condition={"question": "age", "at_most": 6}, ground="Luật")
    assert list(fees.faults(edition)) == ["; ".join(fees.faults(edition))]
    assert "“age”" in faults(edition)


def test_an_exemption_of_another_editions_fee_is_refused(edition):
    other = charge(ProcedureFactory().current)
    Exemption.objects.create(edition=edition, fee=other, group="a", ground="Luật")
    assert faults(edition)
