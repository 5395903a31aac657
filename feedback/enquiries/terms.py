"""By when a question must be answered, as dated settings on the province's calendar.

NĐ 43/2011/NĐ-CP Đ.17: within fifteen working days of its reception. Ten working days for a reply of the asker, and
fifteen anew from then on, are ours (assumed).
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from portal.calendar.arithmetic import due_working_days
from portal.calendar.current import work_calendar
from portal.calendar.week import VIETNAM


@dataclass(frozen=True)
class Terms:
    """Working days, in force from ``since``."""

    since: date
    answer: int
    reply: int


RULES = (Terms(date(2011, 8, 1), answer=15, reply=10),)
"""The newest first."""


def in_force(at: datetime) -> Terms:
    day = at.astimezone(VIETNAM).date()
    return next((rules for rules in RULES if rules.since <= day), RULES[-1])


def after(at: datetime, days: int) -> datetime:
    """``days`` working days on."""
    return due_working_days(work_calendar(), at, Decimal(days))


def answer_by(at: datetime) -> datetime:
    return after(at, in_force(at).answer)


def reply_by(at: datetime) -> datetime:
    return after(at, in_force(at).reply)
