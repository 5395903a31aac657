"""Figures of the catalogue: procedures by level, online services, standardisation, the plan, videos."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Level
from procedures import plan as plans
from procedures import standard
from procedures.in_force import editions_at
from procedures.models import Edition, Guide, Plan, PlanEntry
from reports.figures.base import Column, Figure, Listing, Value, Words
from reports.scope import Scope

NO_LEVEL = "none"
LEVELS: Mapping[str, Words] = {
    **{str(level.value): level.label for level in Level if level != Level.MINISTRY},
    NO_LEVEL: _("no level named"),
}
ONLINE: Mapping[str, Words] = {"3": _("level 3"), "4": _("level 4")}


# --- Procedures -------------------------------------------------------------------------------


def _level(levels: Iterable[int]) -> str:
    """One handled at several levels counts once, at the highest."""
    return str(min((level for level in levels if level in (1, 2, 3)), default=NO_LEVEL))


def _procedures(scope: Scope) -> Value:
    levels = [_level(found) for found in editions_at(scope.at).values_list("levels", flat=True)]
    counts = Counter(levels)
    return Value(len(levels), parts={level: counts[level] for level in LEVELS if counts[level] or level != NO_LEVEL})


def _in_force(scope: Scope) -> QuerySet[Edition]:
    return editions_at(scope.at)


def _online_editions(scope: Scope) -> QuerySet[Edition]:
    return editions_at(scope.at).filter(online_level__gte=3)


def _online(scope: Scope) -> Value:
    found = Counter(_online_editions(scope).values_list("online_level", flat=True))
    return Value(found.total(), parts={level: found[int(level)] for level in ONLINE})


def _complete(scope: Scope) -> QuerySet[Edition]:
    return standard.complete(editions_at(scope.at))


def _lacking(scope: Scope) -> QuerySet[Edition]:
    return editions_at(scope.at).exclude(pk__in=_complete(scope).values("pk"))


def _standardised(scope: Scope) -> Value:
    return Value(_complete(scope).count(), editions_at(scope.at).count())


def _named_levels(levels: Iterable[int]) -> str:
    return ", ".join(str(Level(level).label) for level in sorted(levels) if level in Level.values)


PROCEDURE = (
    Column(_("Code"), "procedure__code", width=16),
    Column(_("Procedure"), "name", is_vietnamese=True, width=70),
    Column(_("Field"), "field__name", is_vietnamese=True, width=30),
    Column(_("Level"), "levels", _named_levels),
    Column(_("Online level"), "online_level", width=12),
)


def _procedure_page(code: str) -> str:
    return reverse("procedure", args=[code])


def _editions(title: Words, rows: Any) -> Listing:
    return Listing(title, rows, PROCEDURE, address=_procedure_page, address_path="procedure__code")


# --- The plan ---------------------------------------------------------------------------------


def _year(scope: Scope) -> int | None:
    """The plan that counts on the day: of those decided by then, or whose year had begun where no day is said."""
    decided = Q(decided_on__lte=scope.on) | Q(decided_on__isnull=True, year__lte=scope.on.year)
    return plans.shown(list(Plan.objects.filter(decided).values_list("year", flat=True)), scope.on)


def _entries(scope: Scope) -> QuerySet[PlanEntry]:
    year = _year(scope)
    known = plans.integrated_as_known(year, scope.on, scope.at) if year else set()
    return PlanEntry.objects.filter(pk__in=known)


def _integrated(scope: Scope) -> Value | None:
    year = _year(scope)
    if year is None:
        return None
    plan, found = Plan.objects.get(year=year), _entries(scope)
    is_assumed = found.filter(is_demo=True).exists()
    return Value(found.count(), plan.target, {"out_of": plan.out_of}, is_assumed=is_assumed)


SERVICE = (
    Column(_("Code"), "procedure__code", width=16),
    Column(_("Procedure"), "procedure__current__name", is_vietnamese=True, width=70),
    Column(_("Agency in charge"), "agency__name", is_vietnamese=True, width=40),
    Column(_("Term"), "due_on", width=14),
)


# --- Videos -----------------------------------------------------------------------------------


def _videos(scope: Scope) -> Value | None:
    """Guides keep no history: today's are counted, those of a past day are what was written down that night."""
    if scope.on != timezone.localdate(scope.now):
        return None
    return Value(Guide.objects.published().filter(kind=Guide.Kind.VIDEO).count())


CATALOGUE_SOURCE = _("editions as published, by the decisions that announce, replace or abolish")

FIGURES = (
    Figure(
        "thu-tuc",
        _("Procedures in force"),
        _("procedures"),
        _("Editions in force at the end of the day; one handled at several levels counts once, at the highest."),
        CATALOGUE_SOURCE,
        _procedures,
        LEVELS,
        {"": _editions(_("Procedures in force"), _in_force)},
        is_whole=True,
    ),
    Figure(
        "truc-tuyen",
        _("Services offered online"),
        _("services"),
        _("Editions in force whose online level is 3 or 4."),
        CATALOGUE_SOURCE,
        _online,
        ONLINE,
        {"": _editions(_("Services offered online"), _online_editions)},
        is_whole=True,
    ),
    Figure(
        "chuan-hoa",
        _("Procedures standardised"),
        _("procedures"),
        _("Editions in force that lack none of the constituents the law demands of every procedure."),
        _("editions as published; Decree 63/2010 Article 8.1"),
        _standardised,
        lists={
            "": _editions(_("Procedures standardised"), _complete),
            "con-lai": _editions(_("Procedures that lack something"), _lacking),
        },
        of=_("procedures in force"),
        is_whole=True,
    ),
    Figure(
        "tich-hop",
        _("Services on the national portal"),
        _("services"),
        _("Services of the year's plan whose day of integration had come, as was known on the day."),
        _("steps of the integration plan"),
        _integrated,
        {"out_of": _("online services of the province by its own count")},
        {"": Listing(_("Services on the national portal"), _entries, SERVICE,
                     address=_procedure_page, address_path="procedure__code")},
        of=_("services the plan sets as its target"),
        is_whole=True,
    ),
    Figure(
        "video",
        _("Guide videos"),
        _("videos"),
        _("Published guide videos, counted every night; for days before the counting began nothing is known."),
        _("guides of the catalogue"),
        _videos,
        is_whole=True,
        is_kept=True,
    ),
)  # fmt: skip
