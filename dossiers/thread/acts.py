"""Who may write in a dossier's thread, and writing, enclosing and reading.

Whatever writes locks the dossier: limits hold however many windows write at once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers import notices
from dossiers.act import Refusal
from dossiers.models import Attachment, AttachmentQuerySet, Dossier, Involvement, Message, Reading, Status
from dossiers.papers import DayIsFull, TooMuch
from dossiers.thread.models import Side
from portal.accounts.models import User
from portal.agencies.models import Post
from portal.files import quota
from portal.files.models import StoredFile
from portal.files.storage import store
from portal.notices.models import Notice

FILES_MOST = 5
A_DAY = 40
"""Messages of one side in one dossier; more in a day is no conversation."""

AFTER_THE_END = timedelta(days=30)
UNSENT_KEPT = timedelta(days=14)
KIND = "message_received"


class ThreadClosed(Refusal):
    message = _(
        "This dossier ended more than 30 days ago, so no more messages can be written here. For anything about it, "
        "call the hotline or file a new dossier."
    )


class NobodyReads(Refusal):
    message = _("The applicant has no account on the portal and would not see a message. Call or write to them.")


class EnoughForToday(Refusal):
    message = _("Too many messages were written in this dossier today. Go on tomorrow, or call.")


class TooManyFiles(Refusal):
    message = _("A message takes at most 5 files. Send this one with the next message.")


@dataclass(frozen=True)
class Writer:
    """Somebody of one side of a thread; officials through the post that lets them in."""

    user: User
    side: Side
    post: Post | None = None


def applicant(user: User) -> Writer:
    return Writer(user, Side.APPLICANT)


def official(dossier: Dossier, user: User) -> Writer | None:
    """By a current post at an agency that answers for the dossier: whoever is only asked for an opinion tells the
    agency that asked, not the citizen."""
    at = dossier.involvements.current().exclude(part=Involvement.Part.CONSULTED).values("agency")
    post = user.posts.current().handling().filter(agency__in=at).select_related("agency").first()
    return Writer(user, Side.AGENCY, post) if post else None


# --- Who may write when -----------------------------------------------------------------------


def refusal(dossier: Dossier, side: Side, now: datetime | None = None) -> Refusal | None:
    """Why ``side`` cannot write in a dossier that was handed in. An agency always may, and is always answered: the
    applicant's thirty days begin with the end of the dossier or with the agency's last message, whichever is later."""
    if side is Side.AGENCY:
        return None if _has_reader(dossier) else NobodyReads()
    ends = open_until(dossier)
    return ThreadClosed() if ends is not None and ends < (now or timezone.now()) else None


def open_until(dossier: Dossier) -> datetime | None:
    """Until when the applicant may write; nothing while the dossier is under way."""
    if not Status(dossier.status).is_final:
        return None
    ended = dossier.events.order_by("-number").values_list("at", flat=True).first()
    written = dossier.thread.filter(side=Side.AGENCY).order_by("-pk").values_list("written_at", flat=True).first()
    return max(moment for moment in (ended, written, dossier.submitted_at) if moment) + AFTER_THE_END


def _has_reader(dossier: Dossier) -> bool:
    return any(one.person is not None for one in notices.recipients(dossier))


# --- Writing ----------------------------------------------------------------------------------


@transaction.atomic
def send(dossier: Dossier, writer: Writer, text: str) -> Message:
    """Write ``text`` with what lies enclosed, and owe the applicant a notice of an agency's message.

    Raises ``ThreadClosed``, ``NobodyReads`` or ``EnoughForToday``.
    """
    now = _hold(dossier, writer)
    if dossier.thread.filter(side=writer.side, written_at__gt=now - timedelta(days=1)).count() >= A_DAY:
        raise EnoughForToday
    message = Message.objects.create(
        dossier=dossier, side=writer.side, text=text, by=writer.user, by_name=str(writer.user), written_at=now,
        by_title=writer.post.title if writer.post else "", agency=writer.post.agency if writer.post else None,
    )  # fmt: skip
    enclosed(dossier, writer.user).update(kind=Attachment.Kind.MESSAGE, message=message)
    if writer.side is Side.AGENCY:
        _tell(message)
    return message


def _hold(dossier: Dossier, writer: Writer) -> datetime:
    Dossier.objects.select_for_update().only("pk").get(pk=dossier.pk)
    dossier.refresh_from_db(fields=["status", "submitter", "owner_identity"])
    now = timezone.now()
    refused = refusal(dossier, writer.side, now)
    if refused is not None:
        raise refused
    return now


def _tell(message: Message) -> None:
    """That there is one, never what it says. Officials are told by their desk alone."""
    dossier = message.dossier
    notices.owe(
        KIND,
        to=[one for one in notices.recipients(dossier) if one.person != message.by],
        values={name: notices.VALUES[name](dossier, "") for name in notices.KINDS[KIND].examples},
        link=_page(dossier),
        once=f"{notices.topic(dossier)}message:{message.uuid}",
    )


def _page(dossier: Dossier) -> str:
    return reverse("dossier_thread", args=[dossier.uuid])


# --- Enclosing --------------------------------------------------------------------------------


def enclosed(dossier: Dossier, user: User) -> AttachmentQuerySet:
    """What ``user`` has put beside the message they have not sent yet."""
    return dossier.attachments.filter(
        kind=Attachment.Kind.ENCLOSING, stored__stored_by=user, removed_at__isnull=True
    ).select_related("stored")


@transaction.atomic
def enclose(dossier: Dossier, writer: Writer, file: UploadedFile) -> None:
    """Keep a checked file until the message is sent.

    Raises ``TooManyFiles``, ``TooMuch``, ``DayIsFull``, ``NoRoom`` and what ``send`` raises.
    """
    _hold(dossier, writer)
    if enclosed(dossier, writer.user).count() >= FILES_MOST:
        raise TooManyFiles
    _charge(dossier, writer.user, file.size or 0)
    stored = store(file, by=writer.user)
    Attachment.objects.create(dossier=dossier, stored=stored, kind=Attachment.Kind.ENCLOSING)


def _charge(dossier: Dossier, user: User, size: int) -> None:
    of_messages = dossier.attachments.filter(kind__in=[Attachment.Kind.ENCLOSING, Attachment.Kind.MESSAGE])
    held = of_messages.aggregate(bytes=Sum("stored__size", default=0))["bytes"]
    if held + size > settings.DOSSIER_BYTES_MAX:
        raise TooMuch
    try:
        quota.charge(user, size)
    except quota.DayFull as full:
        raise DayIsFull from full


@transaction.atomic
def take_out(dossier: Dossier, writer: Writer, key: str) -> None:
    """Only what is not sent yet."""
    Dossier.objects.select_for_update().only("pk").get(pk=dossier.pk)
    mine = [file.pk for file in enclosed(dossier, writer.user) if str(file.uuid) == key]
    Attachment.objects.filter(pk__in=mine).update(removed_at=timezone.now())


@transaction.atomic
def forget_unsent() -> int:
    """Delete what lay beside a message never sent; the sweeper then removes the bytes. Returns how many files."""
    gone = Q(removed_at__isnull=False) | Q(added_at__lt=timezone.now() - UNSENT_KEPT)
    rows = list(Attachment.objects.filter(gone, kind=Attachment.Kind.ENCLOSING).values_list("pk", "stored"))
    Attachment.objects.filter(pk__in=[pk for pk, _stored in rows]).delete()
    StoredFile.objects.filter(pk__in=[stored for _pk, stored in rows]).delete()
    return len(rows)


# --- Reading ----------------------------------------------------------------------------------


def mark_read(dossier: Dossier, reader: Writer) -> int:
    """The other side's messages are read from now on; who opened one first stays named. Returns how many.

    The applicant's own notices of them are read, too.
    """
    unread = list(dossier.thread.unread_by(reader.side).values_list("pk", flat=True))
    agency = reader.post.agency if reader.post else None
    now = timezone.now()
    rows = [Reading(message_id=pk, by=reader.user, agency=agency, read_at=now) for pk in unread]
    Reading.objects.bulk_create(rows, ignore_conflicts=True)
    if reader.side is Side.APPLICANT:
        Notice.objects.visible_to(reader.user).filter(link=_page(dossier)).mark_read()
    return len(unread)
