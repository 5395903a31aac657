"""What is to be paid for a dossier, asked by its code at the national portal (protocols §7.5)."""

import json
from typing import Any

import pytest
from django.urls import reverse

from dossiers import withdrawing, workflow
from dossiers.act import Act
from payments.models import Attempt
from tests.dossiers.inward.sending import said
from tests.payments import money

pytestmark = pytest.mark.django_db
LOOK_UP = reverse("payplat_look_up")
NOTHING, UNKNOWN = (0, []), (-1, [])


def asked(code: Any) -> tuple[int, Any]:
    return said({"MaHoSo": code}, LOOK_UP)


def test_the_nation_learns_what_is_to_pay(owed):
    code, bill = asked(owed.dossier.code)
    assert (code, bill["SoTien"]) == (1, str(money.FEE))
    assert [(line["LoaiPhiLePhi"], line["TenPhiLePhi"], line["SoTien"]) for line in bill["PhiLePhi"]] == [
        ("2", "Lệ phí hộ tịch", "8000")
    ]


def test_the_bill_names_dossier_agency_and_account(owed, settings):
    bill, dossier = asked(owed.dossier.code)[1], owed.dossier
    assert (bill["MaHoSo"], bill["MaDonVi"], bill["MaTTHC"]) == (
        dossier.code, dossier.agency.code_2016, dossier.edition.procedure.code,
    )  # fmt: skip
    assert bill["TKThuHuong"] == settings.PAYPLAT.account
    assert bill["MaTraCuuTT"].startswith(dossier.code)


def test_the_bill_names_nobody_in_full(owed):
    assert "Trần" not in json.dumps(asked(owed.dossier.code), ensure_ascii=False)


@pytest.mark.parametrize("name", ["provisional_number", "code"])
def test_every_number_of_the_dossier_finds_it(owed, name):
    assert asked(getattr(owed.dossier, name))[0] == 1


def test_asking_again_makes_no_second_order(owed):
    for _ in range(3):
        asked(owed.dossier.code)
    assert Attempt.objects.count() == 1


def test_what_is_paid_is_nothing_to_pay(client, attempt):
    client.post(reverse("payplat_confirm"), money.confirmation(attempt), content_type="application/json")
    assert asked(attempt.request.dossier.code) == NOTHING


def test_before_acceptance_nothing_is_owed(draft, citizen):
    money.charge(draft.edition)
    workflow.perform(workflow.SUBMIT, draft, Act(citizen))
    assert asked(draft.provisional_number) == NOTHING


def test_where_nothing_is_charged_nothing_is_owed(dossier, clerk):
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    assert asked(dossier.code) == NOTHING


def test_after_the_withdrawal_nothing_is_owed(owed, citizen, clerk):
    workflow.perform(withdrawing.ASK_WITHDRAWAL, owed.dossier, Act(citizen, values={"note": "thôi"}))
    workflow.perform(withdrawing.CONFIRM_WITHDRAWAL, owed.dossier, Act(clerk))
    assert asked(owed.dossier.code) == NOTHING


@pytest.mark.parametrize("body", [{"MaHoSo": "000.00.01.H02-201130-9999"}, {"MaHoSo": ""}, {}, {"MaHoSo": 7}, b"{", []])
def test_an_unknown_dossier_is_an_error(owed, body):
    assert said(body, LOOK_UP) == UNKNOWN


def test_a_draft_is_no_dossier(draft):
    assert asked(str(draft.uuid)) == UNKNOWN


def test_a_stranger_learns_nothing(client, owed):
    assert client.post(LOOK_UP, {"MaHoSo": owed.dossier.code}, content_type="application/json").status_code == 404
