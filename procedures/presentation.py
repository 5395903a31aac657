"""A procedure in the words of its readers."""

import re
from decimal import Decimal
from typing import Any

from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.agencies.models import Agency, Level
from procedures.models import Edition, TimeLimit

SUFFIXED = re.compile(r"^(\d\.\d{6})\.[\d.]*[A-Y]\d{2}$")

NOT_ONLINE: dict[str, str | Promise] = {
    "vertical": gettext_lazy(
        "This is handled by %(agency)s, which has a system of its own. Go to that agency, or to its own site."
    ),
    "nobody": gettext_lazy(
        "No agency of the province handles this. Ask at the Provincial Public Administration Centre where to go."
    ),
    "counter": gettext_lazy(
        "This is not filed online. Hand in the papers at the one-stop unit of the agency that handles it."
    ),
}


def short_code(code: str) -> str:
    """``1.001193.000.00.00.H02`` → ``1.001193``; anything else as it is."""
    found = SUFFIXED.match(code)
    return found[1] if found else code


def level_names(edition: Edition) -> list[str]:
    return [str(Level(level).label) for level in edition.levels if level in Level.values]


def levels(edition: Edition) -> str:
    names = level_names(edition)
    return _("%(name)s level") % {"name": ", ".join(names)} if names else ""


def where_filed(edition: Edition) -> str:
    """In short, for lists."""
    department = edition.field.department
    if department and department.kind == Agency.Kind.VERTICAL:
        return _("handled by %(agency)s") % {"agency": department.short_name}
    if edition.online_level >= 3 and is_ours(edition):
        return _("can be filed online")
    return _("at the one-stop unit")


def is_ours(edition: Edition) -> bool:
    """Whether somebody here decides; the same as ``receivers().exists()`` without asking the database for each row of a
    list.
    """
    department = edition.field.department
    if department and department.kind == Agency.Kind.VERTICAL:
        return False
    below = {Level.DISTRICT, Level.COMMUNE} & set(edition.levels)
    return bool(below) or (Level.PROVINCE in edition.levels and department is not None)


def row(edition: Edition) -> dict[str, Any]:
    return {
        "code": edition.procedure.code,
        "name": edition.name,
        "field": edition.field.name,
        "levels": levels(edition),
        "where": where_filed(edition),
        "is_online": edition.online_level >= 3 and is_ours(edition),
    }


def duration(limit: TimeLimit) -> str:
    """How long it may take, as the law counts it."""
    number = localize(limit.value.normalize() if limit.value % 1 else Decimal(int(limit.value)))
    words = {
        TimeLimit.Unit.WORKING_DAYS: ngettext("%(n)s working day", "%(n)s working days", int(limit.value)),
        TimeLimit.Unit.CALENDAR_DAYS: ngettext("%(n)s day", "%(n)s days", int(limit.value)),
        TimeLimit.Unit.HOURS: ngettext("%(n)s working hour", "%(n)s working hours", int(limit.value)),
        TimeLimit.Unit.MONTHS: ngettext("%(n)s month", "%(n)s months", int(limit.value)),
        TimeLimit.Unit.SAME_DAY: _("the same day"),
        TimeLimit.Unit.UNKNOWN: _("not stated in the national record"),
    }[TimeLimit.Unit(limit.unit)] % {"n": number}
    late = _("(received after 15:00: the next working day)")
    return f"{words} {late}" if limit.after_three else words


def not_online(edition: Edition) -> str:
    """Why it is not filed here, and where to go; empty where it is."""
    department = edition.field.department
    if department and department.kind == Agency.Kind.VERTICAL:
        return str(NOT_ONLINE["vertical"]) % {"agency": department.name}
    if not is_ours(edition):
        return str(NOT_ONLINE["nobody"])
    return "" if edition.online_level >= 3 else str(NOT_ONLINE["counter"])


def deciding(edition: Edition) -> list[str]:
    """Who handles it here, in words."""
    named = {
        Level.COMMUNE: _("all 209 commune people's committees"),
        Level.DISTRICT: _("all 10 district people's committees"),
    }
    department = edition.field.department
    if department and department.kind == Agency.Kind.VERTICAL:
        return [department.name]
    words = [text for level, text in named.items() if level in edition.levels]
    if department and Level.PROVINCE in edition.levels:
        words.append(department.name)
    return words


def results(edition: Edition) -> list[str]:
    """What one gets, by name."""
    named = (result.get("name", "") if isinstance(result, dict) else str(result) for result in edition.results)
    return [name for name in named if name]
