"""By when a petition must be passed on and answered, as dated settings on the province's calendar.

NĐ 20/2008/NĐ-CP Đ.14, 19: passed to the agency in charge within five working days of its reception. The decree names no
term for the answer; fifteen working days, two for looking through, one extension of ten are practice (assumed).
"""

from dataclasses import dataclass
from datetime import date, datetime

from feedback import terms


@dataclass(frozen=True)
class Terms:
    """Working days, in force from ``since``."""

    since: date
    look_through: int
    transfer: int
    answer: int
    extension: int
    clarify: int
    reopen_calendar_days: int


RULES = (
    Terms(date(2018, 1, 1), look_through=2, transfer=5, answer=15, extension=10, clarify=10, reopen_calendar_days=30),
)
"""The newest first."""


def in_force(at: datetime) -> Terms:
    return terms.in_force(RULES, at)


after = terms.after
