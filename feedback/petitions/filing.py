"""How a petition comes in: from the portal, signed in or with contact details; written down at the desk; or fetched
from the national portal. Floods and spam are held off here (FI-20): by source, by content, with an honest word.
"""

from collections.abc import Sequence

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from dossiers.act import NotYours
from feedback.actions import ALL_HANDS
from feedback.holding import MOST_FILES
from feedback.models import Petition, PetitionEvent, PetitionFile
from feedback.petitions import telling, terms
from feedback.spam import Sender, digest_of, hold_off
from portal.accounts.models import User
from portal.agencies.models import Post
from portal.calendar.current import one_calendar
from portal.files import quota
from portal.files.models import StoredFile
from portal.files.storage import store

SENT, WRITTEN_DOWN, FETCHED = "send", "write_down", "fetch"
SYSTEM = "system"
KIND = "petition"


@transaction.atomic
@one_calendar()
def send(
    petition: Petition, sender: Sender, files: Sequence[UploadedFile] = (), held: Sequence[StoredFile] = ()
) -> Petition:
    """Keep ``petition`` (not saved yet) with ``files`` and those that were ``held`` for it, and tell its sender where
    to follow it.

    Raises ``TooManyLinks``, ``SentBefore``, ``TooOften``, ``quota.DayFull``, ``NoRoom``.
    """
    petition.said_digest = digest_of(petition.content)
    hold_off(petition, KIND, sender)
    petition.submitter, petition.sent_at = sender.user, timezone.now()
    if sender.user is not None:
        for file in files:
            quota.charge(sender.user, file.size or 0)
    enclosed = [*held, *(store(file, by=sender.user) for file in files)][:MOST_FILES]
    return keep(petition, enclosed, PetitionEvent(action=SENT, by=sender.user, role=Petition.SENDER))


@transaction.atomic
@one_calendar()
def write_down(petition: Petition, clerk: User, files: Sequence[UploadedFile] = ()) -> Petition:
    """Keep what came by letter, by telephone or at the counter (NĐ 20/2008/NĐ-CP Đ.6), ``petition.sent_at`` being when
    it came; its term runs from then. Raises ``NotYours``, ``NoRoom``."""
    post = reception_post(clerk)
    if post is None:
        raise NotYours
    petition.said_digest = digest_of(petition.content)
    event = PetitionEvent(action=WRITTEN_DOWN, by=clerk, by_title=post.title, role=post.role, agency=post.agency)
    return keep(petition, [store(file, by=clerk) for file in files][:MOST_FILES], event)


def fetched(petition: Petition) -> Petition:
    """Keep what was waiting at the national portal, within the caller's transaction and calendar."""
    petition.said_digest = digest_of(petition.content)
    petition.channel = Petition.Channel.NATION
    return keep(petition, [], PetitionEvent(action=FETCHED, role=SYSTEM))


def keep(petition: Petition, enclosed: Sequence[StoredFile], event: PetitionEvent) -> Petition:
    """Keep ``petition``, whose ``sent_at`` is known, whatever else came from there, with ``event`` as the first line
    of its history (of now where it has no moment); within the caller's transaction and calendar."""
    petition.status, petition.last_event = Petition.Status.SENT, 1
    petition.due_at = terms.after(petition.sent_at, terms.in_force(petition.sent_at).look_through)
    petition.save(force_insert=True)
    PetitionFile.objects.bulk_create(PetitionFile(petition=petition, stored=stored) for stored in enclosed)
    event.petition, event.number, event.at = petition, 1, event.at or timezone.now()
    event.status = event.status_before = petition.status
    event.save(force_insert=True)
    telling.tell(event)
    return petition


def reception_post(user: User) -> Post | None:
    """By which somebody works where petitions are received."""
    posts = user.posts.current().filter(role__in=ALL_HANDS, agency__key=settings.PETITION_RECEPTION)
    return posts.select_related("agency").first()
