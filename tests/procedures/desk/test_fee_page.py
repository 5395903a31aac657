"""How a fee comes about is chosen and filled in, never written as JSON; only what the rule asks for counts."""

import pytest

from procedures import fee_reading
from procedures.models import Edition, Fee
from tests.procedures.builder import desk as forms
from tests.procedures.desk.pages import at, errors, opened, send, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def counting(draft):
    """A form that asks for numbers."""
    asked = [forms.question("pages", "number"), forms.question("copies", "number"), forms.question("value", "money")]
    Edition.objects.filter(pk=draft.pk).update(form=forms.form(forms.section(*asked, forms.question("note"))))
    draft.refresh_from_db()
    return draft


def bands(*rows):
    sent = {"bands-TOTAL_FORMS": str(len(rows)), "bands-INITIAL_FORMS": "0"}
    for number, (bound, amount) in enumerate(rows):
        sent |= {f"bands-{number}-up_to": bound, f"bands-{number}-amount": amount}
    return sent


def stored(edition):
    fee = edition.fees.first()
    return fee.amount, fee.quantity, fee.rule_values


CASES = {
    "fixed": ({"amount": "150.000", "per": "giấy phép"}, (150_000, "", {})),
    "quantity": (
        {"amount": "8 000", "quantity": "copies", "beyond": "2"}, (8000, "copies", {"beyond": 2}),
    ),
    "pages": (
        {"amount": "2000", "then": "1000", "from_page": "3", "cap": "200.000", "quantity": "pages", "copies": "copies"},
        (2000, "pages", {"then": 1000, "from_page": 3, "cap": 200_000, "copies": "copies"}),
    ),
    "share": (
        {"percent": "0,5", "least": "10.000", "quantity": "value"}, (None, "value", {"permille": 5, "least": 10_000}),
    ),
    "bands": (
        {"quantity": "value"} | bands(("1.000.000", "10.000"), ("2500000,5", "20.000"), ("", "30.000")),
        (None, "value", {"bands": [[1_000_000, 10_000], ["2500000.5", 20_000], [None, 30_000]]}),
    ),
    "notice": ({"amount": "5"}, (None, "", {})),
    "listed": ({"amount": "50.000"}, (50_000, "", {})),
}  # fmt: skip


@pytest.mark.parametrize("rule", CASES)
def test_every_rule_is_filled_in(desk, counting, rule):
    typed, expected = CASES[rule]
    response = send(desk, at(counting, "fee_add"), rule=rule, **typed)
    assert response.status_code == 302, errors(response)
    assert stored(counting) == expected
    assert fee_reading.read(counting.fees.first())


@pytest.mark.parametrize("rule", CASES)
def test_what_is_stored_is_shown_and_sent_back_unchanged(desk, counting, rule):
    typed, expected = CASES[rule]
    send(desk, at(counting, "fee_add"), rule=rule, **typed)
    response = send(desk, at(counting, "fee", counting.fees.first().pk))
    assert response.status_code == 302, errors(response)
    assert stored(counting) == expected


WRONG = {
    "quantity": ({"amount": ""}, "amount"),
    "pages": ({"amount": "1", "then": "", "from_page": "3"}, "then"),
    "share": ({"percent": "101", "quantity": "value"}, "percent"),
    "bands": ({"quantity": ""} | bands(("", "1")), "quantity"),
}


@pytest.mark.parametrize("rule", WRONG)
def test_what_a_rule_misses_stands_beside_the_field(desk, counting, rule):
    typed, field = WRONG[rule]
    response = send(desk, at(counting, "fee_add"), rule=rule, **typed)
    assert field in errors(response) and not counting.fees.exists()


BAD_BANDS = [
    ([("10", "1"), ("5", "2"), ("", "3")], "bands-1-up_to"),
    ([("10", "1"), ("20", "2")], "bands-1-up_to"),
    ([("", "1"), ("", "2")], "bands-0-up_to"),
    ([("10", ""), ("", "2")], "bands-0-amount"),
    ([], "bands"),
]


@pytest.mark.parametrize(("rows", "field"), BAD_BANDS)
def test_bands_that_make_no_sense_are_told_beside_the_row(desk, counting, rows, field):
    response = send(desk, at(counting, "fee_add"), rule="bands", quantity="value", **bands(*rows))
    assert field in errors(response) and not counting.fees.exists()


def test_more_bands_keep_what_is_typed(desk, counting):
    typed = {"rule": "bands", "name": "Lệ phí trước bạ", "action": "more-bands"}
    response = send(desk, at(counting, "fee_add"), **typed, **bands(("10", "abc")))
    page = response.content.decode()
    assert 'value="abc"' in page and 'value="Lệ phí trước bạ"' in page and 'name="bands-3-amount"' in page


def test_what_another_rule_asks_does_not_hinder(desk, counting):
    response = send(desk, at(counting, "fee_add"), rule="fixed", amount="5000", percent="abc", **bands(("x", "y")))
    assert response.status_code == 302
    assert stored(counting) == (5000, "", {})


def test_only_questions_answered_by_a_number_are_offered(desk, counting):
    form = desk.get(at(counting, "fee_add")).context["form"]
    assert [name for name, _label in form.fields["quantity"].choices] == ["", "pages", "copies", "value"]


def test_a_question_no_longer_asked_stays_to_be_seen(desk, draft):
    fee = Fee.objects.create(edition=draft, channel="2", number=1, amount=1, rule="quantity", quantity="gone")
    assert "không còn nữa: gone" in text_of(desk.get(at(draft, "fee", fee.pk)))


def test_a_rule_that_cannot_be_read_is_told_in_the_list(desk, draft):
    Fee.objects.create(edition=draft, channel="2", number=1, rule="bands", quantity="value", rule_values={})
    assert "bands" in text_of(desk.get(at(draft, "fees")))


def test_days_out_of_order_are_told(desk, draft):
    response = send(desk, at(draft, "fee_add"), amount="1", valid_from="02/01/2021", valid_until="01/01/2021")
    assert "valid_until" in errors(response)


def test_no_json_is_ever_shown(desk, counting):
    send(desk, at(counting, "fee_add"), rule="bands", **CASES["bands"][0])
    page = desk.get(at(counting, "fee", counting.fees.first().pk)).content.decode()
    assert "{" not in page.split("<main", 1)[1]
    assert opened(desk, at(counting, "fee_add"))["form_token"]
