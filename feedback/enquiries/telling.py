"""What an asker is told of each act; wordings begin in ``feedback/enquiry_notices.json`` and live on at the desk."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.urls import reverse

from dossiers import notices
from feedback.models import Enquiry, EnquiryEvent
from portal.notices import owing, wording
from portal.notices.owing import Recipient
from portal.notices.placeholders import PLACEHOLDER
from portal.notices.wording import Kind
from portal.templatetags.words import moment

TOLD: Mapping[str, str] = {
    "send": "enquiry_sent",
    "ask": "enquiry_asked",
    "approve": "enquiry_answered",
    "approve_public": "enquiry_answered",
    "correct": "enquiry_corrected",
    "refuse": "enquiry_refused",
    "unreplied": "enquiry_refused",
}
"""The act of an event and the kind of notice it causes. One that was moved is told of by the petition it became."""

BEGUN_WITH = json.loads((Path(__file__).parents[1] / "enquiry_notices.json").read_text(encoding="utf-8"))


def _kind(key: str, subject: str, body: str) -> Kind:
    names = sorted({"title", "hotline", *PLACEHOLDER.findall(subject + body)})
    return Kind(key, {name: BEGUN_WITH["examples"][name] for name in names}, subject, body)


KINDS = {key: _kind(key, **words) for key, words in BEGUN_WITH["kinds"].items()}


def tell(event: EnquiryEvent) -> None:
    """In the transaction of the act; once for each event. Who left no way to be reached is told nothing."""
    kind = KINDS.get(TOLD.get(event.action, ""))
    if kind is None:
        return
    enquiry = event.enquiry
    everything = {
        "title": enquiry.title, "reason": event.note, "secret": enquiry.secret,
        "agency": enquiry.handler.name if enquiry.handler else "", "due": due(enquiry.due_at),
        "hotline": notices.hotline(),
    }  # fmt: skip
    owing.owe(
        kind,
        to=[_asker(enquiry)],
        values={name: everything[name] for name in kind.examples},
        link=reverse("enquiry", args=[enquiry.uuid]),
        once=f"enquiry:{enquiry.uuid}:{event.number}",
    )


def _asker(enquiry: Enquiry) -> Recipient:
    return Recipient(enquiry.submitter, enquiry.name, enquiry.email, enquiry.phone)


def due(at: datetime | None) -> str:
    """In the words of a notice."""
    return f"chậm nhất {moment(at)}" if at else "khi có kết quả"


def seed() -> str:
    """All wordings at the desk. Safe to repeat."""
    return wording.seed(KINDS.values())
