"""Published answers as an Atom feed: made of what is public at this moment, kept by nobody (PR-09)."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from feedback.models import Publication
from feedback.petitions import similar
from procedures.sitemaps import Entry, Own

NEWEST = 50


class Answers(Feed):  # type: ignore[type-arg]
    """In Vietnamese for all: what citizens asked and were told."""

    feed_type = Atom1Feed
    language = "vi"
    title = "Phản ánh, kiến nghị đã trả lời – Cổng Dịch vụ công tỉnh Bắc Giang"
    subtitle = "Không nêu tên người gửi."

    def link(self) -> str:
        return _absolute(reverse("petitions"))

    def feed_url(self) -> str:
        return _absolute(reverse("petition_feed"))

    def items(self) -> Iterable[Publication]:
        return similar.public().order_by("-published_at", "-pk")[:NEWEST]

    def item_title(self, item: Publication) -> str:  # type: ignore[override]
        return item.title

    def item_description(self, item: Publication) -> str:  # type: ignore[override]
        return item.answer

    def item_link(self, item: Publication) -> str:
        return _absolute(reverse("petition", args=[item.petition.uuid]))

    def item_pubdate(self, item: Publication) -> datetime:
        return item.published_at


class Petitions(Own):
    """For the map of the site."""

    def items(self) -> list[Entry]:
        listed = similar.public().order_by("pk").values_list("petition__uuid", "published_at")
        return [(reverse("petitions"), None), *((reverse("petition", args=[key]), at) for key, at in listed)]


def _absolute(address: str) -> str:
    return settings.PORTAL_URL + address
