"""What pages show of a thread."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Prefetch, Q

from dossiers.models import Attachment, Dossier, Message
from dossiers.thread.models import Side

PER_PAGE = 30


@dataclass(frozen=True)
class Summary:
    """How much there is, and how much of it waits for the reader's side."""

    number: int
    unread: int
    last_at: datetime | None


def summary(dossier: Dossier, side: Side) -> Summary:
    unread = Count("pk", filter=Q(side=side.other, reading__isnull=True))
    return Summary(**dossier.thread.aggregate(number=Count("pk"), unread=unread, last_at=Max("written_at")))


@dataclass(frozen=True)
class Said:
    """A message as the reader's side sees it."""

    message: Message
    is_ours: bool
    is_new: bool

    @property
    def files(self) -> Any:
        return self.message.files.all()

    @property
    def read_at(self) -> datetime | None:
        reading = getattr(self.message, "reading", None)
        return reading.read_at if reading else None

    @property
    def read_in(self) -> str:
        """The agency whose official read it first; of the applicant's side nobody is named."""
        reading = getattr(self.message, "reading", None)
        return reading.agency.name if reading and reading.agency else ""


def thread(dossier: Dossier, side: Side, number: str | None) -> tuple[Page[Message], list[Said]]:
    """One page, the newest message last, and unless another is asked for the last page; ``is_new`` is what ``side``
    has not opened before."""
    files = Prefetch("files", Attachment.objects.filter(removed_at=None).select_related("stored"))
    pages = Paginator(dossier.thread.all().whole().prefetch_related(files), PER_PAGE)
    page = pages.get_page(number or pages.num_pages)
    return page, [
        Said(one, is_ours=one.side == side, is_new=one.side != side and not hasattr(one, "reading")) for one in page
    ]
