"""Holding the clock: a financial duty of the citizen (A6), or the agency stops. What is held never counts.

Neither decree says what becomes of the time when a stopped dossier goes on: it goes on where it stood (assumed,
decision 020).
"""

from dossiers import clock
from dossiers.act import Act
from dossiers.models import Dossier, Hold
from portal.calendar import arithmetic
from portal.calendar.current import work_calendar


def ask_duty(dossier: Dossier, act: Act) -> None:
    """``values``: ``note`` (what is to be paid, where, why), ``amount`` in đồng or none."""
    _begin(dossier, act, Hold.Kind.DUTY)


def stop(dossier: Dossier, act: Act) -> None:
    """``values``: ``note`` (the reason) and ``ground`` (the rule). A duty still waited for ends with it."""
    if dossier.holds.open().exists():
        go_on(dossier, act)
    _begin(dossier, act, Hold.Kind.STOP)


def go_on(dossier: Dossier, act: Act) -> None:
    """The due date moves on by exactly the working minutes held, never back."""
    hold = dossier.holds.open().get()
    hold.ended_at, hold.ended_in = act.at, dossier.last_event
    hold.minutes = arithmetic.working_minutes_between(work_calendar(), hold.begun_at, act.at)
    hold.save(update_fields=["ended_at", "ended_in", "minutes"])
    dossier.due_at = hold.due_after = clock.counted_due(dossier)
    hold.save(update_fields=["due_after"])


def _begin(dossier: Dossier, act: Act, kind: Hold.Kind) -> None:
    Hold.objects.create(
        dossier=dossier, kind=kind, text=act.text("note"), ground=act.text("ground"), amount=act.values.get("amount"),
        begun_at=act.at, begun_in=dossier.last_event, due_before=dossier.due_at,
    )  # fmt: skip
    dossier.due_at = None
