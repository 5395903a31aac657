"""A question in the national wire form (protocols §9.2): names of the edge, built from the current rows.

Of one asked here only what is public goes out. No service takes anything back, so that what was hidden is sent once
more with other words (assumed).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from feedback.models import Enquiry, EnquiryEvent, PublicAnswer
from portal.calendar.week import VIETNAM

LONGEST_NAME = 50
TAKEN_OFF = "Nội dung này đã được gỡ khỏi phần công khai."
MOVED = "Nội dung đã được chuyển sang xử lý theo quy định về phản ánh, kiến nghị."
"""Wire texts are Vietnamese in every language of the screen."""

ENDS = frozenset({"approve", "approve_public", "correct", "refuse", "unreplied", "move"})


@dataclass(frozen=True)
class Told:
    """What the nation is to hold of one enquiry; ``question`` is nothing where it was asked there."""

    question: dict[str, str] | None
    answer: dict[str, str]


def told(enquiry: Enquiry) -> Told:
    """As it stands now."""
    last = enquiry.events.filter(action__in=ENDS).select_related("by", "agency").order_by("-number").first()
    unit = enquiry.handler or (last.agency if last else None)
    code, name = (unit.code_2016, unit.name) if unit else ("", "")
    public = None if enquiry.is_of_nation else PublicAnswer.objects.filter(enquiry=enquiry).first()
    words = _words_of_public(public) if public else ("", _answer(enquiry, last))
    answer = _answered(enquiry, last, {"MADONVI": code, "NOIDUNGTRALOI": words[1]})
    if public is None:
        return Told(None, answer)
    question = {
        "HOIDAPID": key_of(enquiry), "MaLinhVuc": enquiry.field.code if enquiry.field else "", "NOIDUNG": words[0],
        "MADONVI": code, "TENDONVI": name,
    }  # fmt: skip
    return Told(question, answer)


def key_of(enquiry: Enquiry) -> str:
    """``HOIDAPID``: theirs, or of one asked here its number here (assumed)."""
    return enquiry.national_id or str(enquiry.uuid)


def _answered(enquiry: Enquiry, last: EnquiryEvent | None, words: dict[str, str]) -> dict[str, str]:
    """An item of ``DongBoKetQuaHoiDapGuiTuDVCQG``: who approved signs for it."""
    return {
        "HOIDAPID": key_of(enquiry),
        "NGUOITRALOI": str(last.by or "")[:LONGEST_NAME] if last else "",
        "CHUCVUNGUOITRALOI": last.by_title if last else "",
        "NGAYTRALOI": wire_day(last.at if last else None),
        **words,
    }


def _words_of_public(public: PublicAnswer) -> tuple[str, str]:
    if public.hidden_at is not None:
        return TAKEN_OFF, TAKEN_OFF
    return f"{public.title}\n\n{public.content}", public.answer


def _answer(enquiry: Enquiry, last: EnquiryEvent | None) -> str:
    if enquiry.status == Enquiry.Status.MOVED:
        return MOVED
    return enquiry.answer if enquiry.answered_at else (last.note if last else "")


def wire_day(at: datetime | None) -> str:
    """``dd/MM/yyyy`` in Vietnamese time, empty for none."""
    return at.astimezone(VIETNAM).strftime("%d/%m/%Y") if at else ""


def said(item: dict[str, Any], name: str) -> str:
    """A field of the wire as text; nothing where it is missing."""
    value = item.get(name)
    return "" if value is None else str(value).strip()
