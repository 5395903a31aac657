"""Nothing is received: what the citizen was told goes into the log and onto a slip (NĐ 61/2018 Đ.15, 17.1; A2 #3)."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from dossiers.act import Act
from dossiers.counter.intake import Place
from dossiers.models import Guidance
from portal.agencies.models import Agency


def ask_to_complete(place: Place, person: Mapping[str, str], lines: Sequence[str], act: Act) -> Guidance:
    """Form 02 at the counter. ``act.values``: ``note``, why, which may be empty."""
    return _give(Guidance(kind=Guidance.Kind.INCOMPLETE, lines=list(lines)), place, person, act)


def refuse(place: Place, person: Mapping[str, str], act: Act) -> Guidance:
    """Form 03 at the counter. ``act.values``: ``note``, the reason."""
    return _give(Guidance(kind=Guidance.Kind.REFUSED), place, person, act)


@transaction.atomic
def _give(slip: Guidance, place: Place, person: Mapping[str, str], act: Act) -> Guidance:
    """Numbered from 1 each year per unit and form; the unit's row is held so that no number is missing or double."""
    slip.unit, slip.case, slip.edition = place.unit, place.case, place.case.edition
    slip.person, slip.reason, slip.at = dict(person), act.text("note"), act.at
    slip.by, slip.by_name = act.person, str(act.by)
    slip.year = timezone.localdate(act.at).year
    Agency.objects.select_for_update(no_key=True).get(pk=place.unit.pk)
    of_year = Guidance.objects.filter(unit=place.unit, kind=slip.kind, year=slip.year)
    slip.number = (of_year.aggregate(last=Max("number"))["last"] or 0) + 1
    slip.save(force_insert=True)
    return slip
