"""The tablet at the counter (NĐ 61/2018/NĐ-CP Đ.8.1): a clerk opens one dossier for some minutes, by a number."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from dossiers.models import Dossier
from feedback.models import KioskTurn, Stage
from feedback.ratings.giving import NotYet, Occasion, RatedAlready, happened_at, rated, refuse_when_closed

LASTS = timedelta(minutes=10)
DIGITS = 6


@transaction.atomic
def open_turn(dossier: Dossier) -> KioskTurn:
    """For the latest stage that can be rated now; an open one of the same is given again. Raises ``NotYet``,
    ``TooLate``, ``RatedAlready``."""
    KioskTurn.objects.filter(until_at__lt=timezone.now()).delete()
    of = _latest(dossier)
    refuse_when_closed(of)
    known = KioskTurn.objects.filter(dossier=dossier, stage=of.stage).first()
    return known or KioskTurn.objects.create(
        number=_free_number(), dossier=dossier, stage=of.stage, until_at=timezone.now() + LASTS
    )


def _latest(dossier: Dossier) -> Occasion:
    """What can still be rated, the end before reception."""
    stages = [Occasion(dossier, stage) for stage in (Stage.RESULT, Stage.RECEPTION)]
    for of in stages:
        try:
            refuse_when_closed(of)
        except (NotYet, RatedAlready):
            continue
        return of
    return next((of for of in stages if happened_at(of)), stages[-1])


def _free_number() -> str:
    taken = set(KioskTurn.objects.values_list("number", flat=True))
    while True:
        number = "".join(secrets.choice("0123456789") for _digit in range(DIGITS))
        if number not in taken:
            return number


def turn_of(number: str) -> KioskTurn | None:
    """An open one."""
    return KioskTurn.objects.filter(number=number, until_at__gte=timezone.now()).first()


def occasion_of(turn: KioskTurn) -> Occasion:
    dossier = rated(Dossier.objects.all()).get(pk=turn.dossier_id)
    return Occasion(dossier, Stage(turn.stage))
