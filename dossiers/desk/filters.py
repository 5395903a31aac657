"""What a list's address asks: a heap or words to look for, and filters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Model, Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.desk import choices, search
from dossiers.desk.heaps import HEAPS, RUNNING
from dossiers.desk.keyset import Listing
from dossiers.desk.models import Label, LabelMark
from dossiers.desk.seat import Seat
from dossiers.models import Status
from portal.agencies.models import Agency
from procedures.models import Channel, Field, Procedure

HEAP, TEXT = "viec", "q"
AFTER, BEFORE = "sau", "truoc"
DAYS = ["%d/%m/%Y", "%Y-%m-%d"]
NATION = "quoc-gia"
"""Of the channels, besides their national numbers: submitted at the national portal."""

LATE, NEAR, IN_TIME = "qua-han", "sap-han", "con-han"
CLASSES = {LATE: _("overdue"), NEAR: _("near"), IN_TIME: _("in time")}
NOT_A_DAY = _("Write a date as day/month/year, for example 25/11/2020")


class Day(forms.DateField):
    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            input_formats=DAYS,
            error_messages={"invalid": NOT_A_DAY},
            validators=[MinValueValidator(date(2000, 1, 1), NOT_A_DAY), MaxValueValidator(date(2100, 1, 1), NOT_A_DAY)],
            widget=forms.DateInput(format=DAYS[0], attrs={"placeholder": "25/11/2020", "autocomplete": "off"}),
        )


Offered = Mapping[str, list[int]]
OFFERS: Mapping[str, tuple[Callable[[Seat, Offered], Any], str]] = {
    "thu_tuc": (
        lambda seat, found: (
            Procedure.objects.filter(pk__in=found[choices.PROCEDURE])
            .select_related("current")
            .only("code", "current__name")
        ),
        "current__name",
    ),
    "linh_vuc": (
        lambda seat, found: Field.objects.filter(
            pk__in=Procedure.objects.filter(pk__in=found[choices.PROCEDURE]).values("current__field")
        ),
        "name",
    ),
    "co_quan": (lambda seat, found: Agency.objects.filter(pk__in=found[choices.DECIDER]), "name"),
    "nhan": (lambda seat, found: Label.objects.filter(agency__in=seat.agencies), "name"),
}
"""What each choice is among, and by which words it is shown."""


class FilterForm(forms.Form):
    """Every choice is of what this person reaches; another is no valid one."""

    is_filter = True
    use_required_attribute = False

    thu_tuc = forms.ModelChoiceField(Procedure.objects.none(), label=_("Procedure"), required=False)
    linh_vuc = forms.ModelChoiceField(Field.objects.none(), label=_("Field"), required=False)
    co_quan = forms.ModelChoiceField(Agency.objects.none(), label=_("Deciding agency"), required=False)
    trang_thai = forms.TypedChoiceField(label=_("Status"), required=False, coerce=int)
    kenh = forms.ChoiceField(label=_("Channel"), required=False)
    muc = forms.ChoiceField(label=_("Term"), required=False)
    nhan = forms.ModelChoiceField(Label.objects.none(), label=_("Label"), required=False)
    nhan_tu = Day(_("Received from"))
    nhan_den = Day(_("Received to"))
    han_tu = Day(_("Due from"))
    han_den = Day(_("Due to"))

    def __init__(self, asked: QueryDict, seat: Seat) -> None:
        super().__init__(asked, auto_id="loc-%s")
        self.seat = seat
        for name in filter(asked.get, OFFERS):
            self.fields[name].queryset = self._among(name)  # type: ignore[attr-defined]
        closed: dict[str, list[Any]] = {
            "trang_thai": [(status.value, status.label) for status in Status if status != Status.DRAFT],
            "kenh": [*Channel.choices, (NATION, _("online, at the national portal"))],
            "muc": list(CLASSES.items()),
        }
        for name, words in closed.items():
            self.fields[name].choices = [("", _("all")), *words]  # type: ignore[attr-defined]

    def complete(self) -> "FilterForm":
        """With all choices, to be drawn; before, only what was asked for is known."""
        for name, (_rows, words) in OFFERS.items():
            pairs = self._among(name).values_list("pk", words)
            self.fields[name].choices = [("", _("all")), *pairs]  # type: ignore[attr-defined]
            self.fields[name].widget.attrs["lang"] = "vi"
        return self

    def _among(self, name: str) -> Any:
        return OFFERS[name][0](self.seat, self._occurring)

    @cached_property
    def _occurring(self) -> Offered:
        return choices.occurring(self.seat)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for first, last in (("nhan_tu", "nhan_den"), ("han_tu", "han_den")):
            if values.get(first) and values.get(last) and values[first] > values[last]:
                self.add_error(last, ValidationError(_("The last day is before the first")))
        return values


@dataclass(frozen=True)
class Chip:
    """A filter that holds: what it says, and the address of the list without it."""

    label: str
    value: str
    without: str


class Asked:
    """An address read for one person. What cannot be understood narrows nothing and is said beside its field."""

    def __init__(self, query: QueryDict, seat: Seat) -> None:
        self.seat, self.query = seat, query
        self.text = query.get(TEXT, "").strip()[: search.LONGEST]
        name = query.get(HEAP, "")
        self.heap = name if name in HEAPS else ""
        self.form = FilterForm(query, seat)
        self.form.is_valid()

    @cached_property
    def values(self) -> Mapping[str, Any]:
        return {name: value for name, value in self.form.cleaned_data.items() if value not in (None, "")}

    @cached_property
    def found(self) -> search.Found:
        return search.find(self.text, self.seat)

    @cached_property
    def listing(self) -> Listing:
        """With words to look for: all that is reached, closed ones too."""
        start = self._start()
        for name, value in self.values.items():
            start &= CONDITIONS[name](value, self.seat)
        return Listing(self.seat, start, newest_first=HEAPS[self.heap].newest_first and not self.text)

    def _start(self) -> Q:
        """Whoever names a status wants it wherever it lies."""
        if self.text:
            return Q(dossier__in=self.found.keys)
        return Q() if not self.heap and "trang_thai" in self.values else HEAPS[self.heap].condition(self.seat)

    def parameters(self, *without: str) -> QueryDict:
        """The address in its shortest form, but for ``without``."""
        kept = QueryDict(mutable=True)
        for name in (HEAP, TEXT, *self.form.fields):
            value = self.query.get(name, "").strip()
            if value and name not in without:
                kept[name] = value
        return kept

    @property
    def chips(self) -> list[Chip]:
        return [
            Chip(str(self.form.fields[name].label), _said(self.form, name, value), self.parameters(name).urlencode())
            for name, value in self.values.items()
        ]


def _said(form: FilterForm, name: str, value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Procedure):
        return value.current.name if value.current else value.code
    if isinstance(value, Model):
        return str(value)
    return str(dict(form.fields[name].choices)[value])  # type: ignore[attr-defined]


def _from(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _to(day: date) -> datetime:
    return _from(day + timedelta(days=1))


def _class(name: str, seat: Seat) -> Q:
    return (
        RUNNING
        & {
            LATE: Q(at__lt=seat.now),
            NEAR: Q(at__gte=seat.now, at__lt=seat.near_ends),
            IN_TIME: Q(at__gte=seat.near_ends),
        }[name]
    )


CONDITIONS: Mapping[str, Any] = {
    "thu_tuc": lambda value, seat: Q(procedure=value),
    "linh_vuc": lambda value, seat: Q(field=value),
    "co_quan": lambda value, seat: Q(decider=value),
    "trang_thai": lambda value, seat: Q(status=value),
    "kenh": lambda value, seat: ~Q(dossier__national_code="") if value == NATION else Q(channel=value),
    "muc": _class,
    "nhan": lambda value, seat: Q(dossier__in=LabelMark.objects.filter(label=value).values("dossier")),
    "nhan_tu": lambda value, seat: Q(received_at__gte=_from(value)),
    "nhan_den": lambda value, seat: Q(received_at__lt=_to(value)),
    "han_tu": lambda value, seat: Q(due_at__gte=_from(value)),
    "han_den": lambda value, seat: Q(due_at__lt=_to(value)),
}
