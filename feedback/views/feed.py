"""Newest answers for readers of feeds, and all of them for search engines: made of what is public at this moment, by
the same door as every public page, kept by nobody (PR-09).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from feedback.enquiries import similar as enquiries
from feedback.petitions import similar as petitions
from procedures.sitemaps import Entry, Own

NEWEST = 50


@require_safe
@never_cache
def petition_feed(request: HttpRequest) -> HttpResponse:
    feed = Atom1Feed(
        title="Phản ánh, kiến nghị đã trả lời – Cổng Dịch vụ công tỉnh Bắc Giang", link=_whole("petitions"),
        description="Không nêu tên người gửi.", language="vi", feed_url=_whole("petition_feed"),
    )  # fmt: skip
    return _newest(feed, petitions.public(), "petition")


@require_safe
@never_cache
def enquiry_feed(request: HttpRequest) -> HttpResponse:
    feed = Atom1Feed(
        title="Hỏi đáp – Cổng Dịch vụ công tỉnh Bắc Giang", link=_whole("enquiries"),
        description="Không nêu tên người hỏi.", language="vi", feed_url=_whole("enquiry_feed"),
    )  # fmt: skip
    return _newest(feed, enquiries.public(), "enquiry")


def _newest(feed: Atom1Feed, published: QuerySet[Any], page: str) -> HttpResponse:
    """Atom, in Vietnamese for all; what is hidden is gone with the next reading."""
    for one in published[:NEWEST]:
        feed.add_item(
            title=one.title, link=_whole(page, one.case.uuid), description=one.answer, pubdate=one.published_at,
            updateddate=one.changed_at, unique_id=f"urn:uuid:{one.case.uuid}",
            author_name=one.case.handler.name if one.case.handler else None,
        )  # fmt: skip
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _whole(page: str, *key: object) -> str:
    """On the host the portal is known under, whatever host asked."""
    return f"{settings.PORTAL_URL}{reverse(page, args=key)}"


# --- Maps of the site -------------------------------------------------------------------------
class Petitions(Own):
    def items(self) -> list[Entry]:
        return _entries("petitions", "petition", petitions.public().values_list("petition__uuid", "published_at"))


class Answers(Own):
    def items(self) -> list[Entry]:
        changed_at = Coalesce("corrected_at", "published_at")
        return _entries("enquiries", "enquiry", enquiries.public().values_list("enquiry__uuid", changed_at))


def _entries(listed: str, page: str, changed: Iterable[tuple[UUID, datetime]]) -> list[Entry]:
    return [(reverse(listed), None), *((reverse(page, args=[uuid]), at) for uuid, at in changed)]
