"""What becomes of a dossier: named courses, each a row of moves (``moves.MOVES``), and how many of each there are.

``came`` says how much of its time has passed since it came in, as a share of the limit; empty: any day of the ninety.
Of a course at most times ``here`` fall to each agency of the demonstration's officials, ``elsewhere`` to all others.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Share = tuple[float, float]
AMID: Share = (0.2, 0.8)
"""Under way, in time."""

OVER: Share = (1.1, 1.7)
LONG_OVER: Share = (1.6, 2.4)
FRESH: Share = (0.02, 0.5)
"""Also of the eight hours within which reception answers."""

COUNTER, ONLINE, POST = "1", "2", "3"


@dataclass(frozen=True)
class Course:
    moves: tuple[str, ...] = ()
    came: Share | None = AMID
    here: int = 1
    elsewhere: int = 3
    by: str = ""
    """The channel it needs; online where the citizen has something to do."""

    back: str = ""
    """How the result is to be returned, where that matters."""

    entry: str = "received"
    """How far it comes by itself: ``submitted`` stays before acceptance."""

    days: int = 0
    """The limit must be at least so many working days."""


def _row(text: str, came: Share | None = AMID, here: int = 1, elsewhere: int = 3, **more: object) -> Course:
    return Course(tuple(text.split()), came, here, elsewhere, **more)  # type: ignore[arg-type]


DONE = "forward assign appraise sign"
SENT_BACK = "forward assign ask_supplement"
AGAIN = f"{SENT_BACK} complete propose_again"

SPECIAL: Mapping[str, Course] = {
    # --- At reception
    "new": _row("", FRESH, 4, 12, by=ONLINE, entry="submitted"),
    "new, late": _row("", OVER, 2, 4, by=ONLINE, entry="submitted"),
    "received": _row("", FRESH, 3, 6),
    "by post": _row("", FRESH, 2, 4, by=POST),
    "on a slip": _row("carry", FRESH, 3, 5),
    "slip accepted": _row("carry accept", FRESH, 2, 4),
    "slip sent back": _row("carry slip_back", FRESH, 1, 3),
    "refused": _row("refuse", None, 2, 8, by=ONLINE, entry="submitted"),
    "withdrawn": _row("withdraw", None, 1, 4, by=ONLINE, entry="submitted"),
    # --- At the agency
    "to assign": _row("forward", FRESH, 3, 6),
    "free to take": _row("forward pass_on", AMID, 3, 4),
    "mine": _row("forward assign", AMID, 4, 8),
    "opinion asked": _row("forward assign ask_opinion", AMID, 3, 6, days=3),
    "opinion asked of ours": _row("forward assign ask_ours", AMID, 0, 9, days=1),
    "opinion given": _row("forward assign ask_opinion answer_opinion", AMID, 1, 3, days=3),
    "opinion late": _row("forward assign ask_opinion . remind", OVER, 1, 3, days=3),
    "verified": _row("forward assign verify", AMID, 1, 4, days=2),
    "to approve": _row("forward assign appraise", AMID, 4, 8),
    "to refuse": _row("forward assign appraise_no", AMID, 1, 3),
    "looked at again": _row("forward assign appraise send_back", AMID, 1, 3),
    "to issue": _row("forward assign appraise approve", AMID, 2, 4),
    "moved elsewhere": _row("forward transfer", AMID, 1, 3),
    # --- The citizen is waited for
    "supplement": _row(SENT_BACK, AMID, 3, 8, by=ONLINE),
    "supplement at reception": _row("ask_supplement", AMID, 2, 4, by=ONLINE),
    "supplement given": _row(f"{SENT_BACK} complete", AMID, 2, 4, by=ONLINE),
    "second supplement proposed": _row(AGAIN, AMID, 3, 3, by=ONLINE, days=1),
    "second supplement asked": _row(f"{AGAIN} approve_again", AMID, 1, 3, by=ONLINE, days=1),
    "second supplement rejected": _row(f"{AGAIN} reject_again", AMID, 1, 2, by=ONLINE, days=1),
    "duty": _row("forward assign ask_duty", AMID, 3, 8),
    "duty fulfilled": _row("forward assign ask_duty duty_done", AMID, 1, 6),
    "stopped": _row("forward assign stop", AMID, 2, 3),
    "gone on": _row("forward assign stop . continue", AMID, 1, 2),
    "withdrawal asked": _row("forward assign ask_withdrawal", AMID, 2, 3, by=ONLINE),
    "withdrawal confirmed": _row("forward assign ask_withdrawal confirm_withdrawal", None, 1, 3, by=ONLINE),
    "withdrawal refused": _row("forward assign appraise ask_withdrawal refuse_withdrawal", AMID, 1, 2, by=ONLINE),
    "question": _row("forward assign write", AMID, 4, 6, by=ONLINE),
    "question answered": _row("forward assign write reply", AMID, 1, 3, by=ONLINE),
    # --- By term
    "due today": _row("forward assign", (0.93, 1.0), 3, 6),
    "due next": _row("forward assign appraise", (0.78, 0.93), 3, 6, days=3),
    "overdue": _row("forward assign", OVER, 3, 4, days=1),
    "overdue, unassigned": _row("forward", OVER, 1, 2, days=1),
    "urged": _row("forward assign . urge", LONG_OVER, 1, 3, days=1),
    "urge answered": _row("forward assign . . urge answer_urge", LONG_OVER, 1, 3, days=1),
    "apology drafted": _row("forward assign draft_apology", (0.75, 0.95), 3, 3, days=3),
    "rescheduled": _row("forward assign . reschedule", (0.5, 0.75), 1, 3, days=5),
    "rescheduled late": _row("forward assign . reschedule", OVER, 1, 3, days=3),
    "missed again": _row("forward reschedule assign . . . .", (2.4, 3.2), 1, 2, days=3),
    # --- A result is there
    "ready": _row(DONE, None, 4, 10, back="counter"),
    "to be posted": _row(DONE, None, 3, 5, back="post"),
    "posted": _row(f"{DONE} post", None, 1, 5, back="post"),
    "result on a slip": _row(f"{DONE} send_result", None, 2, 4, back="counter"),
    "result accepted": _row(f"{DONE} send_result accept", None, 1, 3, back="counter"),
    "result online": _row(DONE, None, 2, 4, by=ONLINE, back="online"),
    "read": _row(f"{DONE} read", None, 2, 8, by=ONLINE, back="online"),
    "correction asked": _row(f"{DONE} read ask_correction", None, 3, 4, by=ONLINE, back="online"),
    "corrected": _row(f"{DONE} read ask_correction correct", None, 1, 3, by=ONLINE, back="online"),
    "not corrected": _row(f"{DONE} read ask_correction refuse_correction", None, 1, 3, by=ONLINE, back="online"),
    "revoked": _row(f"{DONE} read revoke", None, 1, 2, by=ONLINE, back="online"),
    "refused after appraisal": _row("forward assign appraise_no refuse_appraised", None, 2, 6, days=1),
}

ON_THE_SPOT = "on the spot"
ORDINARY: Mapping[str, tuple[int, Course]] = {
    "ordinary": (84, _row(DONE, None)),
    "with a supplement": (8, _row("ask_supplement complete forward assign appraise sign", None, by=ONLINE)),
    "with a duty": (8, _row("forward assign ask_duty duty_done appraise sign", None)),
}
"""Of a hundred of the rest; what their hand-over is follows from how the result goes back."""

COURSES: Mapping[str, Course] = {
    **SPECIAL, **{name: course for name, (_weight, course) in ORDINARY.items()}, ON_THE_SPOT: Course(came=None),
}  # fmt: skip
