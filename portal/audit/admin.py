"""The lines of the audit at the desk: read by who administers the system, written by nobody."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portal.audit.models import AuditLine
from portal.read_only import ReadOnly


class AuditLineAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Registered in ``portal/urls.py``: the desk stands above this room."""

    list_display = ("at", "who", "act", "table", "row", "columns")
    list_filter = ("table", "act")
    search_fields = ("=chain", "=row")
    search_help_text = _("Key of the row, or its chain as table:key")
    show_full_result_count = False
    list_per_page = 50
    ordering = ("-id",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditLine]:
        actor = get_user_model().objects.filter(pk=OuterRef("actor_id")).values("full_name")
        return AuditLine.objects.annotate(actor_name=Subquery(actor)).order_by(*self.ordering)

    @admin.display(description=_("by"))
    def who(self, line: AuditLine) -> str:
        if line.actor_id is None:
            return str(_("the system"))
        return format_html('<span lang="vi">{}</span>', getattr(line, "actor_name", None) or line.actor_id)

    @admin.display(description=_("what changed"))
    def columns(self, line: AuditLine) -> str:
        return ", ".join(sorted(line.changes))
