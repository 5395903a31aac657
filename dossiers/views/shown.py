"""What the pages show of a dossier, as plain rows for the components."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dossiers import drafts, papers, reuse
from dossiers.answers import NATIONAL, OWNER_IS, components, counted
from dossiers.expiry import expires_at, is_near
from dossiers.models import Attachment, Dossier, Status
from dossiers.views.forms import OWNERS, vietnamese
from portal.files.models import PartialUpload
from procedures.models import Channel, Component
from procedures.questions import AnswersForm, Counted, Question, Step, display

Row = tuple[str | SafeString, str | SafeString]


@dataclass(frozen=True)
class Way:
    """The steps of filing, where one is, and whether the rules have changed since the draft was begun."""

    names: list[str]
    current: int
    is_superseded: bool = False
    term: "Term | None" = None


def way(draft: Dossier, here: int | str) -> Way:
    """``here`` is the number of a step of the form, or place, papers, review."""
    titles = [str(step.title) for step in drafts.plan(draft)]
    fixed = {"place": 1, "papers": len(titles) + 2, "review": len(titles) + 3}
    current = fixed[here] if isinstance(here, str) else here + 1
    names = [_("Where and for whom"), *titles, _("Papers"), _("Review and submit")]
    return Way(names, current, is_superseded(draft), term(draft))


def needs_renewal(dossier: Dossier) -> bool:
    return dossier.status == Status.DRAFT and is_superseded(dossier)


def is_superseded(draft: Dossier) -> bool:
    """Whether its edition is no longer the one in force, as read with the draft."""
    procedure = draft.edition.procedure
    return not procedure.is_used or procedure.current_id != draft.edition_id


@dataclass(frozen=True)
class Term:
    """Until when a draft is kept, and whether that is soon."""

    until: datetime
    is_near: bool


def term(dossier: Dossier) -> Term | None:
    """Nothing for what has been handed in."""
    return Term(expires_at(dossier), is_near(dossier)) if dossier.status == Status.DRAFT else None


# --- Answers ----------------------------------------------------------------------------------


def locked_rows(draft: Dossier, step: Step) -> list[Row]:
    """Answers the nation gives and nobody types over."""
    known = drafts.known_facts(draft)
    locked = (question for question in step.questions if drafts.is_locked(question, known))
    return [(str(question.label), vietnamese(display(question, known[question.prefill]))) for question in locked]


def answer(question: Question, entry: Mapping[str, Any]) -> str | SafeString:
    """An answer in words, with its source where the nation gave it."""
    text = display(question, entry.get("value"))
    words = text if question.options or question.kind == "yes_no" else _lines(text)
    source = source_in_words(entry)
    if text and source:
        return format_html('{}<br><span class="soft source">{}</span>', words, source)
    return words if text else ""


def source_in_words(entry: Mapping[str, Any]) -> str:
    """Where an answer comes from, if nobody typed it here."""
    if entry.get("source") == NATIONAL:
        return _("from your national identity account")
    reused = reuse.source_of(entry)
    if reused is None:
        return ""
    day = timezone.localtime(datetime.fromisoformat(entry["at"]))
    return _("taken from dossier %(code)s, given on %(day)s") % {"code": reused.code, "day": f"{day:%d/%m/%Y}"}


def with_sources(form: AnswersForm, draft: Dossier, known: Mapping[str, Any]) -> AnswersForm:
    """Each control says where what stands in it comes from."""
    for name, control in form.fields.items():
        question = next((one for one in form.questions if one.name == name.split("-")[0]), None)
        if question is None or control.widget.is_hidden or (name != question.name and not name.endswith("-commune")):
            continue
        entry = draft.answers.get(question.name)
        if entry is None and question.prefill in known:
            entry = {"source": NATIONAL}
        source = source_in_words(entry) if entry and question.name not in draft.typed else ""
        if source:
            control.help_text = format_html('{} <span class="source">{}</span>', control.help_text, capfirst(source))
    return form


def _counting(question: Question, dossier: Dossier, whole: Counted) -> str | SafeString:
    """The answer that counts: as it was given, or as it is computed now."""
    if question.compute is not None:
        return answer(question, {"value": whole.answers.get(question.name)})
    return answer(question, dossier.answers.get(question.name, {}))


def _lines(text: str) -> SafeString:
    """Vietnamese text with its line breaks."""
    return format_html_join(SafeString("<br>"), "{}", ((vietnamese(line),) for line in text.splitlines()))


@dataclass(frozen=True)
class Section:
    title: str
    rows: list[Row]
    edit_url: str = ""
    edit_label: str = ""


def _edit(name: str, *args: Any) -> str:
    return reverse(name, args=args) + "?ve=xem-lai"


def sections(dossier: Dossier) -> list[Section]:
    """Everything chosen and answered, by step; the addresses lead to where a draft changes it."""
    place: list[Row] = [
        (_("Procedure"), vietnamese(dossier.edition.name)),
        (_("Deciding agency"), vietnamese(dossier.agency.name)),
        (_("Received by"), vietnamese(dossier.received_by.name)),
        (_("Filed"), str(OWNERS.get(dossier.answer(OWNER_IS), ""))),
    ]
    if dossier.case.name:
        place.insert(1, (_("Case"), vietnamese(dossier.case)))
    found = [Section(_("Where and for whom"), place, _edit("dossier_place", dossier.uuid))]
    whole = counted(dossier)
    for number, (step, asked) in enumerate(whole.steps, start=1):
        rows: list[Row] = [(str(q.label), _counting(q, dossier, whole)) for q in asked if q.kind != "explanation"]
        found.append(Section(str(step.title), rows, _edit("dossier_step", dossier.uuid, number)))
    return found


def gap_links(draft: Dossier) -> list[Row]:
    """What is missing or in the way, and where it is put right."""
    at_papers = reverse("dossier_papers", args=[draft.uuid])
    return [
        (_named(gap), _edit("dossier_step", draft.uuid, gap.step) if gap.step else at_papers)
        for gap in drafts.gaps(draft)
    ]


def _named(gap: drafts.Gap) -> SafeString:
    """What it is, and what is wrong with it where it is there."""
    name = format_html("{}", gap.label) if gap.step else vietnamese(gap.label)
    return format_html("{}: {}", name, gap.reason) if gap.reason else name


# --- Papers -----------------------------------------------------------------------------------


@dataclass
class PaperRow:
    component: Component
    files: list[Attachment] = field(default_factory=list)
    unfinished: list[PartialUpload] = field(default_factory=list)
    earlier: list[Attachment] = field(default_factory=list)
    is_on_paper: bool = False
    form: forms.Form | None = None

    @property
    def pictures(self) -> int:
        """How many photographed pages there are to be joined."""
        return sum(file.stored.is_picture and not file.stored.is_infected for file in self.files)

    @property
    def is_in_order(self) -> bool:
        """Given, and nothing about it to be decided."""
        return bool(self.files) and not any(file.is_unclear or file.stored.is_infected for file in self.files)

    @property
    def counts(self) -> str:
        """How many originals and copies the law asks for."""
        parts = [(self.component.originals, _("originals: %(n)s")), (self.component.copies, _("copies: %(n)s"))]
        return ", ".join(text % {"n": number} for number, text in parts if number)


def paper_rows(dossier: Dossier) -> list[PaperRow]:
    """The papers of the case with the files given for each."""
    rows = {component.pk: PaperRow(component) for component in components(dossier)}
    for file in papers.given(dossier):
        if file.component_id in rows:
            rows[file.component_id].files.append(file)
    for number in _on_paper(dossier):
        if number in rows:
            rows[number].is_on_paper = True
    return list(rows.values())


def _on_paper(dossier: Dossier) -> list[int]:
    """Papers that lie at the counter; none where everything came online."""
    if dossier.channel == Channel.ONLINE or dossier.pk is None:
        return []
    return list(dossier.papers_taken.values_list("component", flat=True))


def with_upload(
    rows: list[PaperRow], make: type[forms.Form], refused: forms.Form | None, wanted: str
) -> list[PaperRow]:
    """Each row with its control; the refused form keeps its place."""
    for row in rows:
        number = str(row.component.pk)
        row.form = refused if refused and number == wanted else make(auto_id=f"giay-{number}-%s")
    return rows
