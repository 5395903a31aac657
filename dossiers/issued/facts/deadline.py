"""Form 04, the apology for a broken appointment (Đ.19.9), and the reminder to an agency that is late (A2 no. 24)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from dossiers.issued.facts.common import Common, common, legal_moment, shared, short_moment
from dossiers.models import Apology as SignedApology
from dossiers.models import Dossier, DossierEvent, IssuedPaper
from dossiers.models import Reminder as SentReminder
from dossiers.terms.shown import ApologyFacts, apology_facts


@dataclass(frozen=True)
class Apology(Common):
    """Form 04. ``is_late``: given less than a working day before the appointment, or after it; it heals nothing and
    says so."""

    field: str
    received_at: str
    due_before: str
    due_after: str
    reason: str
    is_late: bool
    copy_to: str


def apology(paper: IssuedPaper) -> Apology:
    """From the one that this act signed."""
    assert paper.event is not None  # noqa: S101
    said = signed(paper.event)
    return Apology(
        **shared(common(paper)),
        field=paper.dossier.edition.field.name,
        received_at=legal_moment(said.received_at),
        due_before=legal_moment(said.due_before),
        due_after=legal_moment(said.due_after),
        reason=said.reason,
        is_late=said.is_late,
        copy_to=said.copied_to,
    )


def signed(event: DossierEvent) -> ApologyFacts:
    return apology_facts(SignedApology.objects.signed().get(dossier=event.dossier_id, signed_in=event.number))


@dataclass(frozen=True)
class LateDossier:
    code: str
    procedure: str
    owner: str
    due_at: str
    late_by: str


@dataclass(frozen=True)
class Reminder(Common):
    """Phiếu đôn đốc about one or several dossiers."""

    to: str
    lines: list[LateDossier]
    text: str
    answer_by: str


def reminder(paper: IssuedPaper) -> Reminder:
    assert paper.event is not None  # noqa: S101
    sent = reminder_of(paper.event)
    assert sent is not None  # noqa: S101  (else none was owed)
    rows = sent.dossiers.select_related("edition").order_by("due_at", "pk")
    return Reminder(
        **shared(common(paper)),
        to=sent.to.name,
        lines=[_late(dossier, sent.sent_at) for dossier in rows],
        text=sent.text,
        answer_by=legal_moment(sent.reply_due_at),
    )


def reminder_of(event: DossierEvent) -> SentReminder | None:
    """The slip by which this act urged."""
    known = event.dossier.reminders.select_related("to")
    return next((one for one in known if str(one) == event.values.get("reminder")), None)


def carries_reminder(event: DossierEvent) -> bool:
    """One slip for several dossiers is one paper: kept with the first of them."""
    sent = reminder_of(event)
    first = sent.dossiers.order_by("pk").values_list("pk", flat=True).first() if sent else None
    return first == event.dossier_id


def _late(dossier: Dossier, at: datetime) -> LateDossier:
    days = (timezone.localdate(at) - timezone.localdate(dossier.due_at)).days if dossier.due_at else 0
    return LateDossier(
        code=dossier.public_code,
        procedure=dossier.procedure_name,
        owner=dossier.owner.get("name", ""),
        due_at=short_moment(dossier.due_at),
        late_by=f"{days} ngày" if days else "trong ngày",
    )
