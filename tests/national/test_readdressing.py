"""Addresses the nation holds are renewed before they end, and a newer record is never overtaken."""

from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from dossiers import readdressing, sync, withdrawing, workflow
from dossiers.act import Act
from dossiers.models import Attachment, Dossier, NationalMessage
from portal.audit.models import AuditLine
from tests.factories import StoredFileFactory
from tests.national.wire import GOOD, Wire

pytestmark = pytest.mark.django_db
REFUSED = {"error_code": "-5", "message": "mã thủ tục không hợp lệ"}


@pytest.fixture
def told(province, wire) -> Dossier:
    """With a paper, as the nation holds it."""
    dossier = province.submitted(0)
    Attachment.objects.create(dossier=dossier, stored=StoredFileFactory())
    province.change(dossier, 0)
    sync.drain(wire.portal())
    wire.calls.clear()
    return dossier


def days_later(days: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(days=days))


def addresses(wire: Wire) -> list[str]:
    calls = wire.sent("DongBoHoSoMC")
    return [paper["DuongDanTaiTepTin"] for call in calls for one in call["data"] for paper in one["TaiLieuNop"]]


def test_nothing_is_sent_while_the_addresses_are_good(told, wire):
    with days_later(20):
        assert readdressing.renew(wire.portal()) == 0
    assert wire.calls == []


def test_a_week_before_the_end_the_record_goes_with_new_ones(told, wire, settings):
    with days_later(24):
        assert readdressing.renew(wire.portal()) == 1
        told.refresh_from_db()
        assert told.nation_files_until > timezone.now() + timedelta(days=settings.NATIONAL.file_days - 1)
        assert readdressing.renew(wire.portal()) == 0
    assert len(addresses(wire)) == 1
    assert wire.services() == ["DongBoHoSoMC"]


def test_a_dossier_without_files_needs_no_renewal(province, wire):
    province.change(province.submitted(0), 0)
    sync.drain(wire.portal())
    with days_later(40):
        assert readdressing.renew(wire.portal()) == 0


def test_what_is_owed_an_event_is_left_to_the_outbox(told, wire, province):
    with days_later(24):
        province.change(told, 1)
        assert readdressing.renew(wire.portal()) == 0


def test_an_answer_that_does_not_come_leaves_it_for_the_next_night(told, wire):
    wire.answer = lambda service, body: httpx.Response(503)
    with days_later(24):
        assert readdressing.renew(wire.portal()) == 0
        assert readdressing.ending().get() == told


def test_a_dossier_that_moves_meanwhile_is_sent_again_as_it_stands(told, wire, province):
    good = wire.answer

    def moves(service, body):
        wire.answer = good
        province.change(told, 1)
        NationalMessage.objects.update(sent_at=timezone.now(), next_attempt_at=None)
        return good(service, body)

    wire.answer = moves
    with days_later(24):
        readdressing.renew(wire.portal())
    assert [call["data"][0]["TrangThaiHoSo"] for call in wire.sent("DongBoHoSoMC")] == ["2", "4"]


def test_what_the_nation_refuses_for_good_holds_up_nobody(told, wire, province, settings):
    other = province.submitted(1)
    Attachment.objects.create(dossier=other, stored=StoredFileFactory())
    province.change(other, 0)
    sync.drain(wire.portal())
    wire.calls.clear()
    settings.NATIONAL = replace(settings.NATIONAL, batch=1)
    wire.answer = lambda service, body: REFUSED if body["data"][0]["MaHoSo"] == told.code else GOOD
    with days_later(24):
        assert readdressing.renew(wire.portal()) == 1
        assert readdressing.ending().get() == told
    assert [call["data"][0]["MaHoSo"] for call in wire.sent("DongBoHoSoMC")] == [told.code, other.code]


def test_the_next_slice_goes_on_behind_what_was_refused(told, wire, settings):
    wire.answer = lambda service, body: REFUSED
    with days_later(24):
        place = readdressing.ending().values_list("nation_files_until", "pk").get()
        cache.set(readdressing.PLACE, place)
        assert readdressing.renew(wire.portal()) == 0
        assert wire.calls == []  # the round was over; the next one begins with it
        readdressing.renew(wire.portal())
    assert len(wire.calls) == 1


def test_a_dossier_over_for_long_is_let_be(told, wire, province):
    workflow.perform(withdrawing.ASK_WITHDRAWAL, told, Act(province.citizen))
    workflow.perform(withdrawing.CONFIRM_WITHDRAWAL, told, Act(province.desks[0][2]))
    sync.drain(wire.portal())
    wire.calls.clear()
    with days_later(400):
        assert readdressing.renew(wire.portal()) == 0
    told.refresh_from_db()
    assert told.nation_files_until is None


def test_a_renewal_leaves_no_line_in_the_audit(told, wire):
    before = AuditLine.objects.count()
    with days_later(24):
        readdressing.renew(wire.portal())
    assert AuditLine.objects.count() == before
