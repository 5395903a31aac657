"""Petitions on the wire (protocols §9.1): here alone are the nation's names known. Of the services
``DanhSachPAKNChoXuLy`` was seen by name; the others, all fields and the numbers of the statuses are assumed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from dossiers.national import wire_time
from feedback.models import Petition, PetitionEvent
from feedback.petitions import leaving
from portal.calendar.week import VIETNAM
from procedures.models import Procedure

S = Petition.Status
KINDS = {"1": Petition.Kind.REPORT, "2": Petition.Kind.PROPOSAL}
PUBLISHED = "8"
LONGEST_TITLE, LONGEST_NAME, LONGEST_ADDRESS = 200, 200, 300
MOST_FILES = 5


class Unreadable(Exception):
    """An item that is no petition; the message names the field."""


@dataclass(frozen=True)
class File:
    name: str
    address: str


# --- What waits there -------------------------------------------------------------------------
def petition_of(item: Mapping[str, Any]) -> Petition:
    """Not saved. The number of the identity card is not taken over: nobody here needs it (A18). Raises
    ``Unreadable``."""
    words = {name: _text(item, name) for name in ("PAKNID", "TIEUDE", "NOIDUNG")}
    if not words["PAKNID"] or len(words["PAKNID"]) > 60:
        raise Unreadable("PAKNID")
    if not words["NOIDUNG"]:
        raise Unreadable("NOIDUNG")
    return Petition(
        national_id=words["PAKNID"], kind=KINDS.get(_text(item, "LOAIPAKN"), Petition.Kind.REPORT),
        title=(words["TIEUDE"] or words["NOIDUNG"])[:LONGEST_TITLE], content=words["NOIDUNG"],
        name=_text(item, "HOVATEN")[:LONGEST_NAME], is_organisation=_text(item, "LOAIDOITUONG") == "2",
        address=_text(item, "DIACHI")[:LONGEST_ADDRESS], phone=_text(item, "SODIENTHOAI")[:20],
        email=_text(item, "THUDIENTU")[:254], sent_at=_moment(_text(item, "NGAYGUI")) or timezone.now(),
        procedure=Procedure.objects.filter(code=_text(item, "MATTHC") or None).first(),
    )  # fmt: skip


def files_of(item: Mapping[str, Any]) -> list[File]:
    named = item.get("TEPDINHKEM")
    found = [one for one in named if isinstance(one, dict)] if isinstance(named, list) else []
    files = [File(_text(one, "TENTEP")[:200] or "tep", _text(one, "DUONGDAN")) for one in found]
    return [one for one in files if one.address and len(one.address) <= 1000][:MOST_FILES]


def _text(item: Mapping[str, Any], name: str) -> str:
    return str(item.get(name) or "").replace("\x00", "").strip()


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=VIETNAM)
    except ValueError:
        return None


# --- What it is told --------------------------------------------------------------------------
def record(petition: Petition, until: datetime) -> dict[str, Any]:
    """The item of ``DongBoPAKN``; what was enclosed can be fetched until then."""
    return {
        "MAPAKNDONVI": petition.number or "", "TIEUDE": petition.title, "NOIDUNG": petition.content, "MALINHVUC": "",
        "MATTHC": petition.procedure.code if petition.procedure else "",
        "LOAIPAKN": next(code for code, kind in KINDS.items() if kind == petition.kind), "HOVATEN": petition.name,
        "LOAIDOITUONG": "2" if petition.is_organisation else "1", "SOGIAYTO": "", "DIACHI": petition.address,
        "THUDIENTU": petition.email, "SODIENTHOAI": petition.phone, "MADONVI": settings.NATIONAL.unit,
        "NGAYGUI": wire_time(petition.sent_at), "HANXULY": wire_time(petition.answer_due_at),
        "TRANGTHAI": _stands(petition), "TEPDINHKEM": _enclosed(petition, until),
    }  # fmt: skip


def _stands(petition: Petition) -> str:
    """Reported for the first time it is received: what became of it follows step by step."""
    if petition.national_id is None:
        return str(S.RECEIVED)
    if Petition.objects.published().filter(pk=petition.pk).exists():
        return PUBLISHED
    return str(S.HANDLING if petition.status == S.PROPOSED else S(petition.status))


def _enclosed(petition: Petition, until: datetime) -> list[dict[str, str]]:
    named = leaving.files(petition)
    return [{"TENTEP": file.stored.name, "DUONGDAN": leaving.address_of(file, until)} for file in named]


def state(event: PetitionEvent) -> dict[str, str]:
    """The line of ``CapNhatTrangThaiPAKN``. Reasons go along where the petitioner reads them, too."""
    agency = event.agency.code_2016 if event.agency else settings.NATIONAL.unit
    return {
        "PAKNID": event.petition.national_id or "", "TRANGTHAI": _status(event), "MADONVI": agency,
        "MADONVICHUYEN": event.handler.code_2016 if event.handler and event.action == "transfer" else "",
        "NGUOIXULY": str(event.by) if event.by and event.agency else "Công dân",
        "LYDO": event.note if event.action in TOLD_WITH_REASON else "", "THOIDIEM": wire_time(event.at),
    }  # fmt: skip


TOLD_WITH_REASON = frozenset({"refuse", "not_clarified", "ask", "handler_asks", "extend"})


def _status(event: PetitionEvent) -> str:
    """An answer that waits for approval is still being handled there."""
    if event.action == "publish":
        return PUBLISHED
    return str(S.HANDLING if event.status == S.PROPOSED else S(event.status))


def answer(event: PetitionEvent, given: PetitionEvent) -> dict[str, Any]:
    """The item of ``TraLoiPAKN``: what ``given`` answered, and whether it is public since ``event``."""
    agency = given.agency.code_2016 if given.agency else settings.NATIONAL.unit
    return {
        "PAKNID": event.petition.national_id or "", "MADONVI": agency, "NGUOITRALOI": str(given.by),
        "CHUCVUNGUOITRALOI": given.by_title, "NGAYTRALOI": wire_time(given.at),
        "NOIDUNGTRALOI": str(given.values.get("answer", "")), "CONGKHAI": "1" if event.action == "publish" else "0",
        "TEPDINHKEM": [],
    }  # fmt: skip
