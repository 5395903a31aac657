"""Writing a decision and what it names, under its lock: publishing takes the same."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from procedures import publishing
from procedures.editing import history, versions
from procedures.editing.saving import EditedElsewhere
from procedures.models import Decision, DecisionLine


@transaction.atomic
def write(decision: Decision, columns: Sequence[str], *, seen: str, by: User) -> None:
    """Store a new decision, or these columns of one still in the version ``seen``. Raises ``EditedElsewhere``.

    Once published only the date of entry into the national database is written.
    """
    if decision.pk is None:
        decision.save(force_insert=True)
        history.keep(decision, by=by, verb="added")
        return
    now = Decision.objects.select_for_update().get(pk=decision.pk)
    if versions.of_whole(now) != seen:
        raise edited(decision, now)
    columns = columns if now.is_open else [name for name in columns if name == "entered_on"]
    differing = [name for name in columns if getattr(now, name) != getattr(decision, name)]
    decision.save(update_fields=differing)
    if differing:
        history.keep(decision, by=by, verb="changed", fields=differing)


@transaction.atomic
def name(decision: Decision, line: DecisionLine, *, seen: str, by: User) -> None:
    """Store what the decision does with a procedure. Raises ``EditedElsewhere`` or ``AlreadyPublished``."""
    publishing.lock_open(decision)
    is_new = line.pk is None
    if not is_new:
        _unchanged(decision, line, seen)
    line.decision = decision
    line.save()
    history.keep(decision, by=by, verb="added" if is_new else "changed", row=line, fields=["effect"])


@transaction.atomic
def take_out(decision: Decision, line: DecisionLine, *, seen: str, by: User) -> None:
    """Raises as ``name``."""
    publishing.lock_open(decision)
    _unchanged(decision, line, seen)
    history.keep(decision, by=by, verb="deleted", row=line)
    line.delete()


def _unchanged(decision: Decision, line: DecisionLine, seen: str) -> None:
    now = decision.lines.filter(pk=line.pk).first()
    if now is None or versions.of_whole(now) != seen:
        raise edited(decision, now, line)


def edited(decision: Decision, now: Any, row: DecisionLine | None = None) -> EditedElsewhere:
    told = history.last(decision, row)
    return EditedElsewhere(now, str(told.user) if told else "", told.action_time if told else None)
