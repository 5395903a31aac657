"""What the desk says about a questionnaire while it is being prepared."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from feedback.models import Questionnaire, Round
from feedback.questionnaires.bank_file import LARGEST

RESERVED = {"tra-cuu", "giay-chung-nhan"}
AT = "%d/%m/%Y %H:%M"


class QuestionnaireForm(forms.ModelForm):  # type: ignore[type-arg]
    use_required_attribute = False

    class Meta:
        model = Questionnaire
        fields = (
            "kind", "title", "slug", "summary", "taking", "unit_label", "rules", "prizes", "winners", "consent_text",
        )  # fmt: skip
        widgets = {
            "kind": forms.RadioSelect, "taking": forms.RadioSelect, "summary": forms.Textarea(attrs={"rows": 3}),
            "rules": forms.Textarea(attrs={"rows": 6}), "prizes": forms.Textarea(attrs={"rows": 4}),
            "consent_text": forms.Textarea(attrs={"rows": 4}),
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, hint in (
            ("slug", _("Small letters without marks, digits and hyphens; it becomes the end of the address.")),
            ("unit_label", _("For example: school or agency. Left empty, it is not asked for.")),
            ("winners", _("So many places get a certificate and stand in the published results.")),
            ("consent_text", _("Of a survey: what is kept, for what, for how long.")),
        ):
            self.fields[name].help_text = hint
        for name, kinds in (("kind", Questionnaire.Kind), ("taking", Questionnaire.Taking)):
            choices = [(key, capfirst(label)) for key, label in kinds.choices]
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        if slug in RESERVED:
            raise forms.ValidationError(_("This address is taken. Choose another one."))
        return slug


class RoundForm(forms.ModelForm):  # type: ignore[type-arg]
    use_required_attribute = False
    starts_at = forms.DateTimeField(
        label=_("From"), input_formats=[AT], widget=forms.DateTimeInput(format=AT),
        help_text=_("Day and hour, for example 01/12/2020 08:00"),
        error_messages={"invalid": _("Write day and hour like 01/12/2020 08:00")},
    )  # fmt: skip
    ends_at = forms.DateTimeField(
        label=_("Until"), input_formats=[AT], widget=forms.DateTimeInput(format=AT),
        error_messages={"invalid": _("Write day and hour like 01/12/2020 08:00")},
    )  # fmt: skip

    class Meta:
        model = Round
        fields = ("title", "starts_at", "ends_at", "per_topic", "minutes", "prediction")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["per_topic"].help_text = _("Left empty, everybody gets all questions in the order of the file.")
        self.fields["minutes"].help_text = _("Left empty, one has until the round ends.")
        self.fields["prediction"].help_text = _(
            "For example: how many people will answer all questions right? The nearest number comes first among equals."
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        starts, ends = said.get("starts_at"), said.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("It must end after it starts."))
        return said


class BankForm(forms.Form):
    use_required_attribute = False
    file = forms.FileField(
        label=_("Workbook with the questions (XLSX)"), error_messages={"required": _("Choose a file")},
        help_text=_("It takes the place of the questions that are there now."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )  # fmt: skip

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 5 MB."))
        return file
