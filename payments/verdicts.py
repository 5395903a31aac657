"""What settlement can say of a message; providers put it into their own words."""

from enum import StrEnum


class Verdict(StrEnum):
    SETTLED = "settled"
    """Booked to its request."""

    REPEATED = "repeated"
    """Known already; nothing was changed."""

    NOT_PAID = "not_paid"
    """The attempt failed, or is not decided yet."""

    # Money that arrived and waits for a person, by the kinds of ``WorkItem``.
    LATE = "late"
    DOUBLE = "double"
    WRONG_AMOUNT = "wrong_amount"
    NOT_DUE = "not_due"
    UNKNOWN_ORDER = "unknown_order"
    FOREIGN = "foreign"
    CURRENCY = "currency"
    CONTRADICTION = "contradiction"

    # Messages that have no effect.
    FORGED = "forged"
    UNREADABLE = "unreadable"
