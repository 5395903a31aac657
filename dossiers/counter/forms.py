"""What the counter asks besides the questions of the procedure's own form."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.counter.intake import Place
from dossiers.models import BookNumber, Outage
from dossiers.views.forms import AgencyField, CaseField
from portal.agencies.models import Agency
from portal.files.checks import PaperField
from procedures import questions
from procedures.fields import DigitsField, LineField, NumberField, ParagraphsField, PhoneField
from procedures.models import Case, Channel, Component, Edition

PERSON, ORGANISATION = "person", "organisation"
OWNER_IS = {
    (PERSON, True): "self",
    (ORGANISATION, True): "business",
    (PERSON, False): "person",
    (ORGANISATION, False): "organisation",
}
"""The kind of owner in the form of a procedure, by what the owner is and whether they came themselves."""

LENGTH_OF_TAX_CODE = (10, 13)
MOST_SHEETS = 99
FOUND_FOR = "found_for"
"""The number that the page was last filled in for."""


class NumberOfOwner(DigitsField):
    """An identity number of 12 or 9 digits, or a tax code of 10 or 10 and 3."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            pattern=r"^([0-9]{12}|[0-9]{9}|[0-9]{10}(-?[0-9]{3})?)\Z",
            message=_("Write 12 or 9 digits of an identity paper, or 10 (and 3) of a tax code"),
            **options,
        )

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return f"{text[:10]}-{text[10:]}" if len(text) == LENGTH_OF_TAX_CODE[1] and "-" not in text else text


class CounterPlaceForm(forms.Form):
    """The first thing typed: by whose number, who came, how; and what can be more than one thing."""

    use_required_attribute = False
    number = NumberOfOwner(
        label=_("Identity number or tax code of the owner"),
        help_text=_("Press Enter: what the portal knows is filled in. Leave it empty where there is none."),
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("The owner is"), choices=[(PERSON, _("a person")), (ORGANISATION, _("a business or an organisation"))],
        widget=forms.RadioSelect, initial=PERSON,
    )  # fmt: skip
    came = forms.ChoiceField(
        label=_("Who came"), choices=[("owner", _("the owner")), ("other", _("somebody for the owner"))],
        widget=forms.RadioSelect, initial="owner",
    )  # fmt: skip
    channel = forms.ChoiceField(
        label=_("How the papers came"), widget=forms.RadioSelect, initial=Channel.COUNTER,
        choices=[(Channel.COUNTER, Channel.COUNTER.label), (Channel.POST, Channel.POST.label)],
    )  # fmt: skip

    def __init__(self, *args: Any, edition: Edition, agencies: list[Agency], **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "noi-%s", **options})
        self.edition, self.agencies, self.cases = edition, agencies, list(edition.cases.all())
        if not self.is_bound:
            self.fields["number"].widget.attrs["autofocus"] = True
        if len(self.cases) > 1:
            self.fields["case"] = CaseField(
                edition.cases.all(), to_field_name="number", empty_label=None, label=_("Case"),
                initial=self.cases[0].number, widget=forms.Select(attrs={"lang": "vi"}),
            )  # fmt: skip
        if len(agencies) > 1:
            self.fields["agency"] = AgencyField(
                agencies, to_field_name="uuid", label=_("Deciding agency"),
                error_messages={"required": _("Choose the agency that is to decide")},
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The number says what the owner is, whatever was ticked."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        digits = values.get("number", "").replace("-", "")
        if digits:
            values["kind"] = ORGANISATION if len(digits) in LENGTH_OF_TAX_CODE else PERSON
        if self.owner_is() not in questions.form_for(self.edition).owners:
            self.add_error("kind", _("This procedure is not for such an owner, or not through somebody else."))
        return values

    def owner_is(self) -> str:
        return OWNER_IS[self.cleaned_data.get("kind", PERSON), self.cleaned_data.get("came") != "other"]

    def last_place(self) -> Place | None:
        """Where the page stood before its place was changed into something that cannot be: what was typed below stays.
        ``None`` on the first page, where nothing stands below yet."""
        if FOUND_FOR not in self.data:
            return None
        usual = {"kind": PERSON, "came": "owner", "channel": Channel.COUNTER.value, "case": str(self.cases[0].number)}
        usual["agency"] = str(self.agencies[0].uuid)
        wrong = {name: usual[name] for name in self.errors if name in usual}
        sent = {**self.data.dict(), "number": self.data[FOUND_FOR], **wrong}  # type: ignore[attr-defined]
        before = CounterPlaceForm(sent, edition=self.edition, agencies=self.agencies)
        return before.place() if before.is_valid() else None

    def place(self) -> Place:
        """Only once valid."""
        agency: Agency = self.cleaned_data.get("agency") or self.agencies[0]
        case: Case = self.cleaned_data.get("case") or self.cases[0]
        case.edition = self.edition
        return Place(
            case, agency, agency.one_stop(), self.cleaned_data["channel"], self.owner_is(), self.cleaned_data["number"]
        )


class BroughtByForm(forms.Form):
    """Who came for the owner; the ground is asked by the form of the procedure."""

    prefix = "nguoi-nop"
    use_required_attribute = False
    name = LineField(label=_("Full name"), max_length=200, error_messages={"required": _("Write who came")})
    id_number = DigitsField(
        label=_("Number of the identity paper"), pattern=r"^([0-9]{12}|[0-9]{9})\Z",
        message=_("Write the 12 digits of the personal identity number, or the 9 of the old identity card"),
        error_messages={"required": _("Write the number of the identity paper")},
    )  # fmt: skip
    phone = PhoneField(label=_("Telephone"), required=False)
    address = LineField(label=_("Address"), max_length=300, required=False)
    relation = LineField(
        label=_("Relation to the owner"), max_length=100, help_text=_("For example: husband, employee, lawyer"),
        error_messages={"required": _("Write the relation to the owner")},
    )  # fmt: skip
    authority = LineField(
        label=_("Paper of authorisation"), max_length=200, required=False,
        help_text=_("Number, day and who certified it"),
    )  # fmt: skip


class SheetsForm(forms.Form):
    """How much of one paper lies there; its scan, or one kept from a form that was not in order."""

    use_required_attribute = False
    originals = NumberField(label=_("Originals"), min_value=0, max_value=MOST_SHEETS, required=False)
    certified = NumberField(label=_("Certified copies"), min_value=0, max_value=MOST_SHEETS, required=False)
    photocopies = NumberField(label=_("Photocopies"), min_value=0, max_value=MOST_SHEETS, required=False)
    held = NumberField(label=_("Held for comparison"), min_value=0, max_value=MOST_SHEETS, required=False)
    scan = PaperField(label=_("Scan"), required=False)
    kept = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, component: Component, **options: Any) -> None:
        super().__init__(*args, **{"prefix": f"giay-{component.pk}", **options})
        self.component = component


