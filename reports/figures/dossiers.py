"""Figures of dossiers: received, resolved, online, from the national portal, synchronised with it."""

from collections import Counter
from functools import partial
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dossiers.models import Dossier, NationalMessage
from procedures.models import Channel
from reports.figures.base import Column, Figure, Listing, Value, Words
from reports.form06 import ONLINE
from reports.models import Passage, PassageQuerySet
from reports.scope import Scope

ONCE = "dossier"


def _passages(scope: Scope) -> PassageQuerySet:
    return Passage.objects.at(scope.at).of(scope.agencies)


def _resolved(scope: Scope) -> PassageQuerySet:
    return _passages(scope).filter(resolved_at__lte=scope.at)


def _open(scope: Scope) -> PassageQuerySet:
    return _passages(scope).exclude(resolved_at__lte=scope.at)


def _overdue(scope: Scope) -> QuerySet[Passage]:
    return _open(scope).overdue(scope.at)


def _in_time(scope: Scope) -> QuerySet[Passage]:
    return _resolved(scope).exclude(outcome=Passage.Outcome.LATE)


def _late(scope: Scope) -> QuerySet[Passage]:
    return _resolved(scope).filter(outcome=Passage.Outcome.LATE)


def _online(scope: Scope) -> QuerySet[Passage]:
    return _passages(scope).filter(channel__in=ONLINE)


def _not_online(scope: Scope) -> QuerySet[Passage]:
    return _passages(scope).exclude(channel__in=ONLINE)


def _national(scope: Scope) -> QuerySet[Passage]:
    return _passages(scope).exclude(dossier__national_code="")


def _count_received(scope: Scope) -> Value:
    counts = Counter(dict(_passages(scope).order_by().values_list("channel").annotate(number=Count("pk"))))
    return Value(counts.total(), parts={channel.value: counts[channel.value] for channel in Channel})


def _count_resolved(scope: Scope) -> Value:
    counts = Counter(dict(_resolved(scope).order_by().values_list("outcome").annotate(number=Count("pk"))))
    in_time = counts[Passage.Outcome.EARLY] + counts[Passage.Outcome.ON_TIME]
    return Value(in_time, counts.total(), {outcome.value: counts[outcome.value] for outcome in Passage.Outcome})


def _count_open(scope: Scope) -> Value:
    return Value(_overdue(scope).count(), _open(scope).count())


def _count_online(scope: Scope) -> Value:
    counts = _passages(scope).aggregate(online=Count("pk", filter=Q(channel__in=ONLINE)), all=Count("pk"))
    return Value(counts["online"], counts["all"])


def _count_national(scope: Scope) -> Value:
    found = _national(scope)
    return Value(found.filter(resolved_at__lte=scope.at).count(), found.count())


# --- Synchronised -----------------------------------------------------------------------------


def _owed(scope: Scope) -> QuerySet[NationalMessage]:
    """Owed is from when the row was written, acknowledged from when the nation said so: both are never backdated."""
    owed = NationalMessage.objects.filter(created_at__lte=scope.at)
    return owed if scope.agencies is None else owed.filter(subject__in=_passages(scope).values(ONCE))


def _pending(scope: Scope) -> QuerySet[NationalMessage]:
    """Not acknowledged by then; what is owed once more, because the ledgers differed, was acknowledged before."""
    owed = _owed(scope).alias(acknowledged_at=Coalesce("first_sent_at", "sent_at"))
    return owed.filter(Q(acknowledged_at__isnull=True) | Q(acknowledged_at__gt=scope.at))


def _count_synchronised(scope: Scope) -> Value:
    owed = _owed(scope).aggregate(number=Count("subject", distinct=True))["number"]
    waiting = _pending(scope).aggregate(number=Count("subject", distinct=True))["number"]
    return Value(owed - waiting, owed)


def _waiting(scope: Scope) -> QuerySet[Dossier]:
    return Dossier.objects.filter(pk__in=_pending(scope).values("subject"))


def _synchronised(scope: Scope) -> QuerySet[Dossier]:
    owed = Dossier.objects.filter(pk__in=_owed(scope).values("subject"))
    return owed.exclude(pk__in=_pending(scope).values("subject"))


