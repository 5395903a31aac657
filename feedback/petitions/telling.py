"""What a petitioner is told of each act; the wordings begin in ``feedback/notices.json`` and live on at the desk."""

from collections.abc import Mapping

from feedback import telling
from feedback.models import PetitionEvent
from portal.notices import wording

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

KINDS = telling.kinds("notices.json")


def tell(event: PetitionEvent) -> None:
    """In the transaction of the act; once for each event."""
    if event.action in TOLD:
        telling.tell(event.petition, event, KINDS[TOLD[event.action]], page="petition")


def seed() -> str:
    """All wordings at the desk. Safe to repeat."""
    return wording.seed(KINDS.values())