class ReceptionForm(forms.Form):
    """What belongs to the reception as a whole."""

    prefix = "nhan"
    use_required_attribute = False
    all_there = forms.BooleanField(
        label=_("All papers are there as the law demands; only what differs is typed below"), required=False
    )
    sets = NumberField(label=_("Sets of papers"), min_value=1, max_value=MOST_SHEETS, initial=1)


class MomentField(LineField):
    """A day with its time as people write it: 30/11/2020 14:05. An instant in Vietnamese time; not in the future."""

    default_error_messages = {"required": _("Write day and time, for example 30/11/2020 14:05")}

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value))
        if not text:
            return None
        try:
            moment = timezone.make_aware(datetime.strptime(text, "%d/%m/%Y %H:%M"))
        except ValueError as error:
            raise ValidationError(self.error_messages["required"], code="invalid") from error
        if moment > timezone.now():
            raise ValidationError(_("This time lies in the future"), code="future")
        return moment


class PostForm(forms.Form):
    """A parcel of the public post (QĐ 45/2016/QĐ-TTg Đ.7.4)."""

    prefix = "buu-chinh"
    use_required_attribute = False
    consignment = LineField(
        label=_("Number of the consignment"), max_length=30,
        error_messages={"required": _("Write the number the post gave")},
    )  # fmt: skip
    signed_at = MomentField(
        label=_("Record of hand-over with the post signed at"),
        help_text=_("The time limit runs from then; for example 30/11/2020 14:05"),
    )


class BookForm(forms.Form):
    """A dossier that was taken on paper in an outage."""

    prefix = "so"
    use_required_attribute = False
    taken_at = MomentField(
        label=_("Taken in at"), help_text=_("As it stands in the book; for example 30/11/2020 14:05")
    )
    serial = NumberField(
        label=_("Number in the book"), min_value=1, help_text=_("The last group of the code, for example 8"),
        error_messages={"required": _("Write the number in the book")},
    )  # fmt: skip

    def __init__(self, *args: Any, outage: Outage, **options: Any) -> None:
        super().__init__(*args, **options)
        self.outage = outage
        self.numbers: Collection[BookNumber] = list(outage.numbers.free().select_related("agency"))

    def book(self, agency: Agency) -> BookNumber | None:
        """The reserved number that was typed; ``None`` where there is no such."""
        day, serial = timezone.localdate(self.cleaned_data["taken_at"]), self.cleaned_data["serial"]
        fitting = (one for one in self.numbers if (one.agency_id, one.day, one.serial) == (agency.pk, day, serial))
        return next(fitting, None)


class OutcomeForm(forms.Form):
    """What form 02 and form 03 say, and what a result on the spot needs."""

    prefix = "ket-luan"
    use_required_attribute = False
    lines = ParagraphsField(
        label=_("What else is to be completed"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One thing per line. Required papers that are not there are listed by themselves."),
    )  # fmt: skip
    note = ParagraphsField(
        label=_("Reason"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed to refuse: by which rule. The citizen reads it."),
    )  # fmt: skip
    result_number = LineField(label=_("Number of the result"), required=False, max_length=60)
    result_file = PaperField(label=_("Result, signed (PDF)"), required=False)

    def listed(self) -> list[str]:
        return [line.strip(" -•") for line in self.cleaned_data["lines"].splitlines() if line.strip(" -•")]
