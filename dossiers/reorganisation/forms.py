"""What a reorganisation asks of who prepares it. Agencies are typed by name, with the list of names to choose from."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency, Change, Reorganisation
from portal.agencies.reorganising import NOT_YET
from portal.vietnamese import plain, sort_key
from procedures.fields import DayField, LineField
from procedures.models import Field

Kind = Change.Kind
LIST = "danh-sach-co-quan"
UNKNOWN = _("No agency that exists on that day has this name. Choose one from the list.")


def agencies_of(reorganisation: Reorganisation) -> QuerySet[Agency]:
    """What exists on its day, and what it founds itself."""
    founded = reorganisation.changes.filter(kind=Kind.FOUND).values("agency")
    there = Agency.objects.existing(reorganisation.in_force_on)
    return Agency.objects.filter(Q(pk__in=there.values("pk")) | Q(pk__in=founded)).order_by("level", "sort_key")


class HeadForm(forms.ModelForm):  # type: ignore[type-arg]
    use_required_attribute = False
    number = LineField(
        label=_("Number of the decision"),
        max_length=60,
        help_text=_("For example: 813/NQ-UBTVQH14"),
        error_messages={"required": _("Write the number of the decision")},
    )
    about = LineField(
        label=_("Subject"), max_length=300, error_messages={"required": _("Write what the decision is about")}
    )
    in_force_on = DayField(
        label=_("In force from"),
        help_text=_("Day, month and year, for example 01/01/2021"),
        error_messages={"required": _("Write the day")},
    )

    class Meta:
        model = Reorganisation
        fields = ("number", "about", "in_force_on")


class NamedAgency(LineField):
    """Typed or chosen; the form that holds it knows the names."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"list": LIST, "lang": "vi", "autocomplete": "off"})
        super().__init__(max_length=250, widget=widget, **options)


class AmongAgencies(forms.Form):
    """``_agency`` finds by name or short name, with or without marks."""

    use_required_attribute = False

    def __init__(self, *args: Any, reorganisation: Reorganisation, **options: Any) -> None:
        super().__init__(*args, **options)
        self.reorganisation = reorganisation
        self._named: dict[str, Agency] = {}
        for agency in agencies_of(reorganisation):
            self._named |= {plain(agency.short_name): agency, plain(agency.name): agency}

    def _agency(self, field: str) -> Agency | None:
        """Adds the error where something was typed that is no name."""
        typed = self.cleaned_data.get(field) or ""
        found = self._named.get(plain(typed))
        if typed and found is None:
            self.add_error(field, UNKNOWN)
        return found


class FoundForm(AmongAgencies):
    """A new agency, of the kind and level of one that is there."""

    name = LineField(label=_("Name"), max_length=250, error_messages={"required": _("Write the name")})
    short_name = LineField(
        label=_("Short name"), max_length=120, error_messages={"required": _("Write the short name")}
    )
    code_2016 = LineField(
        label=_("Code (QCVN 102:2016)"), max_length=20, error_messages={"required": _("Write the code")}
    )
    code_2020 = LineField(
        label=_("Code (Decision 20/2020)"), max_length=35, error_messages={"required": _("Write the code")}
    )
    like = NamedAgency(label=_("Of the same kind as"), error_messages={"required": _("Name an agency")})
    under = NamedAgency(label=_("Under"), required=False, help_text=_("Empty: under the same agency as that one"))

    def clean(self) -> dict[str, Any]:
        for code in ("code_2016", "code_2020"):
            if Agency.objects.filter(**{code: self.cleaned_data.get(code)}).exists():
                self.add_error(code, _("Another agency has this code"))
        like, under = self._agency("like"), self._agency("under")
        parent = under or (like.parent if like else None)
        if like and parent is None:
            self.add_error("under", _("Name the agency it is under"))
        return {**self.cleaned_data, "like": like, "parent": parent}

    def save(self) -> Change:
        """The agency, not existing yet, and the line that founds it."""
        values = self.cleaned_data
        like, short = values["like"], values["short_name"]
        founded = Agency.objects.create(
            key=_free_key(short),
            name=values["name"],
            short_name=short,
            kind=like.kind,
            level=like.level,
            parent=values["parent"],
            code_2016=values["code_2016"],
            code_2020=values["code_2020"],
            codes_assumed=False,
            sort_key=sort_key(short)[:400],
            valid_from=NOT_YET,
        )
        return Change.objects.create(
            reorganisation=self.reorganisation, kind=Kind.FOUND, agency=founded, into=values["parent"]
        )


