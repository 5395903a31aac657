"""The pages of a case and of a paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.files.checks import PaperField
from portal.files.storage import store
from procedures.editing.row_form import RowForm
from procedures.models import Case, Component


class CaseForm(RowForm):
    class Meta:
        model = Case
        fields = ("name",)
        labels = {"name": _("Which case")}
        help_texts = {
            "name": _("As citizens say it, for example: replacing a card that was lost. Empty: the ordinary case.")
        }
        widgets = {"name": forms.Textarea(attrs={"rows": 2, "lang": "vi"})}


class PaperForm(RowForm):
    """``upload`` becomes the file of the form once the row is stored."""

    has_condition = True
    extras = ("form_file",)
    upload = PaperField(
        label=_("File of the form"), required=False, help_text=_("What citizens download and fill in, as a PDF.")
    )
    drop_file = forms.BooleanField(label=_("Take the present file away"), required=False)

    class Meta:
        model = Component
        fields = (
            "name", "case", "originals", "copies", "is_required", "form_name", "code", "replaced_by_result", "note",
        )  # fmt: skip
        labels = {
            "name": _("Paper"),
            "originals": _("Originals to hand in"),
            "copies": _("Copies to hand in"),
            "is_required": _("The dossier is not complete without it"),
            "form_name": _("Number of the form"),
            "code": _("Code of the paper"),
            "replaced_by_result": _("May be replaced by the result"),
            "note": _("Note"),
        }
        help_texts = {
            "originals": _("None and no copies: the paper is only shown."),
            "form_name": _("As in the law, for example: form 01, Circular 04/2020."),
            "code": _("Of the national list, where it has one."),
            "replaced_by_result": _("Code of a result that serves instead, for example KQ.G15.000012."),
        }
        widgets = {
            "name": forms.Textarea(attrs={"rows": 3, "lang": "vi"}),
            "note": forms.Textarea(attrs={"rows": 2, "lang": "vi"}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.instance.form_file_id:
            del self.fields["drop_file"]
        places = ["name", "case", "is_required", "originals", "copies", "form_name", "upload", "drop_file"]
        self.order_fields(places)

    def template(self, by: User) -> Any:
        if self.cleaned_data.get("drop_file"):
            self.instance.form_file = None
        if upload := self.cleaned_data.get("upload"):
            self.instance.form_file = store(upload, by=by)
        return super().template(by)
