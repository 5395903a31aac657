"""What search engines may find (TT 32/2017: every service findable)."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from procedures import browse
from procedures.models import Guide, LifeEvent, Procedure

Entry = tuple[str, datetime | None]


class Own(Sitemap):  # type: ignore[type-arg]
    """Addresses on the host the portal is known under, whatever host asked."""

    limit = 1000

    def get_urls(
        self, page: int | str = 1, site: object = None, protocol: str | None = None
    ) -> list[dict[str, object]]:
        scheme, _colon, host = settings.PORTAL_URL.partition("://")
        return super().get_urls(page, _Host(host), scheme)  # type: ignore[arg-type]

    def location(self, item: Entry) -> str:
        return item[0]

    def lastmod(self, item: Entry) -> datetime | None:
        return item[1]


class _Host:
    def __init__(self, domain: str) -> None:
        self.domain = domain


class Procedures(Own):
    def items(self) -> list[Entry]:
        listed = Procedure.objects.in_use().order_by("pk").values_list("code", "current__published_at")
        return [(reverse("procedure", args=[code]), at) for code, at in listed]


class Pages(Own):
    """Ways through the catalogue, as new as the newest that is in them; and the guides."""

    def items(self) -> list[Entry]:
        newest = Procedure.objects.in_use().aggregate(at=Max("current__published_at"))["at"]
        names = ("home", "procedures", "fields", "agencies", "guides", "site_map", "lookup")
        entries: list[Entry] = [(reverse(name), newest if name != "lookup" else None) for name in names]
        entries += [(reverse("life_event", args=[slug]), at) for slug, at in _newest_of(browse.events(), "slug")]
        entries += [(reverse("agency", args=[key]), at) for key, at in _newest_by_department()]
        return entries + [
            (reverse("guide", args=[guide.uuid]), guide.changed_at) for guide in Guide.objects.published()
        ]


def _newest_of(events: QuerySet[LifeEvent], name: str) -> Iterable[tuple[str, datetime | None]]:
    return events.annotate(at=Max("procedures__current__published_at")).values_list(name, "at")


def _newest_by_department() -> Iterable[tuple[str, datetime | None]]:
    in_use = Procedure.objects.in_use().filter(current__field__department__isnull=False)
    rows = in_use.values_list("current__field__department__key").annotate(at=Max("current__published_at"))
    return rows.order_by("current__field__department__key")


MAPS = {"procedures": Procedures, "pages": Pages}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /ho-so/",
        "Disallow: /quan-tri/",
        "Disallow: /tra-cuu/",
        "Disallow: /dang-nhap/",
    ]
    lines += [f"Sitemap: {settings.PORTAL_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
