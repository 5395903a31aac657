"""Whom a link is sent, swept from what has happened: at the end everybody, of reception those who filed online; who
stood at the counter holds a paper with its code."""

import json
from datetime import timedelta
from pathlib import Path

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from dossiers import notices
from dossiers.models import Dossier
from dossiers.rating_link import Stage as LinkStage
from dossiers.rating_link import path_of
from feedback.models import Rating, Stage
from portal.notices import owing, wording
from portal.notices.models import Notice
from procedures.models import Channel

LATELY = timedelta(days=3)
AT_ONCE = 200
BEGUN_WITH = json.loads((Path(__file__).parent / "notices.json").read_text(encoding="utf-8"))
OFFERED = ("code", "procedure", "agency", "hotline")

KINDS = wording.begun(BEGUN_WITH["kinds"], BEGUN_WITH["examples"], OFFERED)
OF_STAGE = {Stage.RECEPTION: "rating_of_reception", Stage.RESULT: "rating_of_result"}


def ask() -> int:
    """Owe the links of the last days that nobody was sent, some hundred at a time. Safe to repeat and to run twice."""
    since, asked = timezone.now() - LATELY, 0
    received = Dossier.objects.filter(channel=Channel.ONLINE, received_at__gte=since)
    ended = Dossier.objects.filter(handed_over_at__gte=since)
    for stage, dossiers in ((Stage.RECEPTION, received.filter(handed_over_at=None)), (Stage.RESULT, ended)):
        for dossier in _not_asked(dossiers, stage)[:AT_ONCE]:
            _send(dossier, stage)
            asked += 1
    return asked


def _not_asked(dossiers: QuerySet[Dossier], stage: Stage) -> QuerySet[Dossier]:
    name = Concat(Value("dossier:"), Cast(OuterRef("uuid"), CharField()), Value(_once(stage)))
    was_asked = Exists(Notice.objects.filter(once=name))
    was_rated = Exists(Rating.objects.filter(dossier=OuterRef("pk"), stage=stage))
    return dossiers.exclude(was_asked).exclude(was_rated).select_related("edition", "agency").order_by("pk")


def _once(stage: Stage) -> str:
    return f":rating:{stage.value}"


def _send(dossier: Dossier, stage: Stage) -> None:
    kind = KINDS[OF_STAGE[stage]]
    everything = {
        "code": dossier.public_code, "procedure": dossier.edition.name, "agency": dossier.agency.name,
        "hotline": notices.hotline(),
    }  # fmt: skip
    owing.owe(
        kind, to=notices.recipients(dossier), values={name: everything[name] for name in kind.examples},
        link=path_of(dossier, LinkStage(stage.value)), once=f"dossier:{dossier.uuid}{_once(stage)}",
    )  # fmt: skip


def seed() -> str:
    """All wordings at the desk. Safe to repeat."""
    return wording.seed(KINDS.values())
