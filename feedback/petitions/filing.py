"""How a petition comes in: from the portal, signed in or with contact details; written down at the desk; or fetched
from the national portal. Floods and spam are held off here (FI-20): by source, by content, with an honest word.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.act import Refusal
from dossiers.tracking import counting
from feedback.models import Petition, PetitionEvent, PetitionFile
from feedback.petitions import telling, terms
from feedback.petitions.table import PETITIONER
from portal.accounts.models import User
from portal.calendar.current import one_calendar
from portal.files import quota
from portal.files.storage import store
from portal.vietnamese import plain

SENT = "send"
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
MOST_LINKS, MOST_FILES = 3, 5
SAME_WITHIN = timedelta(days=7)
KIND = "petition"


class TooOften(Refusal):
    message = _("Many petitions came from here within an hour. What you wrote is kept on this page: send it later.")


class TooManyLinks(Refusal):
    message = _("A petition takes at most 3 links. Say in words what they show, or enclose it as a file.")


class SentBefore(Refusal):
    """The very same words are with us already."""

    message = _("The same has been sent already and is with us. You need not send it again.")


@dataclass(frozen=True)
class Sender:
    """Who sends, from where: ``source`` is an address, which is counted and not kept."""

    user: User | None
    source: str = ""


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
    if len(LINK.findall(petition.content)) > MOST_LINKS:
        raise TooManyLinks
    if _is_known(petition):
        raise SentBefore
    who = f"user:{sender.user.pk}" if sender.user else sender.source
    asked, _digest = counting.count(KIND, who)
    if asked > settings.PETITIONS_PER_HOUR:
        raise TooOften


def _is_known(petition: Petition) -> bool:
    """Within a week, by its words alone: spacing, marks and capitals aside."""
    lately = Petition.objects.filter(sent_at__gt=timezone.now() - SAME_WITHIN, said_digest=petition.said_digest)
    return lately.exists()


def digest_of(content: str) -> str:
    return hashlib.sha256(plain(content).encode()).hexdigest()


def _enclose(petition: Petition, sender: Sender, files: Sequence[UploadedFile]) -> None:
    if sender.user is not None:
        quota.charge(sender.user, sum(file.size or 0 for file in files))
    for file in files[:MOST_FILES]:
        PetitionFile.objects.create(petition=petition, stored=store(file, by=sender.user))
