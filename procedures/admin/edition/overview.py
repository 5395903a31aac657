"""The first page of an edition: what it is, how far it is, what is still wrong and what comes next."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.templatetags.words import moment, vietnamese
from procedures import presentation, publishing
from procedures.admin.edition import base
from procedures.models import Decision, DecisionLine, Edition

COUNTED: dict[str, tuple[tuple[str, str | Promise], ...]] = {
    "papers": (("cases", gettext_lazy("cases")), ("components", gettext_lazy("papers"))),
    "times": (("time_limits", gettext_lazy("time limits")),),
    "fees": (("fees", gettext_lazy("fees and charges")), ("exemptions", gettext_lazy("exemptions"))),
    "agencies": (
        ("responsibilities", gettext_lazy("named agencies")), ("process_steps", gettext_lazy("internal steps")),
    ),
    "examples": (("examples", gettext_lazy("examples")),),
}  # fmt: skip
"""By tab: the rows counted there."""


@dataclass(frozen=True)
class Mending:
    """A fault with the page where it is mended."""

    text: str
    tab: str | Promise
    address: str


@dataclass(frozen=True)
class Next:
    """What to do now, said and linked."""

    text: str
    label: str
    address: str


@base.editions_page
def view(request: HttpRequest, edition: Edition) -> HttpResponse:
    line = decided_in(edition)
    wrong = mendings(edition) if edition.is_draft else []
    return base.shown(
        request, "overview", edition, title=_("Overview"), tab="overview", facts=facts(edition, line),
        counts=counts(edition), wrong=wrong, next=_next(request, edition, line, wrong), line=line,
    )  # fmt: skip


def decided_in(edition: Edition) -> DecisionLine | None:
    return DecisionLine.objects.filter(edition=edition).select_related("decision").first()


def mendings(edition: Edition) -> list[Mending]:
    return [
        Mending(fault.text, base.TABS[fault.part][0], base.tab_address(edition, fault.part))
        for fault in publishing.found(edition)
    ]


def facts(edition: Edition, line: DecisionLine | None) -> list[tuple[str, Any]]:
    said = [
        (_("Code of the procedure"), edition.procedure.code),
        (_("Field"), vietnamese(edition.field.name)),
        (_("Levels that handle it"), ", ".join(presentation.level_names(edition))),
        (_("Online level"), edition.online_level),
        (_("Announced by"), _decision(line) or (vietnamese(edition.decision) if edition.decision else "")),
        (_("Made from"), _source(edition)),
    ]
    if edition.published_at:
        ground = edition.provenance.get("ground", "")
        said += [(_("Published"), moment(edition.published_at))]
        said += [(_("Ground"), vietnamese(ground))] if ground and ground != "national database" else []
    return said


def _decision(line: DecisionLine | None) -> Any:
    if line is None:
        return ""
    at = reverse("admin:procedures_decision_change", args=[line.decision_id])
    return format_html(
        '<a class="govuk-link" lang="vi" href="{}">{}</a> · {}', at, line.decision, line.get_effect_display()
    )


def _source(edition: Edition) -> Any:
    """Where its texts began."""
    before = edition.provenance.get("from_edition")
    if before:
        return _("edition %(number)s") % {"number": before}
    return _("the national database") if edition.record else _("work at this desk")


def counts(edition: Edition) -> list[tuple[str, str]]:
    """How many rows of each kind, with the page they stand on."""
    names = {name for rows in COUNTED.values() for name, _words in rows}
    found = Edition.objects.filter(pk=edition.pk).aggregate(**{f"n_{n}": Count(n, distinct=True) for n in names})
    return [
        (capfirst(", ".join(f"{found[f'n_{name}']} {words}" for name, words in rows)), base.tab_address(edition, tab))
        for tab, rows in COUNTED.items()
    ]


def _next(request: HttpRequest, edition: Edition, line: DecisionLine | None, wrong: list[Mending]) -> Next | None:
    if not request.user.has_perm("procedures.change_edition"):
        return None
    if not edition.is_draft:
        return _of_published(edition)
    if wrong:
        first = wrong[0]
        return Next(_("Mend what is listed here; the first stands under “%(tab)s”.") % {"tab": first.tab},
                    _("Go there"), first.address)  # fmt: skip
    if line is None:
        return _to_decide(edition)
    at = reverse("admin:procedures_decision_publish", args=[line.decision_id])
    return Next(_("All checks pass. The decision that names it publishes it."), _("Check and publish the decision"), at)


def _to_decide(edition: Edition) -> Next:
    """A decision being prepared takes it in; failing that one is written first."""
    decision = Decision.objects.filter(state=Decision.State.DRAFT).first()
    if decision is None:
        at = reverse("admin:procedures_decision_add")
        return Next(_("All checks pass. Write the decision that announces it."), _("Write a decision"), at)
    at = reverse("admin:procedures_decision_line_add", args=[decision.pk, edition.procedure_id])
    told = _("All checks pass. Name it in a decision being prepared: %(decision)s.") % {"decision": decision}
    return Next(told, _("Name it there"), at)


def _of_published(edition: Edition) -> Next:
    draft = edition.procedure.editions.filter(state=Edition.State.DRAFT).first()
    if draft:
        return Next(_("What is published stays as it is. A draft is in work."), _("Open the draft"),
                    base.tab_address(draft, "overview"))  # fmt: skip
    told = _("What is published stays as it is. To change it, make a draft and announce it by a decision.")
    return Next(told, _("Make a draft from it"), base.address(edition, "draft"))
