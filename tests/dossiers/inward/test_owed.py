"""What is to be paid for a dossier, asked by its code (protocols §7.5)."""

import pytest

from dossiers import withdrawing, workflow
from dossiers.act import Act
from dossiers.models import Dossier
from procedures.models import Channel, Fee
from tests.dossiers.inward.sending import FEE, said
from tests.law import law_rewritten

pytestmark = pytest.mark.django_db


@pytest.fixture
def priced(draft):
    with law_rewritten():
        for number, (kind, name, amount) in enumerate((("1", "Phí thẩm định", 100_000), ("2", "Lệ phí", 8_000)), 1):
            Fee.objects.create(
                edition=draft.edition, channel=Channel.ONLINE, number=number, kind=kind, name=name, amount=amount
            )
    return draft


@pytest.fixture
def received(priced, citizen, clerk) -> Dossier:
    workflow.perform(workflow.SUBMIT, priced, Act(citizen))
    workflow.perform(workflow.RECEIVE, priced, Act(clerk))
    return priced


def test_what_is_owed_is_said_line_by_line(received):
    code, bill = said({"MaHoSo": received.code}, FEE)
    assert code == 1
    lines = [(line["LoaiPhiLePhi"], line["TenPhiLePhi"], line["SoTien"]) for line in bill["PhiLePhi"]]
    assert lines == [("1", "Phí thẩm định", 100_000), ("2", "Lệ phí", 8_000)]


def test_the_bill_names_dossier_and_agency(received, commune):
    bill = said({"MaHoSo": received.code}, FEE)[1]
    assert (bill["MaHoSo"], bill["MaDonVi"], bill["MaTTHC"]) == (
        received.code, commune.code_2016, received.edition.procedure.code,
    )  # fmt: skip
    assert bill["MaTraCuuTT"].startswith(received.code)


def test_the_bill_names_nobody(received):
    assert "Trần Thị Hà" not in str(said({"MaHoSo": received.code}, FEE)[1])


def test_before_acceptance_nothing_is_owed(priced, citizen):
    workflow.perform(workflow.SUBMIT, priced, Act(citizen))
    assert said({"MaHoSo": priced.provisional_number}, FEE) == (0, [])


def test_nothing_is_owed_where_nothing_is_charged(dossier, clerk):
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    assert said({"MaHoSo": dossier.code}, FEE) == (0, [])


def test_after_the_withdrawal_nothing_is_owed(received, citizen, clerk):
    workflow.perform(withdrawing.ASK_WITHDRAWAL, received, Act(citizen, values={"note": "thôi"}))
    workflow.perform(withdrawing.CONFIRM_WITHDRAWAL, received, Act(clerk))
    assert said({"MaHoSo": received.code}, FEE) == (0, [])


@pytest.mark.parametrize("body", [{"MaHoSo": "000.00.01.H02-201130-9999"}, {}, {"MaHoSo": ["x"]}, b"{", []])
def test_an_unknown_dossier_is_an_error(received, body):
    assert said(body, FEE) == (-1, [])


def test_a_draft_is_no_dossier(priced):
    assert said({"MaHoSo": str(priced.uuid)}, FEE) == (-1, [])


def test_a_stranger_learns_nothing(received, client):
    assert client.post(FEE, {"MaHoSo": received.code}, content_type="application/json").status_code == 404
