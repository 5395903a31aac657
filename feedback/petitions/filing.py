"""How a petition comes in: from the portal, signed in or with contact details; written down at the desk; or fetched
from the national portal. Floods and spam are held off here (FI-20): by source, by content, with an honest word.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from feedback.models import Petition, PetitionEvent, PetitionFile
from feedback.petitions import telling, terms
from feedback.petitions.table import PETITIONER
from feedback.spam import Sender, SentBefore, digest_of, refuse_floods, refuse_links
from portal.calendar.current import one_calendar
from portal.files import quota
from portal.files.storage import store

SENT = "send"
MOST_FILES = 5
SAME_WITHIN = timedelta(days=7)
KIND = "petition"


@transaction.atomic
@one_calendar()
def send(petition: Petition, sender: Sender, files: Sequence[UploadedFile] = ()) -> Petition:
    """Keep ``petition`` (not saved yet) with ``files``, and tell its sender where to follow it.

    Raises ``TooManyLinks``, ``SentBefore``, ``TooOften``, ``quota.DayFull``, ``NoRoom``.
    """
    petition.said_digest = digest_of(petition.content)
    _hold_off(petition, sender)
    now = timezone.now()
    petition.submitter, petition.sent_at, petition.status = sender.user, now, Petition.Status.SENT
    petition.due_at = terms.after(now, terms.in_force(now).look_through)
    petition.last_event = 1
    petition.save(force_insert=True)
    _enclose(petition, sender, files)
    event = PetitionEvent.objects.create(
        petition=petition, number=1, action=SENT, status_before=petition.status, status=petition.status, at=now,
        by=sender.user, role=PETITIONER,
    )  # fmt: skip
    telling.tell(event)
    return petition


def _hold_off(petition: Petition, sender: Sender) -> None:
    refuse_links(petition.content)
    if _is_known(petition):
        raise SentBefore
    refuse_floods(KIND, sender)


def _is_known(petition: Petition) -> bool:
    """Within a week, by its words alone: spacing, marks and capitals aside."""
    lately = Petition.objects.filter(sent_at__gt=timezone.now() - SAME_WITHIN, said_digest=petition.said_digest)
    return lately.exists()


def _enclose(petition: Petition, sender: Sender, files: Sequence[UploadedFile]) -> None:
    if sender.user is not None:
        quota.charge(sender.user, sum(file.size or 0 for file in files))
    for file in files[:MOST_FILES]:
        PetitionFile.objects.create(petition=petition, stored=store(file, by=sender.user))
