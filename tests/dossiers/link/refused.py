"""Dossiers whose changes the nation has refused."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from dossiers import sync
from dossiers.models import Dossier, NationalMessage
from tests.chaos.world import Province
from tests.national.wire import GOOD, Wire

GROUND = "Danh mục đã được cập nhật"
PROCEDURE = {"error_code": "-5", "message": "mã thủ tục không tồn tại"}


def received(province: Province, desk: int = 0) -> Dossier:
    dossier = province.submitted(desk)
    province.change(dossier, 0)
    return dossier


def refused(province: Province, desk: int = 0, answer=PROCEDURE) -> Dossier:
    """Received here, and refused by the nation with its first two changes."""
    dossier = received(province, desk)
    wire = Wire()
    wire.answer = lambda service, body: answer
    sync.drain(wire.portal())
    assert NationalMessage.objects.parked().filter(subject=dossier).count() == 2
    return dossier


def told(wire: Wire | None = None) -> Wire:
    """Everything that is due goes to a nation that takes it."""
    wire = wire or Wire()
    wire.answer = lambda service, body: GOOD
    sync.drain(wire.portal())
    return wire


def aged(**span: float) -> None:
    """Everything owed is older by ``span``."""
    NationalMessage.objects.update(created_at=F("created_at") - timedelta(**span))


def later(**span: float):
    return timezone.now() + timedelta(**span)
