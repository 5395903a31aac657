"""Slips: a batch of dossiers, or of results, whose papers are carried at one time and signed for on both sides.

Sending a slip forwards its dossiers (``workflow.FORWARD``), so the slip adds who carried what, when, and whether in
time; accepting confirms each one, returning gives it back to who sent it, with the reason (NĐ 61/2018 Đ.14, 18.2-3).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act, NotYours, Refusal, WrongStatus
from dossiers.action import Action
from dossiers.counter import steps
from dossiers.counter.refusals import NothingChosen, NotToBeHandedOver
from dossiers.counter.served import units_of
from dossiers.models import Dossier, DossierEvent, DossierQuerySet, HandOver, HandOverItem, Status
from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from portal.calendar.current import work_calendar
from procedures import deadlines

SENDING: Mapping[str, Action] = {
    HandOver.Kind.DOSSIERS: workflow.FORWARD,
    HandOver.Kind.RESULTS: steps.SEND_RESULT,
}
RETURNING: Mapping[str, Action] = {
    HandOver.Kind.DOSSIERS: steps.RETURN_HAND_OVER,
    HandOver.Kind.RESULTS: steps.RETURN_RESULT,
}


# --- What waits -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Waiting:
    """A dossier whose papers, or whose result, lie here and belong elsewhere."""

    dossier: Dossier
    due_at: datetime | None
    is_late: bool


def to_send(user: User, kind: str) -> DossierQuerySet:
    """Received and not forwarded, at one's units; or finished and not sent back, where one decides."""
    on_its_way = HandOverItem.objects.filter(dossier=OuterRef("pk"), slip__kind=kind, state=HandOverItem.State.SENT)
    came = HandOverItem.objects.filter(dossier=OuterRef("pk"), slip__kind=kind, state=HandOverItem.State.ACCEPTED)
    rows = Dossier.objects.reached_by(user).select_related("edition", "agency", "received_by")
    if kind == HandOver.Kind.DOSSIERS:
        return rows.filter(status=Status.RECEIVED, received_by__in=units_of(user)).exclude(Exists(on_its_way))
    deciding = user.posts.current().filter(role__in=[Role.OFFICER, Role.LEADER]).agencies()
    rows = rows.filter(status=Status.FINISHED, agency__in=deciding)
    return rows.exclude(Exists(on_its_way)).exclude(Exists(came))


def with_terms(rows: DossierQuerySet, now: datetime) -> list[Waiting]:
    """Of dossiers that wait to be forwarded, the most pressing first.

    What was entered after an outage has its hour from the entry: before, no slip could be made (assumed).
    """
    calendar = work_calendar()
    found = []
    for dossier in rows.annotate(since=Greatest(_received(), F("intake__entered_at"))):
        since = dossier.since or dossier.received_at  # type: ignore[attr-defined]
        due = deadlines.transfer_due(since, calendar) if since else None
        found.append(Waiting(dossier, due, due is not None and due < now))
    return sorted(found, key=lambda one: (one.due_at is None, one.due_at, one.dossier.pk))


def _received() -> Subquery:
    """When it came to reception last: received, put right, or sent back."""
    events = DossierEvent.objects.filter(dossier=OuterRef("pk"), status=Status.RECEIVED)
    return Subquery(events.exclude(status_before=Status.RECEIVED).order_by("-number").values("at")[:1])


# --- Sending ----------------------------------------------------------------------------------


@transaction.atomic
def send(kind: str, dossiers: Iterable[Dossier], act: Act) -> list[HandOver]:
    """One slip for each pair of agencies among ``dossiers``; all are sent, or none.

    Raises ``NothingChosen``, or ``NotToBeHandedOver`` where one has moved on meanwhile.
    """
    batches: dict[tuple[int, int], list[Dossier]] = {}
    for dossier in sorted(dossiers, key=lambda one: one.pk):
        batches.setdefault(_way(kind, dossier), []).append(dossier)
    if not batches:
        raise NothingChosen
    return [_send(kind, batch, act) for _way_, batch in sorted(batches.items())]


def _way(kind: str, dossier: Dossier) -> tuple[int, int]:
    there = (dossier.received_by_id, dossier.agency_id)
    return there if kind == HandOver.Kind.DOSSIERS else there[::-1]


def _send(kind: str, batch: Sequence[Dossier], act: Act) -> HandOver:
    from_agency, to_agency = _way(kind, batch[0])
    due = {one.dossier.pk: one.due_at for one in with_terms(_rows(batch), act.at)} if _is_there(kind) else {}
    slip = _new_slip(kind, from_agency, to_agency, act)
    for dossier in batch:
        try:
            workflow.perform(SENDING[kind], dossier, Act(act.by, act.at, {"slip": str(slip)}))
        except (WrongStatus, NotYours) as refusal:
            raise NotToBeHandedOver from refusal
    HandOverItem.objects.bulk_create(
        HandOverItem(slip=slip, dossier=dossier, due_at=due.get(dossier.pk)) for dossier in batch
    )
    return slip


def _is_there(kind: str) -> bool:
    """Only on the way there does the law fix the hour (Đ.18.2-3)."""
    return kind == HandOver.Kind.DOSSIERS


def _rows(batch: Sequence[Dossier]) -> DossierQuerySet:
    return Dossier.objects.filter(pk__in=[dossier.pk for dossier in batch])


def _new_slip(kind: str, from_agency: int, to_agency: int, act: Act) -> HandOver:
    """Numbered without a gap per sender and day: the sender's row is held until the transaction ends."""
    day = timezone.localdate(act.at)
    Agency.objects.select_for_update(no_key=True).get(pk=from_agency)
    last = HandOver.objects.filter(from_agency=from_agency, day=day).aggregate(last=Max("number"))["last"]
    return HandOver.objects.create(
        kind=kind, from_agency_id=from_agency, to_agency_id=to_agency, day=day, number=(last or 0) + 1,
        sent_at=act.at, sent_by=act.person, sent_by_name=str(act.by),
    )  # fmt: skip


# --- Deciding ---------------------------------------------------------------------------------


def may_decide(slip: HandOver, user: User) -> bool:
    """Whether somebody signs for the receiving side of this slip."""
    roles = [Role.OFFICER, Role.LEADER] if slip.kind == HandOver.Kind.DOSSIERS else [Role.CLERK]
    return user.posts.current().filter(role__in=roles, agency=slip.to_agency_id).exists()


def accept(slip: HandOver, keys: Iterable[int], act: Act) -> list[HandOverItem]:
    """Each on its own. Returns those that could not be accepted any more. Raises ``NothingChosen``."""
    return _decide(slip, keys, steps.ACCEPT_HAND_OVER, act)


def send_back(slip: HandOver, keys: Iterable[int], act: Act) -> list[HandOverItem]:
    """``act.values``: ``note``, the reason. As ``accept``."""
    return _decide(slip, keys, RETURNING[slip.kind], act)


def _decide(slip: HandOver, keys: Iterable[int], action: Action, act: Act) -> list[HandOverItem]:
    chosen = list(_items(slip).filter(pk__in=list(keys)))
    if not chosen:
        raise NothingChosen
    return [item for item in chosen if not _is_done(item, action, act)]


def _items(slip: HandOver) -> QuerySet[HandOverItem]:
    return slip.items.select_related("dossier__edition")


def _is_done(item: HandOverItem, action: Action, act: Act) -> bool:
    if item.state != HandOverItem.State.SENT:
        return False
    try:
        workflow.perform(
            action, item.dossier, Act(act.by, act.at, {**act.values, "item": item.pk, "slip": str(item.slip)})
        )
    except Refusal:
        return False
    return True
