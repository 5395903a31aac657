"""What of holding, stopping and rescheduling the citizen reads on the dossier's page, and form 04's facts."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from dossiers.models import Apology, Dossier, Hold, Status


@dataclass(frozen=True)
class Terms:
    """``duty`` or ``stop`` where one is open, and the apology that was signed."""

    duty: Hold | None
    stop: Hold | None
    apology: Apology | None

    def __bool__(self) -> bool:
        return any((self.duty, self.stop, self.apology))


WAITING = {Status.FINANCIAL_DUTY: Hold.Kind.DUTY, Status.STOPPED: Hold.Kind.STOP}


def shown(dossier: Dossier) -> Terms:
    """A hold of a dossier that was withdrawn meanwhile is waited for no more."""
    kind = WAITING.get(Status(dossier.status))
    hold = dossier.holds.open().filter(kind=kind).first() if kind else None
    duty, stop = (hold if kind == wanted else None for wanted in (Hold.Kind.DUTY, Hold.Kind.STOP))
    return Terms(duty, stop, Apology.objects.signed().filter(dossier=dossier).first())


@dataclass(frozen=True)
class ApologyFacts:
    """Everything form 04 says (A7), as it was when it was signed."""

    number: str
    code: str
    owner: str
    procedure: str
    agency: str
    copied_to: str
    received_at: datetime | None
    due_before: datetime
    due_after: datetime
    reason: str
    signed_at: datetime
    signed_by: str
    signer_title: str
    is_late: bool


def apology_facts(apology: Apology) -> ApologyFacts:
    """Of a signed one: the seam for whoever prints it."""
    assert apology.signed_at is not None  # noqa: S101
    dossier = apology.dossier
    return ApologyFacts(
        number=f"{apology.number:02d}/{timezone.localdate(apology.signed_at).year}/PXL",
        code=dossier.public_code,
        owner=dossier.owner.get("name", ""),
        procedure=dossier.procedure_name,
        agency=apology.agency.name,
        copied_to=dossier.received_by.name,
        received_at=dossier.received_at,
        due_before=apology.due_before,
        due_after=apology.due_after,
        reason=apology.reason,
        signed_at=apology.signed_at,
        signed_by=str(apology.signed_by or ""),
        signer_title=apology.signer_title,
        is_late=apology.is_late,
    )
