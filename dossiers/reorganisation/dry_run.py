"""What a reorganisation would move, counted, and what it would leave with the reason. Nothing is written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dossiers.models import CannedAnswer, Dossier, Status
from dossiers.reorganisation import following
from portal.agencies.models import Agency, Change, Post, Reorganisation
from portal.agencies.reorganising import Takeovers, doubled, planned
from procedures import reorganising as catalogue
from procedures.models import TrainingSession

Kind = Change.Kind


@dataclass(frozen=True)
class Heap:
    """``reason``: why these stay; empty where they move."""

    label: str | Promise
    number: int
    reason: str | Promise = ""


@dataclass(frozen=True)
class Outlook:
    change: Change
    moving: list[Heap]


def outlooks(reorganisation: Reorganisation) -> list[Outlook]:
    """Line by line what would move; of a new name or parent nothing does."""
    whole, day = planned(reorganisation), reorganisation.in_force_on
    changes = reorganisation.changes.select_related("agency", "into")
    return [Outlook(change, [heap for heap in _moving(_of(change, whole), day) if heap.number]) for change in changes]


def _of(change: Change, whole: Takeovers) -> Takeovers:
    """The part of the whole that one line brings about, the one-stop unit of the agency included."""
    if change.kind == Kind.FIELD:
        return Takeovers({}, {(change.agency_id, change.field): change.into_id})  # type: ignore[dict-item]
    if change.kind != Kind.MERGE:
        return Takeovers({}, {})
    units = Agency.objects.filter(parent=change.agency_id, pk__in=whole.whole).values_list("pk", flat=True)
    return Takeovers({key: whole.whole[key] for key in (change.agency_id, *units)}, {})


def _moving(over: Takeovers, day: date) -> Iterator[Heap]:
    yield Heap(_("posts go on at the successor"), len([post for post, new in _posts(over, day) if new]))
    yield Heap(_("units come under the successor"), _below(over).count())
    yield Heap(_("open dossiers"), following.open_dossiers(over).count())
    yield Heap(_("drafts of citizens"), following.drafts(over).count())
    yield Heap(_("canned answers"), CannedAnswer.objects.filter(agency__in=over.whole).count())
    yield Heap(_("fields in charge"), _number(catalogue.fields_of(over)))
    yield Heap(_("responsibilities in drafts of procedures"), _number(catalogue.drafts_of(over)))
    yield Heap(_("services planned and not integrated yet"), _number(catalogue.planned_of(over)))


def _number(heaps: Iterable[tuple[QuerySet[Any], int]]) -> int:
    return sum(rows.count() for rows, _new in heaps)


def _below(over: Takeovers) -> QuerySet[Agency]:
    return Agency.objects.filter(parent__in=over.whole).exclude(pk__in=over.whole)


def _posts(over: Takeovers, day: date) -> Iterator[tuple[Post, bool]]:
    """(post held on the day or later, whether it goes on)."""
    for post in Post.objects.filter(agency__in=over.whole).filter(Q(until__isnull=True) | Q(until__gte=day)):
        yield post, post.since >= day or not doubled(post, over.whole[post.agency_id], day)


def staying(reorganisation: Reorganisation) -> list[Heap]:
    over, day = planned(reorganisation), reorganisation.in_force_on
    return [heap for heap in _staying(over, day) if heap.number]


def _staying(over: Takeovers, day: date) -> Iterator[Heap]:
    yield Heap(
        _("responsibilities in published procedures"),
        catalogue.published_of(over).count(),
        _("They are law and stay as published. New dossiers reach the successor all the same."),
    )
    yield Heap(
        _("closed dossiers"),
        Dossier.objects.filter(pk__in=following.closed_ties(over).values("dossier")).count(),
        _("They keep the names, codes and history they closed with. Officials of the successor see them."),
    )
    yield Heap(
        _("decided dossiers"),
        following.open_dossiers(over).filter(status=Status.FINISHED).count(),
        _("Who decided stays named; the successor hands over and corrects."),
    )
    yield Heap(
        _("posts doubled"),
        len([post for post, goes_on in _posts(over, day) if not goes_on]),
        _("Who has the same post at the successor already keeps that one; the old one ends."),
    )
    yield from _staying_of_fields(over)
    yield Heap(
        _("invitations to training"),
        TrainingSession.objects.filter(agencies__in=over.whole, ends_at__gte=timezone.now()).distinct().count(),
        _("An invitation names whom it was sent to: invite the successor by hand."),
    )


def _staying_of_fields(over: Takeovers) -> Iterator[Heap]:
    old = {agency for agency, _field in over.fields}
    yield Heap(
        _("posts at agencies that hand a field over"),
        Post.objects.current().handling().filter(agency__in=old).count(),
        _("A field takes nobody with it: give new posts by hand. Receiving and returning stay at the same unit."),
    )
