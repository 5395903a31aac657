"""By when a question must be answered, as dated settings on the province's calendar.

NĐ 43/2011/NĐ-CP Đ.17: within fifteen working days of its reception. Ten working days for a reply of the asker, and
fifteen anew from then on, are ours (assumed).
"""

from dataclasses import dataclass
from datetime import date, datetime

from feedback import terms


@dataclass(frozen=True)
class Terms:
    """Working days, in force from ``since``."""

    since: date
    answer: int
    reply: int


RULES = (Terms(date(2011, 8, 1), answer=15, reply=10),)
"""The newest first."""


def in_force(at: datetime) -> Terms:
    return terms.in_force(RULES, at)


def answer_by(at: datetime) -> datetime:
    return terms.after(at, in_force(at).answer)


def reply_by(at: datetime) -> datetime:
    return terms.after(at, in_force(at).reply)
