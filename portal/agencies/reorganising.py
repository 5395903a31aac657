"""A confirmed reorganisation put in force: agencies, their former names, successors and posts, in one transaction.

What stands in other rooms follows afterwards (``dossiers.reorganisation``).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from portal.agencies.models import Agency, Change, FormerState, Post, Reorganisation, Succession
from portal.vietnamese import sort_key

Kind = Change.Kind
DAY = timedelta(days=1)
CHANGED = (Kind.PARENT, Kind.RENAME)
NOT_YET = date.max
"""When something founded exists from, as long as its decision is not in force."""


@dataclass(frozen=True)
class Takeovers:
    """Which agency takes over from which: whole ones, and single fields by (agency, code)."""

    whole: Mapping[int, int]
    fields: Mapping[tuple[int, str], int]

    def of(self, agency: int, field: str = "") -> int | None:
        return self.whole.get(agency) or self.fields.get((agency, field))


def planned(reorganisation: Reorganisation) -> Takeovers:
    """From its lines; the one-stop unit of an agency that ends goes with it where the successor has one."""
    changes = list(reorganisation.changes.select_related("agency", "into"))
    merges = {change.agency_id: change.into_id for change in changes if change.kind == Kind.MERGE}
    whole = {**dict(_units(merges)), **merges}
    fields = {(c.agency_id, c.field): c.into_id for c in changes if c.kind == Kind.FIELD}
    return Takeovers(whole, fields)  # type: ignore[arg-type]


def recorded(reorganisation: Reorganisation) -> Takeovers:
    """As they were written when it was put in force."""
    rows = list(reorganisation.successions.values_list("agency", "field", "successor"))
    whole = {agency: successor for agency, field, successor in rows if not field}
    return Takeovers(whole, {(agency, field): successor for agency, field, successor in rows if field})


def _units(merges: Mapping[int, int | None]) -> Iterator[tuple[int, int]]:
    """(one-stop unit that ends, the one that takes over)."""
    of = dict(
        Agency.objects.filter(kind=Agency.Kind.ONE_STOP, parent__in={*merges, *merges.values()})
        .order_by("-pk")
        .values_list("parent", "pk")
    )
    for old, new in merges.items():
        if old in of and new in of:
            yield of[old], of[new]


@transaction.atomic
def put_in_force(reorganisation: Reorganisation) -> Takeovers:
    """Safe to repeat: the second time it only gives what the first wrote. Nothing is done before its day."""
    held = Reorganisation.objects.select_for_update().get(pk=reorganisation.pk)
    if held.applied_at is None:
        whole = planned(held)
        founded = held.changes.filter(kind=Kind.FOUND).values("agency")
        Agency.objects.filter(pk__in=founded).update(valid_from=held.in_force_on)
        _write_states(held)
        _succeed(held, whole)
        for change in held.changes.filter(kind__in=CHANGED):
            _change(change)
        held.applied_at = timezone.now()
        held.save(update_fields=["applied_at"])
    reorganisation.applied_at = held.applied_at
    return recorded(held)


def _write_states(held: Reorganisation) -> None:
    """What is about to change is written down first, once for each agency."""
    changing = Q(pk__in=held.changes.filter(kind__in=[Kind.MERGE, *CHANGED]).values("agency"))
    for agency in Agency.objects.filter(changing | Q(parent__in=_ending(held))):
        _write_state(held, agency)


def _ending(held: Reorganisation) -> list[int]:
    return list(held.changes.filter(kind=Kind.MERGE).values_list("agency", flat=True))


def _write_state(held: Reorganisation, agency: Agency) -> None:
    FormerState.objects.create(
        agency=agency,
        name=agency.name,
        short_name=agency.short_name,
        code_2016=agency.code_2016,
        code_2020=agency.code_2020,
        parent_id=agency.parent_id,
        until=held.in_force_on - DAY,
        reorganisation=held,
    )


def _succeed(held: Reorganisation, over: Takeovers) -> None:
    day = held.in_force_on
    rows = [(old, new, "") for old, new in over.whole.items()]
    rows += [(old, new, field) for (old, field), new in over.fields.items()]
    for old, new, field in rows:
        Succession.objects.create(agency_id=old, successor_id=new, field=field, since=day, reorganisation=held)
    for old, new in over.whole.items():
        _continue_posts(old, new, day)
        Agency.objects.filter(parent=old).exclude(pk__in=over.whole).update(parent=new)
        Agency.objects.filter(pk=old).update(valid_to=day - DAY)


def _continue_posts(old: int, new: int, day: date) -> None:
    """Each post that is held on the day ends the day before and goes on at the successor; one that begins later is only
    to begin there. Who holds the same post there already gets no second one."""
    for post in Post.objects.filter(agency=old).filter(Q(until__isnull=True) | Q(until__gte=day)):
        if post.since >= day:
            Post.objects.filter(pk=post.pk).update(agency=new)
            continue
        Post.objects.filter(pk=post.pk).update(until=day - DAY)
        if not doubled(post, new, day):
            Post.objects.create(
                user_id=post.user_id, agency_id=new, role=post.role, title=post.title, since=day, until=post.until
            )


def doubled(post: Post, new: int, day: date) -> bool:
    """Whether its holder has the same post at the agency ``new`` for at least as long."""
    there = Post.objects.current(day).filter(user=post.user_id, agency=new, role=post.role)
    return there.filter(Q(until__isnull=True) | Q(until__gte=post.until or date.max)).exists()


def _change(change: Change) -> None:
    if change.kind == Kind.PARENT:
        Agency.objects.filter(pk=change.agency_id).update(parent=change.into_id)
    else:
        short = change.short_name or change.name
        Agency.objects.filter(pk=change.agency_id).update(
            name=change.name, short_name=short[:120], sort_key=sort_key(short)[:400]
        )
