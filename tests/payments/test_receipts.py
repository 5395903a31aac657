"""Receipts on paper: what they say, struck out, replaced, reprinted, checked; numbers without gap (TT 303/2016)."""

import pytest
from django.test import Client
from django.urls import reverse

from dossiers.act import Act, NotYours
from payments import balances
from payments.models import Receipt, ReceiptCopy, ReceiptPaper
from payments.receipts import papers, voiding
from payments.settlement import settle
from portal.notices.models import Notice
from tests.payments import money
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
WHY = {"note": "Ghi sai tên người nộp"}


@pytest.fixture
def receipt(attempt) -> Receipt:
    settle(money.paid(attempt))
    return Receipt.objects.get()


def checked(receipt) -> str:
    token = ReceiptPaper.objects.get(receipt=receipt).paper.token
    return Client().get(reverse("verify_result", args=[token])).content.decode()


def test_the_paper_says_what_the_law_asks_for(receipt):
    said = papers.paper_of(receipt).facts
    assert (said["form_sign"], said["serial"], said["amount"]) == ("01BLP0-001", "0000001", "8.000")
    assert (said["amount_in_words"], said["payer"]) == ("Tám nghìn đồng", "Trần Thị Hà")
    assert said["lines"] == [{"name": "Lệ phí hộ tịch", "kind": "Lệ phí", "amount": "8.000"}]
    assert said["head"]["unit"] == "Ủy ban nhân dân xã Tân Mỹ"


def test_it_is_made_once_and_the_payer_is_told_once(receipt):
    assert [papers.make_missing() for _ in range(3)] == [1, 0, 0]
    assert ReceiptPaper.objects.count() == 1
    told = Notice.objects.get(template__key="money_received")
    assert told.values["receipt"] == f"{receipt.series.sign} 0000001"


def test_whoever_checks_it_learns_that_it_holds(receipt):
    papers.make_missing()
    assert 'data-paper-state="valid"' in checked(receipt)


def test_struck_out_it_keeps_its_number_and_is_told_as_revoked(receipt, cashier):
    voiding.void(receipt, Act(cashier, values=WHY))
    assert 'data-paper-state="revoked"' in checked(receipt)
    assert (Receipt.objects.count(), list(balances.faults())) == (1, [])


def test_replaced_the_old_one_says_so_and_the_new_one_holds(receipt, cashier):
    new = voiding.replace(receipt, "Trần Thị Hạ", Act(cashier, values=WHY))
    assert 'data-paper-state="replaced"' in checked(receipt)
    assert 'data-paper-state="valid"' in checked(new)
    assert (new.number, new.payer, new.amount) == (2, "Trần Thị Hạ", money.FEE)
    assert papers.paper_of(new).facts["replaces"].endswith("0000001")
    assert list(balances.faults()) == []


def test_a_replacement_is_not_told_as_new_money(receipt, cashier):
    voiding.replace(receipt, "Trần Thị Hạ", Act(cashier, values=WHY))
    papers.make_missing()
    assert Notice.objects.filter(template__key="money_received").count() == 1


@pytest.mark.parametrize("step", ["void", "replace"])
def test_it_is_struck_out_once(receipt, cashier, step):
    voiding.void(receipt, Act(cashier, values=WHY))
    steps = {
        "void": lambda: voiding.void(receipt, Act(cashier, values=WHY)),
        "replace": lambda: voiding.replace(receipt, "Ai đó", Act(cashier, values=WHY)),
    }
    with pytest.raises(voiding.Struck):
        steps[step]()


@pytest.mark.parametrize("who", ["foreign_cashier", "clerk", "officer", "citizen"])
def test_only_who_keeps_the_agencys_money_strikes_out(receipt, request, who):
    with pytest.raises(NotYours):
        voiding.void(receipt, Act(request.getfixturevalue(who), values=WHY))


def test_reprints_are_numbered_and_marked(receipt, cashier):
    copies = [voiding.copy(receipt, Act(cashier)) for _ in range(2)]
    assert [copy.number for copy in copies] == [1, 2]
    page = papers.copy_page(copies[1], papers.paper_of(receipt))
    assert "BẢN SAO số 2" in page
    assert "giao người nộp" not in page


def test_a_reprint_of_a_void_one_says_that_too(receipt, cashier):
    voiding.void(receipt, Act(cashier, values=WHY))
    copy = voiding.copy(Receipt.objects.get(), Act(cashier))
    copy = ReceiptCopy.objects.select_related("receipt").get(pk=copy.pk)
    assert "BIÊN LAI ĐÃ HỦY" in papers.copy_page(copy, papers.paper_of(receipt))


@pytest.mark.parametrize(("who", "status"), [("citizen", 200), ("clerk", 200), ("other_citizen", 404)])
def test_payer_and_agency_open_it_and_nobody_else(receipt, request, who, status):
    person = request.getfixturevalue(who)
    window = enter(person) if who == "clerk" else request.getfixturevalue("sign_in")(person)
    address = reverse("receipt_pdf", args=[receipt.entry.request.dossier.uuid, receipt.uuid])
    assert window.get(address).status_code == status


def test_the_agencys_desk_of_papers_leaves_it_alone(receipt, clerk):
    """It follows from the ledger: only the pages of money strike it out."""
    paper = papers.paper_of(receipt)
    address = reverse("admin:dossiers_dossier_issued", args=[paper.dossier.uuid])
    window = enter(clerk)
    assert f'value="{paper.uuid}"' not in window.get(address).content.decode()
