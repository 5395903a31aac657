"""A rating comes in: once a dossier and stage, after the stage, from whoever holds the link (FI-21)."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.act import Refusal
from dossiers.models import Dossier, Status
from dossiers.rating_link import Stage as LinkStage
from dossiers.rating_link import read
from feedback.models import Rating, Stage
from feedback.models.ratings import Remark
from feedback.ratings import remarks, slips
from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.calendar.current import one_calendar
from procedures.models import Channel

OPEN_FOR = timedelta(days=90)
"""After its stage (assumed: later nobody remembers)."""

NOT_RECEIVED = frozenset({Status.DRAFT, Status.SUBMITTED})
SEEN = (
    "uuid", "code", "provisional_number", "status", "channel", "submitted_at", "received_at", "handed_over_at",
    "submitter_id", "edition__name", "edition__procedure_id", "agency__name", "received_by__name",
    "received_by__parent__name",
)  # fmt: skip


class NotYet(Refusal):
    message = _("This can be rated once it is done. Keep the link.")


class TooLate(Refusal):
    message = _("The time for rating this is over.")


class RatedAlready(Refusal):
    message = _("This has been rated already. It counts once, with what was said first.")


class OfficialsDoNotRate(Refusal):
    message = _("You handle this dossier as an official, so you cannot rate it.")


@dataclass(frozen=True)
class Said:
    """Choices by question; words are kept apart from them."""

    answers: dict[str, str]
    words: str = ""
    costs: str = ""
    wants_answer: bool = False
    at_kiosk: bool = False
    on: date = field(default_factory=timezone.localdate)


@dataclass(frozen=True)
class Occasion:
    """What a link opens."""

    dossier: Dossier
    stage: Stage

    @property
    def token_stage(self) -> LinkStage:
        return LinkStage(self.stage.value)

    @property
    def is_online(self) -> bool:
        return self.dossier.channel == Channel.ONLINE

    @property
    def judged(self) -> Agency:
        """Reception judges the unit that received, by the agency it belongs to; the end the agency that decided."""
        received_by = self.dossier.received_by
        return (received_by.parent or received_by) if self.stage == Stage.RECEPTION else self.dossier.agency


def rated(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """With what a rating and its pages look at, and no more: an edition's texts are long."""
    return dossiers.select_related("edition", "agency", "received_by__parent").only(*SEEN)


def occasion(token: str) -> Occasion | None:
    """Of a link; ``None`` for a stranger's guess."""
    found = read(token)
    if found is None:
        return None
    dossier = rated(Dossier.objects.filter(pk=found[0])).first()
    return Occasion(dossier, Stage(found[1].value)) if dossier else None


def happened_at(of: Occasion) -> datetime | None:
    """When the stage was over; ``None``: not yet. A supplement asked before acceptance is a reception, too (form
    02)."""
    dossier = of.dossier
    if of.stage == Stage.RESULT:
        return dossier.handed_over_at
    if dossier.status in NOT_RECEIVED:
        return None
    return dossier.received_at or dossier.submitted_at


def refuse_when_closed(of: Occasion, user: User | None = None) -> None:
    """Raises ``NotYet``, ``TooLate``, ``RatedAlready``, ``OfficialsDoNotRate``."""
    at = happened_at(of)
    if at is None:
        raise NotYet
    if Rating.objects.filter(dossier=of.dossier, stage=of.stage).exists():
        raise RatedAlready
    if timezone.now() > at + OPEN_FOR:
        raise TooLate
    if user is not None and Dossier.objects.reached_by(user).filter(pk=of.dossier.pk).exists():
        raise OfficialsDoNotRate


@one_calendar()
def rate(of: Occasion, said: Said, user: User | None = None) -> Rating:
    """Keep it, and apart from it the words, which open a task where they call for an answer.

    Of any number at once exactly one is kept. Raises what ``refuse_when_closed`` does. ``user`` is looked at, not kept.
    """
    refuse_when_closed(of, user)
    try:
        with transaction.atomic():
            return _kept(of, said)
    except IntegrityError as error:
        raise RatedAlready from error


def _kept(of: Occasion, said: Said) -> Rating:
    rating = Rating(
        dossier=of.dossier, stage=of.stage, slip=slips.in_force(said.on).key, answers=said.answers,
        score=int(said.answers[slips.OVERALL]), procedure_id=of.dossier.edition.procedure_id, agency=of.judged,
        on=said.on, at_kiosk=said.at_kiosk,
    )  # fmt: skip
    rating.save(force_insert=True)
    if said.words or said.costs:
        remarks.keep(remarks.key_of(of.dossier.pk, of.stage), _remark(of, said), is_task=slips.is_low(said.answers))
    return rating


def _remark(of: Occasion, said: Said) -> Remark:
    return Remark(
        agency=of.judged, stage=of.stage, score=int(said.answers[slips.OVERALL]), words=said.words, costs=said.costs,
        on=said.on, dossier=of.dossier if said.wants_answer else None,
    )  # fmt: skip
