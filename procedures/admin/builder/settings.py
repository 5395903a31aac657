"""Who may be the owner of a dossier with this form."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures.admin.builder import base
from procedures.builder import saving
from procedures.builder.document import Document
from procedures.builder.kinds import OWNERS
from procedures.builder.saving import EditedElsewhere
from procedures.models import Edition


class OwnersForm(forms.Form):
    use_required_attribute = False
    owners = forms.MultipleChoiceField(
        label=gettext_lazy("Whose dossier it may be"),
        choices=list(OWNERS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one kind of owner")},
    )


@base.draft_page
def owners(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = OwnersForm(
        request.POST if request.method == "POST" else None,
        initial={"owners": saving.document_of(edition).get("owners", [])},
    )
    if request.method == "POST" and form.is_valid():

        def change(now: Document) -> Document:
            return now | {"owners": form.cleaned_data["owners"]}

        try:
            return base.save(
                request, edition, change, what=_("Changed: who may be the owner"), to=base.overview_of(edition)
            )
        except EditedElsewhere as edited:
            base.tell_of(request, edited)
    return base.shown(request, "owners", edition, title=_("Whose dossier it may be"), tab="form", form=form)
