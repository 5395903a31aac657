"""The forms of a supplement: a control for each open item, and nothing for anything else (FI-02)."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from dossiers.answers import values
from dossiers.step_form import as_typed
from dossiers.supplement.models import SupplementItem
from dossiers.supplement.opened import NotOpened, Opened, PaperPlace
from dossiers.supplement.saving import Typed
from dossiers.views.compared import Words, lines
from dossiers.views.forms import OneFileForm, vietnamese
from portal import once
from procedures.questions import AnswersForm, Question, display
from procedures.questions.layout import Item

log = logging.getLogger(__name__)
OF_THE_PAGE = {"csrfmiddlewaretoken", once.FIELD, "version", "action", "row", "remove"}
IN_PARTS = {"address", "repeated"}


class RemarkForm(forms.Form):
    use_required_attribute = False
    remark = forms.CharField(
        label=_("Why it stays as it is"),
        help_text=_("Only if you change nothing here. The official reads it."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@dataclass
class Card:
    """An item with its controls: the parts of a question, of a row, or the files of a paper."""

    item: SupplementItem
    label: SafeString
    before: SafeString
    asked: Item | None = None
    row: AnswersForm | None = None
    place: PaperPlace | None = None
    upload: OneFileForm | None = None
    remark: RemarkForm | None = None
    is_done: bool = False


class Filled:
    """All forms of the page as one: filled from what is saved, or from what was sent."""

    def __init__(self, opened: Opened, sent: Any = None, files: MultiValueDict[str, Any] | None = None) -> None:
        self.opened, self.sent, self.files = opened, sent, files or MultiValueDict()
        self.known = {name: value for name, value in opened.now.answers.items() if name not in self._own()}
        self.answers = self._answers_form()
        self.rows = {item.key: self._row_form(item) for item in opened.items if item.row}
        self.remarks = {item.key: self._remark_form(item) for item in opened.items}
        self.uploads = {place.component.pk: self._upload_form(place) for place in opened.papers}

    def _own(self) -> set[str]:
        return {question.name for question in self.opened.whole}

    def _answers_form(self) -> AnswersForm:
        saved = values(self.opened.dossier) | self.opened.instead(self.opened.names)
        initial = {question.name: as_typed(question, saved.get(question.name)) for question in self.opened.whole}
        return self._labelled(AnswersForm(self.sent, questions=self.opened.whole, known=self.known, initial=initial))

    def _labelled(self, form: AnswersForm) -> AnswersForm:
        """The card's title says the question; its control is where the new answer goes."""
        asked = {item.question for item in self.opened.items}
        for question in form.questions:
            if question.name in asked and question.name in form.fields and question.kind not in IN_PARTS:
                form.fields[question.name].label = format_html(
                    '{}<span class="govuk-visually-hidden">: {}</span>', _("New answer"), question.label
                )
        return form

    def _row_form(self, item: SupplementItem) -> AnswersForm:
        asked = self.opened.question(item.question).questions
        kept = self.opened.value(item) or {}
        initial = {question.name: as_typed(question, kept.get(question.name)) for question in asked}
        return AnswersForm(self.sent, questions=asked, known=self.known, initial=initial, prefix=f"dong-{item.pk}")

    def _remark_form(self, item: SupplementItem) -> RemarkForm:
        initial = {"remark": self.opened.request.remarks.get(item.key, "")}
        return RemarkForm(self.sent, initial=initial, prefix=f"giai-thich-{item.pk}")

    def _upload_form(self, place: PaperPlace) -> OneFileForm:
        """Bound only where a file was chosen: nobody must choose one to save the rest."""
        form = OneFileForm(prefix=f"giay-{place.component.pk}")
        chosen = form.add_prefix("file") in self.files
        return OneFileForm(self.sent, self.files, prefix=form.prefix) if chosen else form

    # --- What was sent

    def every_form(self) -> Iterator[forms.Form]:
        yield from (self.answers, *self.rows.values(), *self.remarks.values(), *self.uploads.values())

    def refuse_others(self) -> None:
        """Raises ``NotOpened`` where a value was sent for what is not open. What an older page of this request asked
        and nobody asks any more is dropped."""
        own = {form.add_prefix(name) for form in self.every_form() for name in form.fields}
        foreign = {*self.sent, *self.files} - own - OF_THE_PAGE
        if any(self.opened.is_closed(name.split("-")[0]) for name in foreign):
            log.warning("a field that is not open was sent for %s", self.opened.dossier.public_code)
            raise NotOpened("a field that is not open")

    def typed(self) -> Typed:
        """What nothing is wrong with."""
        answers = self.answers.sound()
        for item in self.opened.items:
            if item.row:
                answers[item.key] = {**(self.opened.value(item) or {}), **self.rows[item.key].sound(), "id": item.row}
        good = {key: form for key, form in self.remarks.items() if form.is_valid()}
        return Typed(answers, {key: form.cleaned_data["remark"] for key, form in good.items()})

    def chosen(self) -> Iterator[tuple[PaperPlace, Any]]:
        """The files that may be kept."""
        for place in self.opened.papers:
            form = self.uploads[place.component.pk]
            if form.is_bound and form.is_valid():
                yield place, form.cleaned_data["file"]

    def forgive_blanks(self) -> None:
        for form in (self.answers, *self.rows.values()):
            form.forgive_blanks()

    def is_valid(self) -> bool:
        return not any(form.errors for form in self.every_form() if form.is_bound)

    def with_rows(self, act: str) -> "Filled":
        """A row of an open block more or less; nothing is kept or complained about yet."""
        self.answers = self._labelled(self.answers.with_rows(act))
        self.forgive_blanks()
        return self

    def again(self, opened: Opened) -> "Filled":
        """The same values on the page as it is now; files that were refused keep their complaint."""
        page = Filled(opened, self.sent)
        refused = {pk: form for pk, form in self.uploads.items() if form.is_bound and form.errors}
        page.uploads |= refused
        return page

    def mark_undone(self) -> None:
        """Say at every item what is still to be done, and demand what new answers brought up."""
        for item in self.opened.undone():
            if item.component_id is None or not self.uploads[item.component_id].errors:
                form, name = self._control(item)
                form.add_error(name, self._undone(item))
        for place in self.opened.papers:
            if place.item is None and place.component.is_required and not place.offered:
                self._demanded(place.component.pk)

    def _control(self, item: SupplementItem) -> tuple[forms.Form, str]:
        """Where it is put right."""
        if item.component_id is not None:
            upload = self._demanded(item.component_id)
            upload.errors.clear()  # it has a complaint of its own
            return upload, "file"
        form = self.rows[item.key] if item.row else self.answers
        own = (name for name in form.fields if item.row or name.split("-")[0] == item.question)
        return form, next(own)

    def _demanded(self, component: int) -> OneFileForm:
        """The upload of a paper, with the complaint that nothing was chosen."""
        form = self.uploads[component] = OneFileForm({}, MultiValueDict(), prefix=f"giay-{component}")
        return form

    def _undone(self, item: SupplementItem) -> str:
        name = item.component.name if item.component else self.opened.question(item.question).label
        return _("%(name)s: nothing is changed yet. Put it right, or explain why it stays.") % {"name": name}

    # --- Laying out

    def both(self) -> Iterator[tuple[SafeString, SafeString, SafeString]]:
        """(what, typed, saved) where what was sent is not what is saved: for who has two windows open."""
        typed, saved, words = self.typed(), self.opened.request, Words(self.opened.dossier)
        for item in self.opened.items:
            if item.key in typed.answers and self.opened.differs(item.key, typed.answers[item.key]):
                now, before = typed.answers[item.key], self.opened.value(item)
                yield words.label(item), words.said(item, now), words.said(item, before)
            why, kept = typed.remarks.get(item.key, ""), saved.remarks.get(item.key, "")
            if why != kept:
                label = format_html("{} ({})", words.label(item), _("Why it stays as it is"))
                yield label, vietnamese(why), vietnamese(kept)
        for question in self._followed():
            now, before = typed.answers.get(question.name), saved.answers.get(question.name)
            if self.opened.differs(question.name, now):
                new, old = (lines(display(question, one), question) for one in (now, before))
                yield format_html("{}", question.label), new, old

    def _followed(self) -> list[Question]:
        items = {item.question for item in self.opened.items}
        return [question for question in self.answers.questions if question.name not in items]

    def cards(self) -> list[Card]:
        done = {item.key for item in self.opened.items if self.opened.is_done(item)}
        laid = {item.question.name: item for item in self.answers.layout()}
        return [self._card(item, laid.get(item.question), item.key in done) for item in self.opened.items]

    def _card(self, item: SupplementItem, asked: Item | None, is_done: bool) -> Card:
        words = Words(self.opened.dossier)
        card = Card(item, words.label(item), words.said(item, item.before), remark=self.remarks[item.key])
        card.is_done = is_done
        if item.component_id is not None:
            card.place = next(place for place in self.opened.papers if place.component.pk == item.component_id)
            card.upload = self.uploads[item.component_id]
            return card
        card.row = self.rows.get(item.key)
        card.asked = None if item.row else asked
        return card

    def followed(self) -> list[Item]:
        """Questions that new answers brought up."""
        names = {question.name for question in self._followed()}
        return [laid for laid in self.answers.layout() if laid.question.name in names]

    def followed_papers(self) -> list[tuple[PaperPlace, OneFileForm]]:
        return [(place, self.uploads[place.component.pk]) for place in self.opened.papers if place.item is None]

    def __iter__(self) -> Iterator[BoundField]:
        """Every field, for the summary of errors."""
        return (field for form in self.every_form() for field in form)

    def non_field_errors(self) -> Iterable[Any]:
        return [error for form in self.every_form() for error in form.non_field_errors()]
