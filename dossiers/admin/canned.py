"""The catalogue of canned answers: everybody's kept by who keeps the catalogue, an agency's by its leaders."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from dossiers.models import CannedAnswer
from dossiers.thread.canned import VALUES
from portal.agencies.models import Agency, Post, Role
from portal.desk import site
from portal.notices.placeholders import check


class CannedAnswerForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = CannedAnswer
        fields = ("title", "text", "field", "agency", "is_active")
        help_texts = {
            "text": _("Between braces the name of the owner {owner}, the code {code}, the term {due} and the agency "
                      "{agency} may stand. The official reads and changes the text before it is sent."),
        }  # fmt: skip

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        try:
            check({"text": text}, set(VALUES))
        except ValidationError as refusal:
            raise ValidationError(refusal.message_dict["text"]) from refusal
        return text


@admin.register(CannedAnswer, site=site)
class CannedAnswerAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = CannedAnswerForm
    list_display = ("title", "procedures", "agencies", "is_active")
    list_filter = ("is_active",)
    search_fields = ("title", "text")

    @admin.display(description=_("for procedures of"), ordering="field")
    def procedures(self, answer: CannedAnswer) -> object:
        return answer.field or _("every field")

    @admin.display(description=_("for the agency"), ordering="agency")
    def agencies(self, answer: CannedAnswer) -> object:
        return answer.agency or _("every agency")

    def get_queryset(self, request: HttpRequest) -> QuerySet[CannedAnswer]:
        shown = super().get_queryset(request)
        mine = CannedAnswer.objects.editable_by(request.user)  # type: ignore[arg-type]
        return shown.filter(pk__in=mine).select_related("field", "agency")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """A leader chooses among their own agencies, and must choose one."""
        options["widget"] = forms.Select(attrs={"lang": "vi"})
        if db_field.name == "agency":
            posts = Post.objects.current().filter(user=request.user)  # type: ignore[misc]
            for_all = posts.filter(role=Role.CATALOGUE).exists()
            own = posts.filter(role=Role.LEADER).agencies()
            options |= {"queryset": Agency.objects.existing() if for_all else own, "required": not for_all}
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Agencies and fields are not changed from here."""
        found = super().formfield_for_dbfield(db_field, request, **options)
        if found is not None and isinstance(found.widget, RelatedFieldWidgetWrapper):
            found.widget = found.widget.widget
        return found
