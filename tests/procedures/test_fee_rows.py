"""How the fees of a record become rows: worked out where the province has done so, as listed where it has not."""

import json

import pytest
from django.conf import settings

from procedures import fees
from procedures.catalogue import refresh
from procedures.models import Edition, Fee, Procedure
from tests.procedures.nation import Nation, clean
from tests.procedures.priced import ON

pytestmark = pytest.mark.django_db
DEMO = json.loads((settings.BASE_DIR / "demo" / "procedures.json").read_text())
OWN = json.loads((settings.BASE_DIR / "demo" / "fees.json").read_text())


def read(*records) -> Edition:
    refresh(Nation(*records))
    return Procedure.objects.get(code=records[0]["MATTHC"]).current


def with_fees(*charges) -> Edition:
    way = {"KENH": "2", "THOIGIAN": [{"THOIGIANGIAIQUYET": "5", "DONVITINH": "Ngày", "PHILEPHI": list(charges)}]}
    return read(clean(MATTHC="9.000001", CACHTHUCTHUCHIEN=[way]))


def charge(amount: str, note: str = "") -> dict[str, str]:
    return {"MAPHILEPHI": "2", "SOTIEN": amount, "DONVI": "Đồng", "MOTA": note}


def test_several_amounts_of_a_record_are_kept_as_listed():
    edition = with_fees(charge("8000", "cấp mới"), charge("5000", "cấp lại"))
    assert {fee.rule for fee in edition.fees.all()} == {Fee.Rule.LISTED}


def test_the_same_amount_said_twice_is_one():
    edition = with_fees(charge("8000"), charge("8000"))
    assert edition.fees.get().rule == Fee.Rule.FIXED


@pytest.mark.parametrize("code", sorted(OWN))
def test_what_the_province_worked_out_has_no_fault(code):
    edition = read(next(record for record in DEMO if record["MATTHC"] == code))
    assert list(fees.faults(edition)) == []
    assert edition.provenance["fees"]["source"]


def test_an_exemption_of_one_fee_holds_on_every_channel():
    edition = read(next(record for record in DEMO if record["MATTHC"] == "2.000488"))
    said = {"copies": 3, fees.GROUP: "sinh-vien"}
    case = edition.cases.first()
    paid = [fees.total(fees.lines(edition.fees.all(), case=case, channel=by, answers=said, on=ON)) for by in "123"]
    assert paid == [105_000] * 3


def test_registering_a_business_costs_less_online():
    edition = read(next(record for record in DEMO if record["MATTHC"] == "2.001583"))
    case = edition.cases.first()
    paid = [fees.total(fees.lines(edition.fees.all(), case=case, channel=by, answers={}, on=ON)) for by in "12"]
    assert paid == [150_000, 100_000]


def test_what_was_worked_out_from_other_amounts_does_not_hold_any_more():
    edition = read(clean(MATTHC="2.000635"))
    assert {fee.rule for fee in edition.fees.all()} == {Fee.Rule.QUANTITY}
    other = read(clean(MATTHC="2.000815"))
    assert other.fees.get().rule == Fee.Rule.FIXED
