"""What the nation is told and in which order (design §4, outbox)."""

from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from django.utils import timezone

from dossiers import sync, withdrawing, workflow
from dossiers.act import Act
from dossiers.models import Dossier, NationalMessage
from tests.chaos.world import Province
from tests.national.wire import GOOD, Wire

pytestmark = pytest.mark.django_db


@pytest.fixture
def province() -> Province:
    return Province()


@pytest.fixture
def wire() -> Wire:
    return Wire()


def received(province: Province, desk: int = 0) -> Dossier:
    dossier = province.submitted(desk)
    province.change(dossier, 0)
    return dossier


def unsent(dossier: Dossier) -> int:
    return NationalMessage.objects.unsent().filter(subject=dossier).count()


def test_nothing_is_owed_before_acceptance(province):
    assert unsent(province.submitted(0)) == 0


def test_acceptance_owes_the_submission_too(province, wire):
    dossier = received(province)
    sync.drain(wire.portal())
    (progress,) = wire.sent("CapNhatTienDoHoSoMC")
    assert [line["TrangThai"] for line in progress["data"]] == ["1", "2"]
    assert {line["MaHoSo"] for line in progress["data"]} == {dossier.code}


def test_a_backlog_costs_one_record(province, wire):
    dossier = received(province)
    province.change(dossier, 1)
    province.change(dossier, 2)
    sync.drain(wire.portal())
    (call,) = wire.sent("DongBoHoSoMC")
    assert [record["TrangThaiHoSo"] for record in call["data"]] == ["9"]
    assert unsent(dossier) == 0


def test_a_second_change_is_an_update(province, wire):
    dossier = received(province)
    sync.drain(wire.portal())
    province.change(dossier, 1)
    sync.drain(wire.portal())
    assert [call["isUpdating"] for call in wire.sent("DongBoHoSoMC")] == ["False", "True"]


def test_an_unanswered_call_leaves_everything_owed(province, wire):
    dossier = received(province)
    wire.answer = lambda service, body: httpx.Response(503)
    sync.drain(wire.portal())
    assert unsent(dossier) == 2
    assert NationalMessage.objects.parked().count() == 0
    assert NationalMessage.objects.filter(next_attempt_at__gt=timezone.now()).count() == 2


def test_a_lost_answer_to_an_insert_becomes_an_update(province, wire):
    dossier = received(province)
    wire.answer = lambda service, body: (
        {"error_code": "-3", "message": f"Mã hồ sơ {dossier.code} đã tồn tại"}
        if body.get("isUpdating") == "False"
        else GOOD
    )
    sync.drain(wire.portal())
    assert unsent(dossier) == 0
    assert [call["isUpdating"] for call in wire.sent("DongBoHoSoMC")] == ["False", "True"]


def test_an_acknowledged_record_is_not_repeated_when_only_the_lines_failed(province, wire):
    dossier = received(province)
    wire.answer = lambda service, body: GOOD if service == "DongBoHoSoMC" else httpx.Response(500)
    sync.drain(wire.portal())
    wire.answer = lambda service, body: GOOD
    NationalMessage.objects.update(next_attempt_at=timezone.now())
    sync.drain(wire.portal())
    assert unsent(dossier) == 0
    assert len(wire.sent("DongBoHoSoMC")) == 1


def test_one_refused_record_does_not_hold_up_the_others(province, wire):
    bad, *good = [received(province, desk) for desk in (0, 1, 2, 3)]

    def answer(service, body):
        if any(record["MaHoSo"] == bad.code for record in body["data"]):
            return {"error_code": "-5", "message": "mã thủ tục không hợp lệ"}
        return GOOD

    wire.answer = answer
    sync.drain(wire.portal())
    assert [unsent(dossier) for dossier in good] == [0, 0, 0]
    assert set(NationalMessage.objects.parked().values_list("subject", flat=True)) == {bad.pk}


def test_a_lease_of_many_goes_out_a_batch_at_a_time(province, wire, settings):
    for desk in (0, 1, 2):
        received(province, desk)
    settings.NATIONAL = replace(settings.NATIONAL, batch=1)
    assert len(sync.lease()) == 3
    NationalMessage.objects.update(next_attempt_at=timezone.now())
    sync.drain(wire.portal())
    assert [len(call["data"]) for call in wire.sent("DongBoHoSoMC")] == [1, 1, 1]
    assert not NationalMessage.objects.unsent().exists()


def test_behind_a_call_without_an_answer_nothing_is_tried_and_all_stays_due(province, wire, settings):
    for desk in (0, 1, 2):
        received(province, desk)
    settings.NATIONAL = replace(settings.NATIONAL, batch=1)
    wire.answer = lambda service, body: httpx.Response(503)
    sync.drain(wire.portal())
    assert len(wire.sent("DongBoHoSoMC")) == 1
    assert sorted(NationalMessage.objects.values_list("attempts", flat=True)) == [0, 0, 0, 0, 1, 1]
    assert NationalMessage.objects.filter(next_attempt_at__lte=timezone.now()).count() == 4


def test_nothing_overtakes_a_parked_row(province, wire):
    dossier = received(province)
    NationalMessage.objects.filter(subject=dossier).update(next_attempt_at=None)
    province.change(dossier, 1)
    assert sync.lease() == []


def test_two_workers_never_hold_the_same_dossier(province):
    dossier = received(province)
    (parcel,) = sync.lease()
    province.change(dossier, 1)
    assert len(parcel.messages) == 2
    assert sync.lease() == []


def test_a_lease_that_ran_out_is_not_ended_by_its_first_holder(province):
    received(province)
    (first,) = sync.lease()
    NationalMessage.objects.update(next_attempt_at=timezone.now() - timedelta(seconds=1))
    (second,) = sync.lease()
    NationalMessage.objects.put_back(first.messages, "late")
    assert set(NationalMessage.objects.values_list("next_attempt_at", flat=True)) == {
        message.next_attempt_at for message in second.messages
    }


def test_a_dossier_the_nation_lost_is_inserted_again(province, wire):
    dossier = received(province)
    sync.drain(wire.portal())
    province.change(dossier, 1)
    wire.answer = lambda service, body: (
        {"error_code": "-3", "message": f"Hồ sơ {dossier.code} không tồn tại"}
        if body.get("isUpdating") == "True"
        else GOOD
    )
    sync.drain(wire.portal())
    NationalMessage.objects.unsent().update(next_attempt_at=timezone.now())
    sync.drain(wire.portal())
    assert unsent(dossier) == 0


def test_a_refusal_before_acceptance_is_told_under_the_provisional_number(province, wire):
    dossier = province.submitted(0)
    workflow.perform(withdrawing.WITHDRAW, dossier, Act(province.citizen))
    sync.drain(wire.portal())
    (call,) = wire.sent("DongBoHoSoMC")
    assert call["data"][0]["MaHoSo"] == dossier.provisional_number
