"""Reports as papers: Vietnamese in either language of the screen, with day, source and method under each figure."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from reports.form06 import FIELD, Form06
from reports.months import months
from reports.revenue import Revenue
from reports.scope import Scope
from reports.shown import shown


@dataclass(frozen=True)
class Facts:
    """Of whom and of when."""

    of_whom: str
    scope: Scope


def report_page(facts: Facts, sheet: str = "") -> str:
    """``sheet``: address of the style sheet where the page itself is shown."""
    said = {
        "of_whom": facts.of_whom,
        "scope": facts.scope,
        "sheet": sheet,
        "is_demo": settings.DEMO,
        "issued_at": timezone.localtime(facts.scope.now),
    }
    with override("vi"):
        lists = {"figures": shown(facts.scope), "months": months(facts.scope)}
        return render_to_string("documents/reports/report.html", said | lists)


@dataclass(frozen=True)
class Form06Facts:
    """``period``: in words, empty for days somebody chose."""

    of_whom: str
    by: str
    period: str
    form: Form06


def form06_page(facts: Form06Facts, sheet: str = "") -> str:
    said = {
        "of_whom": facts.of_whom,
        "is_by_field": facts.by == FIELD,
        "period": facts.period,
        "form": facts.form,
        "sheet": sheet,
        "is_demo": settings.DEMO,
        "issued_at": timezone.localtime(),
    }
    with override("vi"):
        return render_to_string("documents/reports/form06.html", said)


@dataclass(frozen=True)
class RevenueFacts:
    of_whom: str
    made: Revenue


def revenue_page(facts: RevenueFacts, sheet: str = "") -> str:
    said = {
        "of_whom": facts.of_whom,
        "made": facts.made,
        "sheet": sheet,
        "is_demo": settings.DEMO,
        "issued_at": timezone.localtime(),
    }
    with override("vi"):
        return render_to_string("documents/reports/revenue.html", said)
