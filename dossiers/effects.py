"""What a step writes besides the status, under the dossier's lock; and what must hold before it.

No I/O here.
"""

from datetime import datetime

from dossiers import numbering
from dossiers.act import Act, AlreadyReceived, PapersMissing, StillAwaited, WrongStatus
from dossiers.answers import components
from dossiers.models import Attachment, Dossier, Involvement, Status
from dossiers.tracking import secret
from portal.calendar.current import work_calendar
from procedures import deadlines


def nothing(dossier: Dossier, act: Act) -> None:
    """Guard that always holds, effect that writes nothing."""


def papers_complete(dossier: Dossier, act: Act) -> None:
    """Every paper that the case and the answers demand has a file.

    Raises ``PapersMissing``.
    """
    required = {component.pk for component in components(dossier) if component.is_required}
    given = dossier.attachments.filter(kind=Attachment.Kind.PAPER, removed_at__isnull=True)
    if required and required - set(given.values_list("component", flat=True)):
        raise PapersMissing


def came_from_the_nation(dossier: Dossier, act: Act) -> None:
    """Raises ``WrongStatus``: what was begun here is handed in here."""
    if not dossier.national_code:
        raise WrongStatus


def not_received_yet(dossier: Dossier, act: Act) -> None:
    """Raises ``AlreadyReceived``."""
    if dossier.code is not None:
        raise AlreadyReceived


def reception_may_refuse(dossier: Dossier, act: Act) -> None:
    """While a supplement is awaited only before acceptance, and only once its term is over (practice, A5).

    Raises ``AlreadyReceived`` or ``StillAwaited``.
    """
    not_received_yet(dossier, act)
    if dossier.status != Status.SUPPLEMENT:
        return
    if not dossier.supplements.open().filter(due_at__lt=act.at).exists():
        raise StillAwaited


def submit(dossier: Dossier, act: Act) -> None:
    """A provisional number, the reception clock, and the one-stop unit that is to receive (NĐ 61/2018 Đ.17)."""
    dossier.provisional_number = numbering.provisional()
    dossier.submitted_at = act.at
    secret.of(dossier)
    dossier.reception_due_at = deadlines.reception_due(act.at, work_calendar())
    Involvement.objects.create(
        dossier=dossier, agency=dossier.received_by, part=Involvement.Part.RECEIVING, since=act.at
    )


def receive(dossier: Dossier, act: Act) -> None:
    """The legal code, drawn last (D13), and the legal clock; the first due date is kept for statistics (A2 #12)."""
    dossier.received_at = act.at
    dossier.due_at = dossier.first_due_at = legal_due(dossier, act.at)
    dossier.reception_due_at = None
    dossier.code = numbering.draw(dossier.agency, act.at)


def legal_due(dossier: Dossier, complete_at: datetime) -> datetime | None:
    """By when the law wants the result of what is complete since ``complete_at``; ``None`` where it says no time."""
    return deadlines.due(dossier.case.time_limit(dossier.channel), complete_at, work_calendar())


def forward(dossier: Dossier, act: Act) -> None:
    Involvement.objects.get_or_create(
        dossier=dossier, agency=dossier.agency, part=Involvement.Part.DECIDING, until=None, defaults={"since": act.at}
    )
