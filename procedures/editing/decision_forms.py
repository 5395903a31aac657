"""The pages of a decision and of what it does with one procedure."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.files.checks import PaperField
from portal.templatetags.words import vietnamese
from procedures.fields import DayField
from procedures.models import Decision, DecisionLine, Edition, Procedure

E = DecisionLine.Effect
WITH_DRAFT = {E.NEW, E.AMENDED}
MOST_NAMED = 5


def _line(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.TextInput(attrs={"lang": "vi"}), **options)


class DecisionForm(forms.ModelForm):  # type: ignore[type-arg]
    use_required_attribute = False
    number = _line(
        gettext_lazy("Number"), max_length=60, help_text=gettext_lazy("number and abbreviations as on the paper"),
        error_messages={"required": gettext_lazy("Write the number of the decision")},
    )  # fmt: skip
    signed_on = DayField(label=gettext_lazy("Signed on"), help_text=gettext_lazy("Day/month/year"))
    effective_on = DayField(label=gettext_lazy("Takes effect on"), help_text=gettext_lazy("Day/month/year"))
    entered_on = DayField(
        label=gettext_lazy("Entered into the national database on"), required=False,
        help_text=gettext_lazy("Write it once it stands there; the term of Article 24 is then met."),
    )  # fmt: skip
    paper = PaperField(label=gettext_lazy("Signed paper (PDF)"), required=False)

    class Meta:
        model = Decision
        fields = (
            "number", "subject", "signed_on", "effective_on", "signer", "signer_title", "issued_by", "is_shortened",
            "entered_on",
        )  # fmt: skip
        widgets = {
            "subject": forms.Textarea(attrs={"rows": 3, "lang": "vi"}),
            **{name: forms.TextInput(attrs={"lang": "vi"}) for name in ("signer", "signer_title", "issued_by")},
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        required = {
            "subject": gettext_lazy("Write the subject"),
            "signed_on": gettext_lazy("Write the day of signing"),
            "effective_on": gettext_lazy("Write from when it takes effect"),
            "signer": gettext_lazy("Write who signs it"),
        }
        for name, message in required.items():
            self.fields[name].error_messages["required"] = message
        if not self.instance.is_open:
            self.fields = {"entered_on": self.fields["entered_on"]}
        self.order_fields([name for name in self.Meta.fields if name != "entered_on"] + ["paper", "entered_on"])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        signed = given.get("signed_on", self.instance.signed_on)
        for name in ("effective_on", "entered_on"):
            if given.get(name) and signed and given[name] < signed:
                self.add_error(name, _("This is before the day of signing: check both"))
        return given

    @property
    def columns(self) -> list[str]:
        own = [name for name in self.Meta.fields if name in self.fields]
        return [*own, "file"] if "paper" in self.fields else own

    @property
    def whole_lines(self) -> set[str]:
        return {"subject", "issued_by", "is_shortened", "paper", "number"}


class LineForm(forms.ModelForm):  # type: ignore[type-arg]
    """What happens to one procedure; ``edition`` offers its drafts that no other decision names."""

    use_required_attribute = False
    edition = forms.ModelChoiceField(
        Edition.objects.none(), label=gettext_lazy("Draft that comes into force"), required=False, empty_label=None,
        widget=forms.RadioSelect,
    )  # fmt: skip
    successor = _line(
        gettext_lazy("Procedure that takes its place"), required=False, max_length=300,
        help_text=gettext_lazy("Its code, or words of its name."),
    )  # fmt: skip

    class Meta:
        model = DecisionLine
        fields = ("effect", "edition", "note")
        widgets = {"effect": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 2, "lang": "vi"})}

    def __init__(self, *args: Any, procedure: Procedure, **options: Any) -> None:
        super().__init__(*args, **options)
        self.procedure = procedure
        drafts = procedure.editions.filter(state=Edition.State.DRAFT)
        free = drafts.filter(line__isnull=True) | drafts.filter(line__pk=self.instance.pk)
        self.fields["edition"].queryset = free.order_by("-number")  # type: ignore[attr-defined]
        self.fields["edition"].label_from_instance = _draft_label  # type: ignore[attr-defined]
        self.fields["effect"].choices = E.choices  # type: ignore[attr-defined]
        self.fields["effect"].error_messages["required"] = gettext_lazy("Choose what happens to it")
        self.order_fields(["effect", "edition", "successor", "note"])
        if self.instance.pk is None:
            newest = free.order_by("-number").first()
            self.initial.update(edition=newest, effect=_usual(procedure, newest))
        elif self.instance.successor:
            self.initial["successor"] = self.instance.successor.code

    def clean_successor(self) -> Procedure | None:
        typed = str(self.cleaned_data["successor"]).strip()
        if not typed or self.data.get("effect") != E.REPLACED:
            return None
        exact = Procedure.objects.filter(code=typed).first()
        found = [exact] if exact else list(_alike(typed, self.procedure))
        if len(found) == 1 and found[0].pk != self.procedure.pk:
            return found[0]
        raise forms.ValidationError(_several(found) if len(found) > 1 else _("There is no such procedure"))

    def clean(self) -> dict[str, Any]:
        """Only what goes with the effect counts: the rest was left from another choice."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("effect") not in WITH_DRAFT:
            given["edition"] = None
        elif given.get("edition") is None and "edition" not in self.errors:
            self.add_error("edition", _("Choose the draft edition that comes into force"))
        if given.get("effect") == E.REPLACED and not given.get("successor") and "successor" not in self.errors:
            self.add_error("successor", _("Choose the procedure that takes its place"))
        self.instance.successor = given.get("successor")
        return given

    def named_twice(self, decision: Decision) -> bool:
        return bool(decision.lines.filter(procedure=self.procedure).exclude(pk=self.instance.pk).exists())


def _draft_label(edition: Any) -> str:
    return format_html("{}: {}", _("edition %(number)s") % {"number": edition.number}, vietnamese(edition.name))


def _usual(procedure: Procedure, draft: Edition | None) -> str:
    if draft is None:
        return E.ABOLISHED
    return E.AMENDED if procedure.current_id else E.NEW


def _alike(text: str, other: Procedure) -> Any:
    found = Procedure.objects.with_draft().matching(text).exclude(pk=other.pk)
    return found.select_related("current")[: MOST_NAMED + 1]


def _several(found: list[Procedure]) -> str:
    named = "; ".join(str(procedure) for procedure in found[:MOST_NAMED])
    return _("Several are called so, write the code of one: %(named)s") % {"named": named}
