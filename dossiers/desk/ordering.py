"""Ordering a list as a file."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from dossiers.desk.export import EXPORT
from dossiers.desk.filters import Asked
from dossiers.desk.models import Export
from dossiers.desk.tasks import make_exports
from portal import jobs


class OrderForm(forms.ModelForm):  # type: ignore[type-arg]
    use_required_attribute = False

    class Meta:
        model = Export
        fields = ["purpose", "form"]
        widgets = {"form": forms.RadioSelect}
        help_texts = {
            "purpose": _("For example: quarterly report of the department. It is kept with your name."),
            "form": _("CSV is for other programs: Excel takes noughts at the beginning away from its numbers."),
        }
        labels = {"form": _("Kind of file")}
        error_messages = {"purpose": {"required": _("Write what the file is for")}}

    def __init__(self, typed: object = None) -> None:
        super().__init__(typed, auto_id="xuat-%s")  # type: ignore[arg-type]

    def clean_purpose(self) -> str:
        purpose = " ".join(str(self.cleaned_data["purpose"]).split())
        if len(purpose) < 5:
            raise forms.ValidationError(_("Say it in a few words"))
        return purpose


@transaction.atomic
def ask(asked: Asked, form: str, purpose: str) -> Export:
    """Order the file; who asked for what and why stays for good."""
    by = asked.seat.user
    job = jobs.start(EXPORT, make_exports, by=by)
    return Export.objects.create(
        job=job,
        by=by,
        agencies=list(asked.seat.agencies),
        query=asked.parameters().dict(),
        form=form,
        purpose=purpose,
    )
