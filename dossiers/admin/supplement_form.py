"""The form of a request for a supplement: a mark for everything the dossier holds, and what is said to the citizen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from dossiers.forms import ReasonForm
from dossiers.models import Attachment, Dossier
from dossiers.supplement import asking, walk
from dossiers.supplement.asking import Fix
from dossiers.supplement.models import SupplementItem
from dossiers.supplement.walk import Point
from dossiers.views.compared import lines
from dossiers.views.forms import vietnamese
from portal.calendar.arithmetic import closing_after
from portal.calendar.current import work_calendar
from procedures.fields import DayField

FINE, FIX = "fine", "fix"
Reason = SupplementItem.Reason
OF_ANSWERS = (Reason.MISSING, Reason.WRONG, Reason.EXPIRED, Reason.DIFFERS, Reason.OTHER)


class AskForm(ReasonForm):
    """What stands above the list: why in general, by when, and on which ground where the law wants one."""

    due_on = DayField(
        label=_("To be completed by"),
        help_text=_("The law sets no day. Name one only where it is needed."),
        required=False,
    )
    ground = forms.CharField(
        label=_("Ground"),
        help_text=_("Which rule allows asking again, or this late."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write the ground: the citizen was to be told everything at once")},
    )

    field_order = ["ground", "note", "due_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = _("Reason in general")
        self.fields["note"].help_text = _("The citizen reads it above the list; it is printed on form 02.")

    def without_ground(self) -> "AskForm":
        """For a first request in time, which needs none."""
        del self.fields["ground"]
        return self

    def clean_due_on(self) -> date | None:
        day: date | None = self.cleaned_data["due_on"]
        if day is not None and day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day after today"))
        return day

    def due_at(self) -> datetime | None:
        """The end of office hours of that day, or of the next working day."""
        day = self.cleaned_data.get("due_on")
        return closing_after(work_calendar(), day, 0) if day else None


class PointForm(forms.Form):
    """Fine, or to be put right with a reason and what to do."""

    use_required_attribute = False
    mark = forms.ChoiceField(
        label=_("Judgement"),
        choices=[(FINE, _("fine")), (FIX, _("to be put right"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Mark it as fine or to be put right")},
    )
    reason = forms.ChoiceField(label=_("Reason"), error_messages={"required": _("Choose the reason")})
    what = forms.CharField(
        label=_("What the citizen is to do"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write what the citizen is to do")},
    )

    def __init__(self, *args: Any, reasons: Iterable[Reason] = Reason, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(reason.value, reason.label) for reason in reasons]
        self.fields["reason"].choices = [("", _("Choose…")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What is fine needs neither reason nor words."""
        if self.cleaned_data.get("mark") != FIX:
            for name in ("reason", "what"):
                self.errors.pop(name, None)
        return self.cleaned_data


@dataclass
class PointShown:
    """One line of the walk: what it is, what stands there now, and its marks."""

    point: Point
    label: str | SafeString
    value: SafeString
    files: tuple[Attachment, ...]
    form: PointForm


@dataclass
class SectionShown:
    title: str
    key: str
    points: list[PointShown]


class Walk:
    """Every point of the dossier with its form, and the general part: one form to the eye."""

    def __init__(self, dossier: Dossier, sent: Any = None) -> None:
        self.sent = sent
        self.needs_ground = asking.needs_ground(dossier, timezone.now())
        self.general = AskForm(sent) if self.needs_ground else AskForm(sent).without_ground()
        self.sections = [self._section(number, found) for number, found in enumerate(walk.sections(dossier))]

    def _section(self, number: int, found: walk.Section) -> SectionShown:
        title = str(found.step.title) if found.step else str(_("Papers"))
        return SectionShown(title, str(number), [self._point(point) for point in found.points])

    def _point(self, point: Point) -> PointShown:
        reasons = Reason if point.component is not None else OF_ANSWERS
        form = PointForm(self.sent, prefix=prefix(point), reasons=reasons)
        form.fields["mark"].question = point.key  # type: ignore[attr-defined]
        return PointShown(point, label(point), value(point), point.files, form)

    def points(self) -> Iterator[PointShown]:
        return (shown for section in self.sections for shown in section.points)

    # --- What was sent

    def rest_is_fine(self, key: str) -> "Walk":
        """All that is not marked yet in one section becomes fine; nothing is complained about yet."""
        typed = self.sent.copy()
        for section in self.sections:
            for shown in section.points if section.key == key else ():
                typed.setdefault(shown.form.add_prefix("mark"), FINE)
        self.sent = typed
        for shown in self.points():
            shown.form.data = typed
        return self.without_complaints()

    def without_complaints(self) -> "Walk":
        """As it was sent, to be gone on with."""
        for form in (self.general, *(shown.form for shown in self.points())):
            form.errors.clear()
        return self

    def is_valid(self) -> bool:
        wrong = [form for form in (self.general, *(shown.form for shown in self.points())) if not form.is_valid()]
        return self._one_block_once() and not wrong

    def _one_block_once(self) -> bool:
        """A block that is open as a whole has no rows of its own to put right."""
        whole = {shown.point.question.name for shown in self._to_fix() if shown.point.question and not shown.point.row}
        twice = [
            shown for shown in self._to_fix()
            if shown.point.row and shown.point.question and shown.point.question.name in whole
        ]  # fmt: skip
        for shown in twice:
            shown.form.add_error("mark", _("The whole list is to be put right already: mark the row as fine"))
        return not twice

    def _to_fix(self) -> list[PointShown]:
        return [
            shown
            for shown in self.points()
            if shown.form.is_bound and shown.form.data.get(shown.form.add_prefix("mark")) == FIX
        ]

    def fixes(self) -> list[Fix]:
        """Only once valid."""
        values = ((shown.point.key, shown.form.cleaned_data) for shown in self._to_fix())
        return [Fix(key, given["reason"], given["what"]) for key, given in values]

    def asked(self) -> list[tuple[PointShown, str, str]]:
        """As the citizen will read it: (what, why, what to do)."""
        words = dict(Reason.choices)
        given = ((shown, shown.form.cleaned_data) for shown in self._to_fix())
        return [(shown, str(words[values["reason"]]), values["what"]) for shown, values in given]

    def values(self) -> dict[str, Any]:
        """What goes into the ``Act``."""
        given = self.general.cleaned_data
        return {
            "items": self.fixes(),
            "fine": [shown.point.key for shown in self.points() if shown.form.cleaned_data["mark"] == FINE],
            "note": given["note"],
            "ground": given.get("ground", ""),
            "due_at": self.general.due_at(),
        }

    def __iter__(self) -> Iterator[BoundField]:
        """Every field, for the summary of errors."""
        yield from self.general
        for shown in self.points():
            yield from shown.form

    def non_field_errors(self) -> list[Any]:
        return list(self.general.non_field_errors())


def prefix(point: Point) -> str:
    """A name for controls; the key of a row may hold what a browser sent."""
    return "muc-" + point.key.replace("#", "giay-").replace("/", "-")


def label(point: Point) -> str | SafeString:
    if point.component is not None:
        return vietnamese(point.component.name)
    text = str(point.question.label if point.question else "")
    if point.row:
        return _("%(block)s: row %(number)s") % {"block": text, "number": point.number}
    return text


def value(point: Point) -> SafeString:
    return lines(walk.in_words(point), point.question) if point.question else SafeString("")
