"""The one way an edition becomes law: checked by the gates, published with all of its decision at once.

Locks: the decision, then its procedures by code, then their editions. Two administrators publishing at once take turns;
the second finds the work done.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from procedures import examples, fees, levels, processes, search
from procedures.models import Decision, DecisionLine, Edition, Procedure
from procedures.questions import checks

GATES: tuple[tuple[str, Callable[[Edition], Iterable[str]]], ...] = (
    ("agencies", processes.faults),
    ("form", checks.faults),
    ("papers", checks.paper_faults),
    ("fees", fees.faults),
    ("examples", examples.faults),
)
"""Each gives what is wrong with a draft, in words; nothing where it may be published. With the part it looks at."""

ENDS = {DecisionLine.Effect.REPLACED, DecisionLine.Effect.ABOLISHED}

Faults = dict[str, list[str]]
"""By code of the procedure."""


class NotPublished(Exception):
    """The gates found faults; nothing was changed."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(faults)
        self.faults = faults


class AlreadyPublished(Exception):
    """Somebody else was faster."""

    message = _("This decision has been published in the meantime.")


class NothingToPublish(Exception):
    message = _("This decision names no procedure yet.")


@dataclass(frozen=True)
class Fault:
    """``part`` is where the edition is mended."""

    part: str
    text: str


def found(edition: Edition) -> list[Fault]:
    """What every gate says of a draft."""
    demanded = [Fault(part, text) for part, text in levels.demands(edition)]
    return demanded + [Fault(part, str(text)) for part, gate in GATES for text in gate(edition)]


def faults(edition: Edition) -> list[str]:
    return [fault.text for fault in found(edition)]


# --- Decisions --------------------------------------------------------------------------------


@transaction.atomic
def publish(decision: Decision, *, by: User | None) -> None:
    """All procedures of the decision change at once, or none.

    Raises ``NotPublished``, ``AlreadyPublished`` or ``NothingToPublish``.
    """
    lines = _locked_lines(lock_open(decision))
    if wrong := _faults(lines):
        raise NotPublished(wrong)
    now = timezone.now()
    for line in lines:
        _apply(line, now)
    decision.state, decision.published_at, decision.published_by = Decision.State.PUBLISHED, now, by
    decision.faults = []
    decision.save(update_fields=["state", "published_at", "published_by", "faults"])
    changed([line.procedure for line in lines])


@transaction.atomic
def schedule(decision: Decision, on: date) -> None:
    """To be published at 00:00 in Hanoi on that day; checked now, and again then. Raises as ``publish`` does."""
    if wrong := _faults(_locked_lines(lock_open(decision))):
        raise NotPublished(wrong)
    decision.state, decision.publish_on, decision.faults = Decision.State.SCHEDULED, on, []
    decision.save(update_fields=["state", "publish_on", "faults"])


@transaction.atomic
def unschedule(decision: Decision) -> None:
    """Back to being prepared. Raises ``AlreadyPublished``."""
    lock_open(decision)
    decision.state, decision.publish_on = Decision.State.DRAFT, None
    decision.save(update_fields=["state", "publish_on"])


def publish_due(today: date | None = None) -> int:
    """Publish what is scheduled for today or before. Safe to repeat.

    One that cannot be published any more stays, with its faults written on it for the administrators.
    """
    done = 0
    for decision in Decision.objects.due(today or timezone.localdate()):
        try:
            publish(decision, by=None)
            done += 1
        except NotPublished as refusal:
            Decision.objects.filter(pk=decision.pk).update(faults=_listed(refusal.faults))
        except (AlreadyPublished, NothingToPublish):
            continue
    return done


def check(decision: Decision) -> Faults:
    """What would stop it now; nothing is locked or changed."""
    return _faults(list(decision.lines.select_related("procedure", "edition")))


def _listed(found: Faults) -> list[str]:
    return [f"{code}: {fault}" for code, list_ in found.items() for fault in list_]


