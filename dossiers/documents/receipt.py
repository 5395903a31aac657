"""What the citizen holds before acceptance, the acknowledgement of an online submission; and what slips have in common
that are printed when they are wanted and not kept. What is kept is in ``dossiers.issued``.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from dossiers.issued.facts.common import CHANNELS, filer_of, legal_length, legal_moment, lookup_address
from dossiers.issued.pages import drawn
from dossiers.models import Attachment, Dossier
from dossiers.tracking import secret
from procedures.models import Channel

__all__ = ["common", "drawn", "legal_length", "legal_moment", "qr", "submission_page"]


def submission_page(dossier: Dossier, sheet: str = "") -> str:
    """What the citizen holds before acceptance: that the dossier arrived, when, and by when an official answers."""
    context = {
        **common(dossier),
        "sheet": sheet,
        "submitted_at": legal_moment(dossier.submitted_at),
        "answer_by": legal_moment(dossier.reception_due_at) if dossier.reception_due_at else "",
        "issued_on": dossier.submitted_at,
    }
    return render_to_string("documents/submission.html", context)


def common(dossier: Dossier) -> dict[str, Any]:
    """What every paper of a dossier says."""
    return {
        "dossier": dossier,
        "unit": dossier.received_by,
        "head": dossier.received_by.parent or dossier.received_by,
        "owner": dossier.owner,
        "filer": _filer(dossier),
        "channel": CHANNELS[Channel(dossier.channel)],
        "papers": _papers(dossier),
        "qr": qr(dossier),
        "secret": secret.grouped(secret.of(dossier)),
        "hotline": settings.HOTLINE,
        "lookup": settings.PORTAL_URL.removeprefix("https://") + reverse("lookup"),
    }


@dataclass(frozen=True)
class Filer:
    """Who hands the dossier in: point 3 of the form. The owner, unless somebody files for them (point 5)."""

    name: str
    address: str
    number: str
    is_owner: bool


def _filer(dossier: Dossier) -> Filer:
    person, is_owner = filer_of(dossier)
    return Filer(person.name, person.address, person.number, is_owner)


def _papers(dossier: Dossier) -> list[dict[str, Any]]:
    """One line a component that was handed in, with the number of its electronic copies."""
    lines: dict[Any, dict[str, Any]] = {}
    handed = dossier.attachments.filter(kind=Attachment.Kind.PAPER, removed_at__isnull=True).select_related(
        "component", "stored"
    )
    for attachment in handed:
        name = attachment.component.name if attachment.component else attachment.stored.name
        line = lines.setdefault(attachment.component_id or attachment.pk, {"name": name, "count": 0})
        line["count"] += 1
    return list(lines.values())


def qr(dossier: Dossier) -> SafeString:
    """The public look-up of this dossier."""
    return drawn(lookup_address(dossier))
