"""What an export says of each dossier: where it is read, and who may have it."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dossiers.desk.seat import Seat
from dossiers.models import Status
from portal.agencies.models import Role
from procedures.models import Channel

HANDLING = frozenset({Role.CLERK, Role.OFFICER, Role.LEADER, Role.CASHIER})
DECIDING = frozenset({Role.CLERK, Role.OFFICER, Role.LEADER})
"""Who decides must know who asks; a cashier does not need where they live."""


def _itself(value: Any) -> Any:
    return value


def _of_owner(*names: str) -> Callable[[dict[str, Any]], str]:
    return lambda owner: next((str(owner[name]) for name in names if owner.get(name)), "")


@dataclass(frozen=True)
class Column:
    """``path`` is of ``Place``; ``read`` makes a text, a moment or nothing of what stands there."""

    key: str
    title: str | Promise
    path: str
    read: Callable[[Any], Any] = _itself
    roles: Set[str] = HANDLING
    width: int = 18


COLUMNS = (
    Column("code", _("Dossier code"), "dossier__code", width=28),
    Column("provisional", _("Provisional number"), "dossier__provisional_number"),
    Column("national_code", _("Code at the national portal"), "dossier__national_code"),
    Column("procedure_code", _("Code of the procedure"), "procedure__code"),
    Column("procedure", _("Procedure"), "dossier__edition__name", width=50),
    Column("field", _("Field"), "field__name", width=24),
    Column("owner", _("Owner"), "dossier__owner", _of_owner("name"), width=30),
    Column("number", _("Identity number or tax code"), "dossier__owner", _of_owner("tax_code", "id_number"), DECIDING),
    Column("phone", _("Telephone"), "dossier__owner", _of_owner("phone"), DECIDING),
    Column("address", _("Address"), "dossier__owner", _of_owner("address"), DECIDING, 40),
    Column("status", _("Status"), "status", lambda value: str(Status(value).label), width=24),
    Column("channel", _("Channel"), "channel", lambda value: str(Channel(value).label)),
    Column("received_by", _("Received by"), "dossier__received_by__name", width=40),
    Column("agency", _("Deciding agency"), "decider__name", width=40),
    Column("submitted", _("Submitted"), "dossier__submitted_at"),
    Column("received", _("Received"), "received_at"),
    Column("first_due", _("First due"), "dossier__first_due_at"),
    Column("due", _("Due"), "due_at"),
    Column("finished", _("Finished"), "dossier__finished_at"),
    Column("handed_over", _("Handed over"), "dossier__handed_over_at"),
    Column("result", _("Number of the result"), "dossier__result_number"),
)


def columns_for(seat: Seat) -> list[Column]:
    """Those that the person's roles of today allow."""
    held = set(seat.user.posts.current().handling().values_list("role", flat=True))
    return [column for column in COLUMNS if column.roles & held]
