"""The list of decisions; each has pages of its own."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.calendar.current import work_calendar
from portal.desk import site
from portal.templatetags.components import tag
from portal.templatetags.words import vietnamese
from procedures import terms
from procedures.admin import decision
from procedures.admin.decision import base, details, overview
from procedures.admin.editions import key_of
from procedures.models import Decision

TONES = {Decision.State.DRAFT: "asking", Decision.State.SCHEDULED: "active", Decision.State.PUBLISHED: "done"}


class ByTerm(admin.SimpleListFilter):
    """Whether it stands in the national database."""

    title = gettext_lazy("national database")
    parameter_name = "han"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("gap", _("last day or overdue")), ("chua", _("not entered yet")), ("roi", _("entered"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Decision]) -> QuerySet[Decision]:
        match self.value():
            case "gap":
                return queryset.filter(pk__in=terms.pressing(work_calendar(), timezone.now()).values("pk"))
            case "chua":
                return queryset.filter(entered_on__isnull=True)
            case "roi":
                return queryset.filter(entered_on__isnull=False)
        return queryset


@admin.register(Decision, site=site)
class DecisionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("shown_number", "shown_subject", "named", "effective", "shown_state")
    list_display_links = ("shown_number", "shown_subject")
    list_filter = ("state", ByTerm, "is_shortened")
    search_fields = ("number", "subject", "lines__procedure__code")
    search_help_text = gettext_lazy("Number or words of the subject, or code of a procedure")
    show_full_result_count = False
    list_per_page = 50
    actions = None
    empty_text = gettext_lazy("A decision names the procedures that are new, amended, replaced or abolished.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Decision]:
        found: QuerySet[Decision] = super().get_queryset(request).annotate(count=Count("lines"))
        return found

    def get_list_display(self, request: HttpRequest) -> Any:
        """With the term of each, counted by one calendar."""
        calendar = work_calendar()

        @admin.display(description=gettext_lazy("entry into the national database"))
        def term(row: Decision) -> SafeString:
            return base.term_by(calendar, row)

        return [*super().get_list_display(request), term]

    def get_urls(self) -> list[URLPattern]:
        return [*decision.URLS, *super().get_urls()]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        return details.add(request)

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        return overview.view(request, decision=key_of(object_id))

    def has_delete_permission(self, request: HttpRequest, obj: Decision | None = None) -> bool:
        return obj is not None and obj.is_open and request.user.has_perm("procedures.delete_decision")

    @admin.display(description=gettext_lazy("number"), ordering="number")
    def shown_number(self, row: Decision) -> SafeString:
        return vietnamese(row.number)

    @admin.display(description=gettext_lazy("subject"))
    def shown_subject(self, row: Decision) -> SafeString:
        return vietnamese(row.subject)

    @admin.display(description=gettext_lazy("procedures"), ordering="count")
    def named(self, row: Any) -> str:
        return str(row.count)

    @admin.display(description=gettext_lazy("takes effect on"), ordering="effective_on")
    def effective(self, row: Decision) -> str:
        return f"{row.effective_on:%d/%m/%Y}"

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def shown_state(self, row: Decision) -> SafeString:
        return tag(TONES[Decision.State(row.state)], base.state_words(row))
