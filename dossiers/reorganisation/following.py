"""Which dossiers hang on an agency that hands over, and how one of them follows.

Their codes never change. Decided ones keep the agency that decided, closed ones their names and their history too:
of those only who sees them moves on.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from dossiers.act import Act, Refusal
from dossiers.models import Dossier, DossierQuerySet, Involvement, Status
from portal.agencies.models import Agency
from portal.agencies.reorganising import Takeovers

CLOSED = frozenset(status for status in Status if status.is_final)
OPEN = frozenset(Status) - CLOSED - {Status.DRAFT}
UNDECIDED = OPEN - {Status.FINISHED}
DECIDING = Involvement.Part.DECIDING
OVER = "over"
"""The value of an act that holds the ``Takeovers``."""


class NothingToFollow(Refusal):
    message = _("No agency of this dossier is reorganised.")


def ties(over: Takeovers) -> QuerySet[Involvement]:
    """Parts in dossiers that pass on: all of a whole agency, deciding ones of a field."""
    wanted = Q(agency__in=over.whole)
    for old, code in over.fields:
        wanted |= Q(agency=old, part=DECIDING, dossier__edition__field__code=code)
    return Involvement.objects.current().filter(wanted)


def open_dossiers(over: Takeovers) -> DossierQuerySet:
    """Open ones that have not followed yet."""
    tied = Exists(ties(over).filter(dossier=OuterRef("pk")))
    named = Q(received_by__in=over.whole) | _decided_by(over) & Q(status__in=UNDECIDED)
    return Dossier.objects.filter(tied | named, status__in=OPEN)


def _decided_by(over: Takeovers) -> Q:
    wanted = Q(agency__in=over.whole)
    for old, code in over.fields:
        wanted |= Q(agency=old, edition__field__code=code)
    return wanted


def drafts(over: Takeovers) -> DossierQuerySet:
    return Dossier.objects.filter(_decided_by(over) | Q(received_by__in=over.whole), status=Status.DRAFT)


def closed_ties(over: Takeovers) -> QuerySet[Involvement]:
    """Of whole agencies; of a field only what is open moves."""
    return Involvement.objects.current().filter(agency__in=over.whole, dossier__status__in=CLOSED)


# --- The step of the workflow -----------------------------------------------------------------


def has_to_follow(dossier: Dossier, act: Act) -> None:
    """Raises ``NothingToFollow``: a dossier follows once."""
    if not open_dossiers(act.values[OVER]).filter(pk=dossier.pk).exists():
        raise NothingToFollow


def follow(dossier: Dossier, act: Act) -> None:
    """Under lock. A decided dossier keeps who decided; whoever holds its part now corrects and returns."""
    over: Takeovers = act.values[OVER]
    field = dossier.edition.field.code
    pass_on(ties(over).filter(dossier=dossier).select_related("dossier__edition__field"), over, act.at)
    dossier.received_by_id = over.whole.get(dossier.received_by_id, dossier.received_by_id)
    if dossier.status in UNDECIDED:
        dossier.agency_id = over.of(dossier.agency_id, field) or dossier.agency_id


def pass_on(held: Iterable[Involvement], over: Takeovers, at: datetime) -> None:
    """End these parts and begin them at the successors; one that is there already is not doubled."""
    ending = list(held)
    Involvement.objects.filter(pk__in=[tie.pk for tie in ending]).update(until=at)
    Involvement.objects.bulk_create(
        (
            Involvement(dossier_id=tie.dossier_id, agency_id=_successor(tie, over), part=tie.part, since=at)
            for tie in ending
        ),
        ignore_conflicts=True,
    )


def _successor(tie: Involvement, over: Takeovers) -> int:
    whole = over.whole.get(tie.agency_id)
    return whole if whole else over.fields[(tie.agency_id, tie.dossier.edition.field.code)]


# --- Drafts -----------------------------------------------------------------------------------


def move_drafts(over: Takeovers) -> int:
    """Where a draft was to go, it goes to who is competent now. Returns how many moved."""
    moved = 0
    for old, new in over.whole.items():
        moved += _redirect(Dossier.objects.filter(agency=old), new)
        waiting = Dossier.objects.filter(received_by=old, status=Status.DRAFT)
        moved += waiting.update(received_by=new)
    for (old, code), new in over.fields.items():
        moved += _redirect(Dossier.objects.filter(agency=old, edition__field__code=code), new)
    return moved


def _redirect(found: DossierQuerySet, new: int) -> int:
    drafts = found.filter(status=Status.DRAFT)
    if not drafts.exists():
        return 0
    return drafts.update(agency=new, received_by=Agency.objects.get(pk=new).one_stop())
