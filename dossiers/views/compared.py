"""Requests for a supplement as pages show them: what was asked, and before and after, item by item."""

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dossiers.models import Attachment, Dossier
from dossiers.supplement.models import SupplementItem, SupplementRequest
from dossiers.supplement.walk import row_in_words
from dossiers.views.forms import vietnamese
from procedures import questions
from procedures.questions import Question, display


@dataclass(frozen=True)
class ShownItem:
    """``before`` and ``after`` are answers in words; of a paper, the files stand in their place."""

    item: SupplementItem
    label: SafeString
    before: SafeString
    after: SafeString
    files_before: list[Attachment]
    files_after: list[Attachment]

    @property
    def is_kept(self) -> bool:
        return self.item.state == SupplementItem.State.KEPT


@dataclass(frozen=True)
class ShownRequest:
    """``by`` is the agency whose official asked."""

    request: SupplementRequest
    by: SafeString
    items: list[ShownItem]


class Words:
    """Keys and values of one dossier's items, for people."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.form = questions.form_for(dossier.edition)

    def question(self, name: str) -> Question:
        found = self.form.question(name)
        if found is None:
            raise LookupError(name)
        return found

    def label(self, item: SupplementItem) -> SafeString:
        if item.component is not None:
            return vietnamese(item.component.name)
        label = str(self.question(item.question).label)
        return format_html("{} – {}", label, self._row(item)) if item.row else format_html("{}", label)

    def _row(self, item: SupplementItem) -> str:
        rows = self.dossier.answer(item.question) or []
        number = next((place for place, row in enumerate(rows, start=1) if row.get("id") == item.row), 0)
        return _("row %(number)s") % {"number": number}

    def said(self, item: SupplementItem, value: Any) -> SafeString:
        """The answer or the row; a paper says nothing here."""
        if item.component_id is not None or value in (None, "", [], {}):
            return SafeString("")
        question = self.question(item.question)
        return lines(row_in_words(question, value) if item.row else display(question, value), question)


def lines(text: str, question: Question) -> SafeString:
    """With its line breaks; what people typed is Vietnamese, what they chose is in the language of the page."""
    if question.options or question.kind == "yes_no":
        return format_html("{}", text)
    return format_html_join(SafeString("<br>"), "{}", ((vietnamese(line),) for line in text.splitlines()))


def requests(dossier: Dossier) -> list[ShownRequest]:
    """The newest first; nothing of what is put in and not sent."""
    found = list(dossier.supplements.whole().order_by("-number"))
    if not found:
        return []
    words, files = Words(dossier), {str(file.uuid): file for file in _files(dossier)}
    agencies = dict(dossier.events.values_list("number", "agency__name"))
    return [
        ShownRequest(one, vietnamese(agencies[one.asked_in]), [_shown(item, words, files) for item in one.items.all()])
        for one in found
    ]


def _files(dossier: Dossier) -> list[Attachment]:
    handed_in = dossier.attachments.filter(removed_at=None).exclude(kind=Attachment.Kind.OFFERED)
    return list(handed_in.select_related("stored"))


def _shown(item: SupplementItem, words: Words, files: dict[str, Attachment]) -> ShownItem:
    return ShownItem(
        item,
        words.label(item),
        words.said(item, item.before),
        words.said(item, item.after),
        _of(item, item.before, files),
        _of(item, item.after, files),
    )


def _of(item: SupplementItem, keys: Any, files: dict[str, Attachment]) -> list[Attachment]:
    return [files[key] for key in keys or () if key in files] if item.component_id is not None else []
