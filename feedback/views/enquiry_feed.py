"""Newest answers for readers of feeds, and all of them for search engines: by the same door as every public page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from feedback.enquiries import similar
from procedures.sitemaps import Entry, Own

NEWEST = 30


@require_safe
@never_cache
def newest(request: HttpRequest) -> HttpResponse:
    """Atom, in Vietnamese for all; what is hidden is gone with the next reading."""
    feed = Atom1Feed(
        title="Hỏi đáp – Cổng Dịch vụ công tỉnh Bắc Giang",
        link=_whole(reverse("enquiries")),
        description="Không nêu tên người hỏi.",
        language="vi",
        feed_url=_whole(reverse("enquiry_feed")),
    )
    for one in similar.public()[:NEWEST]:
        feed.add_item(
            title=one.title, link=_whole(reverse("enquiry", args=[one.enquiry.uuid])), description=one.answer,
            pubdate=one.published_at, updateddate=one.changed_at, unique_id=f"urn:uuid:{one.enquiry.uuid}",
            author_name=one.enquiry.handler.name if one.enquiry.handler else None,
        )  # fmt: skip
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _whole(path: str) -> str:
    """On the host the portal is known under, whatever host asked."""
    return f"{settings.PORTAL_URL}{path}"


class Answers(Own):
    def items(self) -> list[Entry]:
        keys = similar.public().values_list("enquiry__uuid", "published_at", "corrected_at")
        return [(reverse("enquiries"), None)] + [
            (reverse("enquiry", args=[uuid]), corrected or published) for uuid, published, corrected in keys
        ]
