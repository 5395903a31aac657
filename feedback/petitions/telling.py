"""What a petitioner is told of each act; the wordings begin in ``feedback/notices.json`` and live on at the desk."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.urls import reverse

from dossiers import notices
from feedback.models import Petition, PetitionEvent
from portal.notices import owing, wording
from portal.notices.owing import Recipient
from portal.notices.placeholders import PLACEHOLDER
from portal.notices.wording import Kind
from portal.templatetags.words import moment

TOLD: Mapping[str, str] = {
    "send": "petition_sent",
    "write_down": "petition_sent",
    "receive": "petition_received",
    "refuse": "petition_refused",
    "not_clarified": "petition_refused",
    "ask": "petition_asked",
    "handler_asks": "petition_asked",
    "transfer": "petition_transferred",
    "extend": "petition_extended",
    "approve": "petition_answered",
}
"""The act of an event and the kind of notice it causes; all else is seen on the petition's page."""

BEGUN_WITH = json.loads((Path(__file__).parents[1] / "notices.json").read_text(encoding="utf-8"))


def _kind(key: str, subject: str, body: str) -> Kind:
    names = sorted({"title", "hotline", *PLACEHOLDER.findall(subject + body)})
    return Kind(key, {name: BEGUN_WITH["examples"][name] for name in names}, subject, body)


KINDS = {key: _kind(key, **words) for key, words in BEGUN_WITH["kinds"].items()}


def tell(event: PetitionEvent) -> None:
    """In the transaction of the act; once for each event."""
    kind = KINDS.get(TOLD.get(event.action, ""))
    if kind is None:
        return
    petition = event.petition
    everything = {
        "number": petition.number or "", "title": petition.title, "reason": event.note, "secret": petition.secret,
        "agency": petition.handler.name if petition.handler else "", "due": _by(petition.due_at),
        "hotline": notices.hotline(),
    }  # fmt: skip
    values = {name: everything[name] for name in kind.examples}
    owing.owe(kind, to=[_petitioner(petition)], values=values, link=_link(petition), once=_once(event))


def _petitioner(petition: Petition) -> Recipient:
    return Recipient(petition.submitter, petition.name, petition.email, petition.phone)


def _link(petition: Petition) -> str:
    """Without an account the page asks for the secret, which no address carries."""
    return reverse("petition", args=[petition.uuid])


def _once(event: PetitionEvent) -> str:
    return f"petition:{event.petition.uuid}:{event.number}"


def _by(at: datetime | None) -> str:
    return f"chậm nhất {moment(at)}" if at else "khi có kết quả"


def seed() -> str:
    """All wordings at the desk. Safe to repeat."""
    return wording.seed(KINDS.values())