def _free_key(short: str) -> str:
    """Of the name, told apart by a number from those that are taken."""
    stem = slugify(plain(short))[:50] or "co-quan"
    taken = set(Agency.objects.filter(key__startswith=stem).values_list("key", flat=True))
    return next(key for n in range(len(taken) + 1) if (key := f"{stem}-{n}" if n else stem) not in taken)


class LineForm(AmongAgencies):
    kind = forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[choice for choice in Kind.choices if choice[0] != Kind.FOUND],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of it")},
    )
    agency = NamedAgency(label=_("Agency"), error_messages={"required": _("Name the agency")})
    into = NamedAgency(
        label=_("The other agency"), required=False, help_text=_("Who takes over, or under whom it comes.")
    )
    field = forms.ModelChoiceField(
        Field.objects.all(), to_field_name="code", required=False, label=_("Field that is handed over"),
        widget=forms.Select(attrs={"lang": "vi"}), empty_label="–",
    )  # fmt: skip
    name = LineField(label=_("New name"), max_length=250, required=False)
    short_name = LineField(label=_("New short name"), max_length=120, required=False)

    field_order = ("agency", "kind", "into", "field", "name", "short_name")

    def clean(self) -> dict[str, Any]:
        kind, agency, into = self.cleaned_data.get("kind"), self._agency("agency"), self._agency("into")
        if kind == Kind.RENAME:
            into = None
            if not self.cleaned_data.get("name"):
                self.add_error("name", _("Write the new name"))
        elif kind and into is None and "into" not in self.errors:
            self.add_error("into", _("Name the other agency"))
        if kind == Kind.FIELD and not self.cleaned_data.get("field"):
            self.add_error("field", _("Choose the field"))
        if kind and agency and not self.errors:
            self._fits(kind, agency, into)
        return {**self.cleaned_data, "agency": agency, "into": into}

    def _fits(self, kind: str, agency: Agency, into: Agency | None) -> None:
        """Lines of one decision may not cross: what ends here takes nothing over, and ends once."""
        lines = self.reorganisation.changes
        ending = set(lines.filter(kind=Kind.MERGE).values_list("agency", flat=True))
        heirs = set(lines.exclude(kind=Kind.RENAME).values_list("into", flat=True))
        if into == agency or (into and kind == Kind.PARENT and _is_below(into, agency)):
            self.add_error("into", _("An agency cannot follow or be under itself"))
        elif agency.pk in ending:
            self.add_error("agency", _("This agency ends by another line of this decision"))
        elif (into and into.pk in ending) or (kind == Kind.MERGE and agency.pk in heirs):
            self.add_error("into", _("What ends by this decision cannot take anything over"))
        elif lines.filter(kind=kind, agency=agency, field=self._code(kind)).exists():
            self.add_error("agency", _("There is such a line already"))

    def _code(self, kind: str) -> str:
        field = self.cleaned_data.get("field")
        return str(field.code) if kind == Kind.FIELD and field else ""

    def save(self) -> Change:
        values: Mapping[str, Any] = self.cleaned_data
        renames = values["kind"] == Kind.RENAME
        return Change.objects.create(
            reorganisation=self.reorganisation,
            kind=values["kind"],
            agency=values["agency"],
            into=values["into"],
            field=self._code(values["kind"]),
            name=values["name"] if renames else "",
            short_name=values["short_name"] if renames else "",
        )


def _is_below(agency: Agency, other: Agency) -> bool:
    """Whether ``agency`` stands somewhere under ``other``."""
    above = agency.parent
    while above is not None and above != other:
        above = above.parent
    return above is not None
