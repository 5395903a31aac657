"""The page of an intake as one form: the questions of the procedure, the papers that lie there, and the outcome."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html
from django.utils.translation import gettext as _

from dossiers.answers import components, facts
from dossiers.counter import known as knowing
from dossiers.counter import scans
from dossiers.counter.forms import FOUND_FOR, BookForm, BroughtByForm, OutcomeForm, PostForm, ReceptionForm, SheetsForm
from dossiers.counter.intake import Brought, Place, Sheets
from dossiers.counter.known import Known
from dossiers.models import CounterScan, Dossier, Outage
from dossiers.step_form import as_typed
from dossiers.views.forms import vietnamese
from portal.accounts.models import User
from portal.files.disk import NoRoom
from procedures import questions
from procedures.models import Channel
from procedures.questions import AnswersForm, Question
from procedures.questions.conditions import All
from procedures.questions.layout import Item

COUNTED = ("originals", "certified", "photocopies")


@dataclass(frozen=True)
class Section:
    title: str
    items: list[Item]


class Intake:
    """Filled with what is known of the owner, then with what was sent. Nothing typed is lost, whatever is wrong."""

    def __init__(self, request: HttpRequest, place: Place, known: Known | None, outage: Outage | None = None) -> None:
        self.by: User = request.user  # type: ignore[assignment]
        self.place, self.known, self.outage = place, known, outage
        self.sent: QueryDict | None = request.POST.copy() if f"{ReceptionForm().prefix}-sets" in request.POST else None
        self.files = request.FILES if self.sent is not None else None
        self.is_other_owner = request.POST.get(FOUND_FOR, place.number) != place.number
        self.facts = facts(place.unsaved())
        self.answers = self._answers_form()
        self._make_forms()

    def _make_forms(self) -> None:
        self.brought_by = None if self.place.is_owner_here else BroughtByForm(self.sent)
        self.reception = ReceptionForm(self.sent)
        self.post = PostForm(self.sent) if self.place.channel == Channel.POST else None
        self.book = BookForm(self.sent, outage=self.outage) if self.outage else None
        self.outcome = OutcomeForm(self.sent, self.files)
        self.papers = [
            SheetsForm(self.sent, self.files, component=component)
            for component in components(self.unsaved())
            if component.is_handed_in
        ]

    # --- The questions of the procedure

    def _questions(self) -> Iterator[Question]:
        """All on one page: a step's own condition goes over to each of its questions."""
        for step in self._form().plan(self.place.owner_is):
            for question in step.questions:
                conditions = tuple(one for one in (step.show, question.show) if one)
                show = All(conditions) if len(conditions) > 1 else next(iter(conditions), None)
                yield replace(question, show=show, is_locked=False)

    def _answers_form(self) -> AnswersForm:
        asked = list(self._questions())
        if self.sent is not None:
            return AnswersForm(self.sent, questions=asked, known=self.facts)
        initial = {question.name: as_typed(question, self._beforehand().get(question.name)) for question in asked}
        return AnswersForm(questions=asked, known=self.facts, initial=initial)

    def _beforehand(self) -> dict[str, Any]:
        """What stands in the fields before anybody types: what is known, and what is usual at a counter."""
        usual = {"return_by": Dossier.ReturnBy.COUNTER.value} | self._summary()
        number = self.place.number
        own = {"owner_tax_code" if len(number.replace("-", "")) in (10, 13) else "owner_id_number": number}
        return usual | (own if number else {}) | self._known()

    def _summary(self) -> dict[str, Any]:
        """Where it is asked in general words, the name of the procedure says what is asked for."""
        asked, general = (form.question("summary") for form in (self._form(), questions.read(questions.general())))
        is_general = asked is not None and general is not None and asked.label == general.label
        return {"summary": self.place.case.edition.name} if is_general else {}

    def _form(self) -> questions.Form:
        return questions.form_for(self.place.case.edition)

    def _known(self) -> dict[str, Any]:
        if self.known is None:
            return {}
        return knowing.answers(self.known, self._questions(), is_here=self.place.is_owner_here)

    def again(self, act: str = "") -> "Intake":
        """The page once more without a complaint: a row more or less, another number, case or agency."""
        if self.sent is None:
            return self
        answers, papers = self.answers.with_rows(act), [_uncomplaining(form) for form in self.papers]
        typed = dict(answers.initial)
        if self.is_other_owner:
            typed = {name: value for name, value in typed.items() if not name.startswith("owner_")}
        beforehand = {name: as_typed(self._question(name), value) for name, value in self._beforehand().items()}
        answers.initial = typed | {name: value for name, value in beforehand.items() if not typed.get(name)}
        self.answers, self.papers = answers, papers
        for name in ("brought_by", "reception", "post", "book", "outcome"):
            form = getattr(self, name)
            setattr(self, name, _uncomplaining(form) if form is not None else None)
        return self

    def _question(self, name: str) -> Question:
        unknown = questions.Question(name, "text", questions.Words("", ""), questions.Words("", ""), False)
        return next((one for one in self.answers.questions if one.name == name), unknown)

    def sections(self) -> list[Section]:
        """By step of the form."""
        laid = {item.question.name: item for item in self.answers.layout()}
        plan = self._form().plan(self.place.owner_is)
        return [Section(str(step.title), [laid[question.name] for question in step.questions]) for step in plan]

    def focus(self) -> None:
        """The first thing still to be typed has the focus; where an error is, its summary has it."""
        empty = (field for form in (self.answers, self.brought_by, self.post, self.book) if form is not None
                 for field in form if _is_to_be_typed(field))  # fmt: skip
        field = next(empty, self.reception["all_there" if self.papers else "sets"])
        field.field.widget.attrs["autofocus"] = True

    # --- What was sent

    def unsaved(self) -> Dossier:
        """The dossier that may come of it."""
        if self.sent is None:
            return self.place.unsaved(self._beforehand())
        return self.place.unsaved(self.answers.answers() if self.answers.is_valid() else self.answers.sound())

    def forms(self) -> Iterator[forms.Form]:
        own = (self.answers, self.brought_by, self.reception, self.post, self.book, *self.papers, self.outcome)
        yield from (form for form in own if form is not None)

    def is_complete(self) -> bool:
        """Whether it can be received: every form is in order, and every required paper lies there."""
        sound = all([form.is_valid() for form in self.forms()])  # noqa: C419  (every one is to complain)
        absent = self.absent() if sound else []
        for form in absent:
            form.add_error("originals", format_html("{} {}", _("Missing:"), vietnamese(form.component.name)))
        return sound and not absent and self._is_in_book()

    def _is_in_book(self) -> bool:
        if self.book is None or self.book.book(self.place.agency) is not None:
            return True
        self.book.add_error("serial", _("This number is not reserved on that day, or has been used"))
        return False

    def absent(self) -> list[SheetsForm]:
        """Required papers of which nothing lies there."""
        there = {one.component.pk for one in self.sheets() if one.is_there}
        return [form for form in self.papers if form.component.is_required and form.component.pk not in there]

    def sheets(self) -> list[Sheets]:
        return [self._sheets(form) for form in self.papers if form.is_valid()]

    def _sheets(self, form: SheetsForm) -> Sheets:
        said, component = form.cleaned_data, form.component
        is_all_there = self.reception.is_valid() and self.reception.cleaned_data["all_there"]
        numbers = {name: said[name] or 0 for name in COUNTED}
        if is_all_there and all(said[name] is None for name in COUNTED):
            numbers |= {"originals": component.originals, "photocopies": component.copies}
        return Sheets(component, **numbers, held=said["held"] or 0, scan=self.scan_of(form))

    def scan_of(self, form: SheetsForm) -> CounterScan | None:
        key = form.data.get(form.add_prefix("kept"), "") if form.is_bound else form.initial.get("kept")
        return scans.kept(str(key), self.by) if key and form.fields["kept"].clean(key) else None

    def keep_scans(self) -> None:
        """What was uploaded and is no danger stays, however the rest of the page fares."""
        for form in self.papers:
            upload = form.cleaned_data.get("scan") if form.is_bound and not form.errors.get("scan") else None
            if upload is None or self.sent is None:
                continue
            try:
                self.sent[form.add_prefix("kept")] = str(scans.keep(upload, self.by).uuid)
            except NoRoom:
                form.add_error("scan", _("There is no room for more files at the moment. Try again in an hour."))

    def brought(self) -> Brought:
        """Only once complete."""
        post = self.post.cleaned_data if self.post else {}
        return Brought(
            place=self.place,
            answers=self.answers.answers(),
            sheets=self.sheets(),
            known=self.known,
            brought_by=dict(self.brought_by.cleaned_data) if self.brought_by else {},
            sets=self.reception.cleaned_data["sets"],
            consignment=post.get("consignment", ""),
            complete_at=post.get("signed_at"),
            book=self.book.book(self.place.agency) if self.book else None,
        )


def _is_to_be_typed(field: BoundField) -> bool:
    return field.field.required and not field.field.widget.is_hidden and field.value() in (None, "", [])


def _uncomplaining(form: forms.Form) -> Any:
    """Its values as they were typed, and no complaint."""
    typed = {
        name: field.widget.value_from_datadict(form.data, MultiValueDict(), form.add_prefix(name))
        for name, field in form.fields.items()
        if not field.widget.needs_multipart_form
    }
    form.is_bound, form.data = False, MultiValueDict()
    form.initial = {name: value for name, value in typed.items() if value is not None}
    form.full_clean()
    return form
