"""The same fee, limit or exemption for several ways of handing in is one line, and is changed as one."""

import pytest

from procedures.models import Exemption, Fee
from tests.procedures.desk.pages import at, errors, press, send, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def fee(draft):
    """200,000 đồng whichever way it is handed in; half of it for students."""
    fees = [Fee.objects.create(edition=draft, channel=way, number=1, amount=200_000, name="Phí") for way in "123"]
    for one in fees:
        Exemption.objects.create(edition=draft, fee=one, group="hoc-sinh", name="Học sinh", percent=50, ground="TT 1")
    return fees[0]


def test_one_line_stands_for_all_ways(desk, draft, fee):
    said = text_of(desk.get(at(draft, "fees")))
    assert said.count("200.000 đ") == 1 and "Mọi cách nộp" in said
    assert said.count("Căn cứ: TT 1 giảm 50 % Phí") == 1


def test_a_change_reaches_every_row(desk, draft, fee):
    send(desk, at(draft, "fee", fee.pk), amount="150.000")
    assert list(draft.fees.values_list("amount", "channel")) == [(150_000, "1"), (150_000, "2"), (150_000, "3")]


def test_a_way_no_longer_ticked_goes_with_its_exemptions(desk, draft, fee):
    send(desk, at(draft, "fee", fee.pk), channels=["2"])
    assert [row.channel for row in draft.fees.all()] == ["2"]
    assert draft.exemptions.get().fee == draft.fees.get()


def test_a_new_way_gets_the_exemptions_of_the_others(desk, draft, fee):
    draft.fees.exclude(channel="1").delete()
    send(desk, at(draft, "fee", fee.pk), channels=["1", "3"])
    assert {row.fee.channel for row in draft.exemptions.all()} == {"1", "3"}


def test_rows_that_differ_are_lines_of_their_own(desk, draft, fee):
    Fee.objects.filter(edition=draft, channel="2").update(amount=100_000)
    said = text_of(desk.get(at(draft, "fees")))
    assert "200.000 đ Trực tiếp, qua bưu chính" in said and "100.000 đ Trực tuyến" in said


def test_a_new_fee_is_stored_for_each_ticked_way(desk, draft):
    send(desk, at(draft, "fee_add"), amount="0", channels=["1", "2"])
    assert list(draft.fees.values_list("channel", "number")) == [("1", 1), ("2", 1)]


def test_taking_the_line_out_takes_every_row(desk, draft, fee):
    url = at(draft, "fee_remove", fee.pk)
    assert "Các mục sau cũng mất theo: Học sinh" in text_of(desk.get(url))
    press(desk, url)
    assert not draft.fees.exists() and not draft.exemptions.exists()


def test_an_exemption_is_changed_for_the_whole_fee(desk, draft, fee):
    send(desk, at(draft, "exemption", draft.exemptions.first().pk), percent="100")
    assert set(draft.exemptions.values_list("percent", flat=True)) == {100}


def test_an_exemption_of_one_fee_becomes_one_of_all(desk, draft, fee):
    send(desk, at(draft, "exemption", draft.exemptions.first().pk), of="")
    assert draft.exemptions.get().fee is None


def test_a_group_stands_once_for_a_fee(desk, draft, fee):
    response = send(desk, at(draft, "exemption_add"), name="Học sinh", percent="10", ground="TT 2", of=str(fee.pk))
    assert "Nhóm này đã có" in errors(response)["group"]


def test_the_code_of_a_group_is_made_from_its_name(desk, draft, fee):
    send(desk, at(draft, "exemption_add"), name="Người cao tuổi", percent="100", ground="TT 2", group="")
    assert draft.exemptions.get(fee=None).group == "nguoi-cao-tuoi"


def test_a_family_moves_as_one(desk, draft, fee):
    for way in "12":
        Fee.objects.create(edition=draft, channel=way, number=2, amount=5_000, name="Thu thêm")
    press(desk, at(draft, "fees"), kind="fee", row=draft.fees.filter(number=2).first().pk, action="up")
    assert set(draft.fees.values_list("name", "number")) == {("Thu thêm", 1), ("Phí", 2)}
