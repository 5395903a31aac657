"""A decision at a glance: the paper, the term, and what happens to each procedure."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from portal.templatetags.words import moment, vietnamese
from procedures import publishing
from procedures.admin.decision import base
from procedures.admin.edition.overview import Mending, mendings
from procedures.models import Decision, DecisionLine


@dataclass(frozen=True)
class Row:
    """One procedure of the decision, in words."""

    line: DecisionLine
    name: str
    becomes: str
    wrong: list[Mending] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    @property
    def passes(self) -> bool:
        return not self.wrong and not self.refusals


@base.decisions_page
def view(request: HttpRequest, decision: Decision) -> HttpResponse:
    return base.shown(
        request, "overview", decision, title=_("Overview"), tab="overview", facts=facts(decision), rows=rows(decision)
    )


def facts(decision: Decision) -> list[tuple[str, Any]]:
    paper = "–"
    if decision.file:
        paper = format_html('<a class="govuk-link" lang="vi" href="{}">{}</a>', base.address(decision, "paper"),
                            decision.file.name)  # fmt: skip
    said = [
        (_("Number"), vietnamese(decision.number)),
        (_("Signed on"), f"{decision.signed_on:%d/%m/%Y}"),
        (_("Signer"), vietnamese(f"{decision.signer}, {decision.signer_title}")),
        (_("Issued by"), vietnamese(decision.issued_by)),
        (_("Takes effect on"), f"{decision.effective_on:%d/%m/%Y}"),
        (_("Signed paper"), paper),
        (_("State of the decision"), base.state_words(decision)),
        (_("National database"), base.term(decision)),
    ]
    if decision.published_at:
        who = vietnamese(decision.published_by) if decision.published_by else _("by itself on its day")
        said.append((_("Published"), format_html("{} · {}", moment(decision.published_at), who)))
    return said


def rows(decision: Decision) -> list[Row]:
    joined = ("procedure__current", "edition__procedure", "edition__field", "successor__current")
    return [_row(line, decision) for line in decision.lines.select_related(*joined).order_by("procedure__code")]


def _row(line: DecisionLine, decision: Decision) -> Row:
    edition = line.edition or line.procedure.current
    name = edition.name if edition else line.procedure.code
    if not decision.is_open:
        return Row(line, name, becomes(line))
    wrong = mendings(line.edition) if line.edition and line.edition.is_draft else []
    return Row(line, name, becomes(line), wrong, list(publishing.refusals(line)))


def becomes(line: DecisionLine) -> str:
    """What changes for those who file from then on."""
    now = line.procedure.current
    match line.effect:
        case DecisionLine.Effect.NEW:
            return _("Is published for the first time.")
        case DecisionLine.Effect.AMENDED if line.edition and now and now.pk != line.edition_id:
            return _("Edition %(new)s takes the place of edition %(old)s.") % {
                "new": line.edition.number, "old": now.number,
            }  # fmt: skip
        case DecisionLine.Effect.AMENDED:
            return _("Edition %(new)s comes into force.") % {"new": line.edition.number if line.edition else "–"}
        case DecisionLine.Effect.REPLACED:
            return _("Can no longer be found or filed; %(code)s takes its place.") % {
                "code": line.successor.code if line.successor else "–"
            }
    return _("Can no longer be found or filed; dossiers under way are finished.")


def mends_at(line: DecisionLine) -> str:
    return reverse("admin:procedures_decision_line", args=[line.decision_id, line.pk])
