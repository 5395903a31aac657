"""Telling whoever sent a case what became of it: by their account, or at the address they gave."""

import json
from datetime import datetime
from pathlib import Path

from django.urls import reverse

from dossiers import notices
from feedback.models import Case, CaseEvent
from portal.notices import owing, wording
from portal.notices.owing import Recipient
from portal.notices.wording import Kind
from portal.templatetags.words import moment


def kinds(file: str) -> dict[str, Kind]:
    """Begun with the wordings of ``file`` of this room; they live on at the desk."""
    begun_with = json.loads((Path(__file__).parent / file).read_text(encoding="utf-8"))
    return wording.begun(begun_with["kinds"], begun_with["examples"], ("title", "hotline"))


def tell(case: Case, event: CaseEvent, kind: Kind, page: str) -> None:
    """In the transaction of the act; once for each event. ``page`` names the address of the case, which asks for the
    secret without an account: no address carries it. Who left no way to be reached is told nothing."""
    everything = {
        "number": str(case), "title": case.title, "reason": event.note, "secret": case.secret,
        "agency": case.handler.name if case.handler else "", "due": due(case.due_at), "hotline": notices.hotline(),
    }  # fmt: skip
    owing.owe(
        kind,
        to=[Recipient(case.submitter, case.name, case.email, case.phone)],
        values={name: everything[name] for name in kind.examples},
        link=reverse(page, args=[case.uuid]),
        once=f"{page}:{case.uuid}:{event.number}",
    )


def due(at: datetime | None) -> str:
    """In the words of a notice."""
    return f"chậm nhất {moment(at)}" if at else "khi có kết quả"
