"""After an outage: numbers that stand in the book are taken out of the counter, and each ends as a dossier's code or
crossed out (NĐ 61/2018 Đ.39).

The law wants the same structure of code on paper. The system goes on from its own counter, so the book's numbers of a
day are only free as long as the counter has not passed them: ``reserve`` takes them under the counter's lock, in one
run after the last one drawn. Codes are then drawn behind them, nothing is given twice, and no number is unaccounted
for. Where the system was faster, reserving is refused: the book must be corrected, never the codes that were issued.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from dossiers import numbering
from dossiers.act import Act, NotYours
from dossiers.counter.refusals import NotYetOver, NumberNotReserved, NumbersGivenAlready
from dossiers.counter.served import agencies_of, units_led_by
from dossiers.models import BookNumber, Outage
from portal.accounts.models import User
from portal.agencies.models import Agency


def open_(unit: Agency, begun_at: datetime, ended_at: datetime, act: Act) -> Outage:
    """``act.values``: ``note``, the ground. Raises ``NotYetOver``, or ``NotYours`` for who does not lead ``unit``."""
    _only_leaders(unit, act.by)
    if ended_at <= begun_at or ended_at > act.at:
        raise NotYetOver
    return Outage.objects.create(
        unit=unit, begun_at=begun_at, ended_at=ended_at, ground=act.text("note"), opened_by=act.person
    )


@transaction.atomic
def reserve(outage: Outage, agency: Agency, day: date, last: int, by: User) -> list[BookNumber]:
    """The numbers of ``day`` from the last one drawn to ``last`` belong to the book from now on.

    Raises ``NumbersGivenAlready``, or ``NotYours`` for who does not lead the unit or for an agency it does not serve.
    """
    _only_leaders(outage.unit, by)
    is_within = timezone.localdate(outage.begun_at) <= day <= timezone.localdate(outage.ended_at)
    if not is_within or not agencies_of([outage.unit]).filter(pk=agency.pk).exists():
        raise NotYours
    serials = numbering.reserve(agency, day, last)
    if not serials:
        raise NumbersGivenAlready
    return BookNumber.objects.bulk_create(
        BookNumber(outage=outage, agency=agency, day=day, serial=serial) for serial in serials
    )


@transaction.atomic
def cross_out(number: BookNumber, act: Act) -> None:
    """A number spoilt or never used in the book. ``act.values``: ``note``, why. Raises ``NumberNotReserved``."""
    if act.by is not None:
        _only_leaders(number.outage.unit, act.by)
    changed = BookNumber.objects.free().filter(pk=number.pk)
    if not changed.update(crossed_out_at=act.at, crossed_out_by=act.by, reason=act.text("note")):
        raise NumberNotReserved


def _only_leaders(unit: Agency, by: User | None) -> None:
    """Raises ``NotYours``."""
    if by is None or not units_led_by(by).filter(pk=unit.pk).exists():
        raise NotYours