def lock_open(decision: Decision) -> Decision:
    """The decision as it is stored, to be changed. Raises ``AlreadyPublished``."""
    current = Decision.objects.select_for_update().get(pk=decision.pk)
    if not current.is_open:
        raise AlreadyPublished
    decision.state = current.state
    return decision


def _locked_lines(decision: Decision) -> list[DecisionLine]:
    """The lines as they are once nobody else can change what they publish."""
    keys = list(decision.lines.values_list("procedure_id", flat=True))
    if not keys:
        raise NothingToPublish
    list(Procedure.objects.select_for_update().filter(pk__in=keys).order_by("code").values_list("pk"))
    list(Edition.objects.select_for_update().filter(line__decision=decision).order_by("pk").values_list("pk"))
    return list(decision.lines.select_related("procedure", "edition").order_by("procedure__code"))


def _faults(lines: Sequence[DecisionLine]) -> Faults:
    found = {line.procedure.code: list(_line_faults(line)) for line in lines}
    return {code: list_ for code, list_ in found.items() if list_}


def _line_faults(line: DecisionLine) -> Iterable[str]:
    yield from refusals(line)
    if line.edition is not None and line.edition.procedure_id == line.procedure_id:
        yield from faults(line.edition)


def refusals(line: DecisionLine) -> Iterable[str]:
    """Why the decision cannot do this with the procedure, whatever its draft is like."""
    if line.edition is None:
        if line.procedure.current_id is None:
            yield str(_("It has no edition in force that could be ended."))
        return
    if line.edition.procedure_id != line.procedure_id:
        yield str(_("The draft belongs to another procedure."))
    if not line.edition.is_draft:
        yield str(_("Its draft has been published already."))
    if line.effect == DecisionLine.Effect.NEW and line.procedure.current_id:
        yield str(_("It is in force already: amend it instead."))
    if line.effect == DecisionLine.Effect.AMENDED and not line.procedure.current_id:
        yield str(_("It was never in force: announce it as new instead."))


def _apply(line: DecisionLine, now: datetime) -> None:
    if line.edition is not None:
        _put_in_force(line.procedure, line.edition, now)
    else:
        Procedure.objects.filter(pk=line.procedure_id).update(is_used=False)


def ended() -> set[int]:
    """The procedures whose last word from the province was replacement or abolition."""
    said = DecisionLine.objects.filter(decision__state=Decision.State.PUBLISHED)
    last = dict(said.order_by("decision__published_at", "pk").values_list("procedure_id", "effect"))
    return {pk for pk, effect in last.items() if effect in ENDS}


# --- One edition ------------------------------------------------------------------------------


@transaction.atomic
def publish_edition(edition: Edition, *, by: User | None, ground: str) -> None:
    """Without a decision of ours: what the national database announces. ``ground`` is kept with the edition.

    Raises ``NotPublished``.
    """
    procedure = Procedure.objects.select_for_update().get(pk=edition.procedure_id)
    is_draft = Edition.objects.select_for_update().filter(pk=edition.pk, state=Edition.State.DRAFT).exists()
    if not is_draft:
        raise NotPublished({procedure.code: [str(_("Its draft has been published already."))]})
    edition.refresh_from_db()
    if wrong := faults(edition):
        raise NotPublished({procedure.code: wrong})
    publish_first(edition, ground=ground, by=by)


def publish_first(edition: Edition, *, ground: str, by: User | None = None) -> None:
    """As the nation has it, without the province's gates: the first edition of a procedure that is law already."""
    edition.provenance = edition.provenance | {"ground": ground, "published_by": by.pk if by else None}
    edition.save(update_fields=["provenance"])
    _put_in_force(edition.procedure, edition, timezone.now())
    changed([edition.procedure])


def _put_in_force(procedure: Procedure, edition: Edition, now: datetime) -> None:
    edition.state, edition.published_at = Edition.State.PUBLISHED, now
    edition.save(update_fields=["state", "published_at"])
    procedure.current, procedure.is_used = edition, True
    procedure.save(update_fields=["current", "is_used"])


def changed(procedures: Iterable[Procedure]) -> None:
    """Whoever keeps something made from editions is told here."""
    search.index(procedures)
