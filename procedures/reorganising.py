"""What of the catalogue follows a reorganisation: who is in charge of a field, drafts, and services still planned.

Published editions are law and stay as they are; ``Edition.receivers`` follows the successors instead.
"""

from collections.abc import Iterator

from django.db.models import QuerySet

from portal.agencies.reorganising import Takeovers
from procedures import search
from procedures.models import Edition, Field, PlanEntry, Procedure, Responsibility


def fields_of(over: Takeovers) -> Iterator[tuple[QuerySet[Field], int]]:
    """(fields, the agency that is to be in charge of them)."""
    for (old, code), new in over.fields.items():
        yield Field.objects.filter(department=old, code=code), new
    for old, new in over.whole.items():
        yield Field.objects.filter(department=old), new


def drafts_of(over: Takeovers) -> Iterator[tuple[QuerySet[Responsibility], int]]:
    named = Responsibility.objects.filter(edition__state=Edition.State.DRAFT)
    for (old, code), new in over.fields.items():
        yield named.filter(agency=old, edition__field__code=code), new
    for old, new in over.whole.items():
        yield named.filter(agency=old), new


def planned_of(over: Takeovers) -> Iterator[tuple[QuerySet[PlanEntry], int]]:
    """Services not integrated yet; what is done stays with who did it."""
    for old, new in over.whole.items():
        yield PlanEntry.objects.filter(agency=old, integrated_on__isnull=True), new


def published_of(over: Takeovers) -> QuerySet[Responsibility]:
    """What stays as it was published, and is read through the successors from now on."""
    named = Responsibility.objects.filter(edition__state=Edition.State.PUBLISHED)
    found = named.filter(agency__in=over.whole)
    for (old, code), _new in over.fields.items():
        found |= named.filter(agency=old, edition__field__code=code)
    return found


def follow(over: Takeovers) -> None:
    """Safe to repeat."""
    for fields, new in fields_of(over):
        keys = list(fields.values_list("pk", flat=True))
        Field.objects.filter(pk__in=keys).update(department=new)
        search.index(Procedure.objects.in_use().filter(current__field__in=keys))
    for drafts, new in drafts_of(over):
        Responsibility.objects.filter(pk__in=list(drafts.values_list("pk", flat=True))).update(agency=new)
    for entries, new in planned_of(over):
        entries.update(agency=new)
