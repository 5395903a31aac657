"""What readers look for in vain, and the everyday words that help them."""

from django.contrib import admin
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.desk import site
from procedures.admin.editions import ToLookAt
from procedures.models import AskedQuery, Synonym


@admin.register(Synonym, site=site)
class SynonymAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("said", "written", "is_active")
    list_filter = ("is_active",)
    search_fields = ("said", "written")


class Helped(admin.SimpleListFilter):
    """Whether anybody found anything."""

    title = gettext_lazy("outcome")
    parameter_name = "outcome"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("nothing", _("nothing found")), ("unopened", _("found, but nothing opened"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AskedQuery]) -> QuerySet[AskedQuery]:
        if self.value() == "nothing":
            return queryset.filter(found=0)
        return queryset.filter(found__gt=0, opened=0) if self.value() == "unopened" else queryset


@admin.register(AskedQuery, site=site)
class AskedQueryAdmin(ToLookAt, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("words", "day", "asked", "found", "opened", "remedy")
    list_filter = (Helped, "day")
    search_fields = ("words",)
    date_hierarchy = "day"

    def get_queryset(self, request: HttpRequest) -> QuerySet[AskedQuery]:
        """Those that did not help: the others are nobody's work."""
        return super().get_queryset(request).filter(Q(found=0) | Q(opened__lt=F("asked")))

    @admin.display(description=gettext_lazy("remedy"))
    def remedy(self, asked: AskedQuery) -> SafeString:
        at = f"{reverse('admin:procedures_synonym_add')}?{urlencode({'said': asked.words})}"
        return format_html('<a class="govuk-link" href="{}">{}</a>', at, _("Make a synonym of it"))
