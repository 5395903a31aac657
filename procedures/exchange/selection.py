"""Which editions an export takes: what the page counts is what the file holds."""

from typing import Any

from django import forms
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Level
from portal.vietnamese import findable
from procedures.exchange.formats import FORMATS
from procedures.models import Edition, Field

IN_FORCE, DRAFTS = "in_force", "drafts"
EDITIONS = [(IN_FORCE, _("in force")), (DRAFTS, _("drafts"))]


class FieldSelect(forms.Select):
    """Names of fields are Vietnamese on every page."""

    def create_option(self, name: str, value: Any, *rest: Any, **more: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *rest, **more)
        if value:
            option["attrs"]["lang"] = "vi"
        return option


class SelectionForm(forms.Form):
    """The filter of an export, in the address."""

    is_filter = True
    """All of it may stay empty: not said at each control."""

    q = forms.CharField(label=_("Words of the name, or the beginning of a code"), required=False, max_length=100)
    level = forms.TypedChoiceField(
        label=_("Level"), coerce=int, required=False, choices=[("", _("all levels")), *Level.choices]
    )
    field = forms.ModelChoiceField(
        label=_("Field"),
        queryset=Field.objects.all(),
        required=False,
        empty_label=_("all fields"),
        widget=FieldSelect,
    )
    which = forms.ChoiceField(label=_("Editions"), choices=EDITIONS, required=False)
    form = forms.ChoiceField(
        label=_("Format"), choices=[(name, kind.label) for name, kind in FORMATS.items()], required=False
    )

    def parameters(self) -> dict[str, Any]:
        """As a job keeps them: ids and choices."""
        given = self.cleaned_data
        field = given.get("field")
        return {
            "q": given.get("q", ""),
            "level": given.get("level") if given.get("level") != "" else None,
            "field": field.pk if field else None,
            "which": given.get("which") or IN_FORCE,
            "form": given.get("form") or "xlsx",
        }


def chosen(parameters: dict[str, Any]) -> QuerySet[Edition]:
    """One edition a procedure at most: the one in force, or the newest draft."""
    found = Edition.objects.filter(procedure__is_used=True)
    if parameters["which"] == DRAFTS:
        drafts = Edition.objects.filter(state=Edition.State.DRAFT)
        newest = drafts.order_by("procedure_id", "-number").distinct("procedure_id")
        found = Edition.objects.filter(pk__in=newest.values("pk"))
    else:
        found = found.filter(procedure__current=F("pk"))
    if parameters["level"] is not None:
        found = found.filter(levels__contains=[parameters["level"]])
    if parameters["field"]:
        found = found.filter(field=parameters["field"])
    for word in findable(parameters["q"]).split():
        found = found.filter(name_plain__contains=word)
    return found.order_by("procedure__code")