# --- Rows -------------------------------------------------------------------------------------


def _outcome(value: str) -> Words:
    return Passage.Outcome(value).label if value else ""


def _channel(value: str) -> Words:
    return Channel(value).label


PASSAGE = (
    Column(_("Dossier code"), "dossier__code", width=28),
    Column(_("Procedure"), "dossier__edition__name", is_vietnamese=True, width=60),
    Column(_("Deciding agency"), "agency__name", is_vietnamese=True, width=44),
    Column(_("Channel"), "channel", _channel, width=16),
    Column(_("Received"), "received_at", width=18),
)
RESOLVED = (*PASSAGE, Column(_("Resolved"), "resolved_at", width=18), Column(_("Outcome"), "outcome", _outcome))
DOSSIER = (
    Column(_("Dossier code"), "code", width=28),
    Column(_("Provisional number"), "provisional_number"),
    Column(_("Procedure"), "edition__name", is_vietnamese=True, width=60),
)


def _page(uuid: Any) -> str:
    return reverse("admin:dossiers_dossier_page", args=[uuid])


_of_passages = partial(Listing, key="dossier_id", address=_page, address_path="dossier__uuid")
_of_dossiers = partial(Listing, columns=DOSSIER, address=_page, address_path="uuid")
EVENTS = _("history of dossiers")

FIGURES = (
    Figure(
        "tiep-nhan",
        _("Dossiers received"),
        _("dossiers"),
        _("Accepted dossiers from the beginning to the end of the day; one from the book of an outage counts from when"
          " it was entered."),
        EVENTS,
        _count_received,
        {channel.value: channel.label for channel in Channel},
        {"": _of_passages(_("Dossiers received"), _passages, PASSAGE)},
    ),
    Figure(
        "dung-han",
        _("Resolved in time"),
        _("dossiers"),
        _("Resolved is when the result was signed, or when a received dossier was withdrawn; late is what passed its"
          " date while the clock ran, whatever came afterwards."),
        EVENTS,
        _count_resolved,
        {outcome.value: outcome.label for outcome in Passage.Outcome},
        {"": _of_passages(_("Resolved in time"), _in_time, RESOLVED),
         "con-lai": _of_passages(_("Resolved late"), _late, RESOLVED)},
        of=_("dossiers resolved"),
    ),
    Figure(
        "qua-han",
        _("Open and overdue"),
        _("dossiers"),
        _("Received, not resolved, and past the date that counted at the end of the day."),
        EVENTS,
        _count_open,
        lists={"": _of_passages(_("Open and overdue"), _overdue, PASSAGE),
               "con-lai": _of_passages(_("All that are open"), _open, PASSAGE)},
        of=_("dossiers open"),
    ),
    Figure(
        "nop-truc-tuyen",
        _("Filed online"),
        _("dossiers"),
        _("Of the dossiers received, those that came online."),
        EVENTS,
        _count_online,
        lists={"": _of_passages(_("Filed online"), _online, PASSAGE),
               "con-lai": _of_passages(_("Handed in at the counter or by post"), _not_online, PASSAGE)},
        of=_("dossiers received"),
    ),
    Figure(
        "tu-quoc-gia",
        _("From the national portal, resolved"),
        _("dossiers"),
        _("Of the dossiers that were filed at the national portal and received here, those resolved."),
        EVENTS,
        _count_national,
        lists={"": _of_passages(_("From the national portal"), _national, PASSAGE)},
        of=_("dossiers from the national portal"),
    ),
    Figure(
        "dong-bo",
        _("Synchronised with the national portal"),
        _("dossiers"),
        _("Of the dossiers the nation was owed something of by then, those of which it had acknowledged all of it."),
        _("messages to the national portal and their acknowledgements"),
        _count_synchronised,
        lists={"": _of_dossiers(_("Synchronised"), _synchronised),
               "con-lai": _of_dossiers(_("Not synchronised yet"), _waiting)},
        of=_("dossiers owed"),
        is_kept=True,
    ),
)  # fmt: skip
