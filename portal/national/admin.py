"""The log of exchanges at the desk: read by who administers the system, written by nobody."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.national.log import Exchange
from portal.read_only import ReadOnly


class ExchangeAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Registered in ``portal/urls.py``: the desk stands beside this room."""

    list_display = ("started_at", "direction", "service", "outcome", "code", "took")
    list_filter = ("outcome", "direction", "service")
    date_hierarchy = "started_at"
    search_fields = ("=request_id",)
    search_help_text = _("Number of the exchange, as the security server knows it")
    show_full_result_count = False
    list_per_page = 50
    ordering = ("-id",)

    @admin.display(description=_("took"), ordering="milliseconds")
    def took(self, exchange: Exchange) -> str:
        return _("%(milliseconds)s ms") % {"milliseconds": exchange.milliseconds}
