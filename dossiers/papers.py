"""The papers of a draft: taken in, put in order, joined, kept in spite of a doubt, taken out again.

Every change locks the draft, so that its limits hold however many files come at once.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Count, F, Max, Q, Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dossiers.act import Refusal
from dossiers.answers import components
from dossiers.locking import lock, touch
from dossiers.models import Attachment, AttachmentQuerySet, Dossier, Status
from portal.accounts.models import User
from portal.files import quota
from portal.files.checks import Legible, display_name
from portal.files.joining import joined
from portal.files.models import StoredFile
from portal.files.paper import PDF
from portal.files.storage import FileDamaged, store
from procedures.models import Component

BACKUPS_REACH_BACK = timedelta(days=30)
FORGOTTEN_AT_ONCE = 500


class NoMoreFiles(Refusal):
    """A limit of the dossier or of the person is reached."""


class TooManyPapers(NoMoreFiles):
    message = _("A dossier takes at most 40 files. Join photographed pages into one PDF, or take files out.")


class TooMuch(NoMoreFiles):
    message = _(
        "The files of this dossier are too large together. Take out what is not asked for, or send smaller files."
    )


class DayIsFull(NoMoreFiles):
    message = _("You have uploaded as much as is possible in one day. Go on tomorrow; what you uploaded is kept.")


class UnclearPages(Refusal):
    """A page is hard to read and nobody has said that it is wanted all the same."""

    message = _("First say of each unclear picture whether you keep it or photograph again, then join the pages.")


class PageDamaged(Refusal):
    """A stored picture is gone or changed: an alarm has been raised, and the citizen can help themselves."""

    message = _("A stored picture cannot be read any more. Remove the pictures of this paper and send them again.")


# --- What there is ----------------------------------------------------------------------------


def given(dossier: Dossier) -> AttachmentQuerySet:
    return dossier.attachments.papers().select_related("stored")


def not_asked(draft: Dossier) -> AttachmentQuerySet:
    """Files for papers that this draft, as it stands, does not ask for; they stay until it is handed in."""
    return given(draft).exclude(component__in=components(draft)).select_related("component")


@dataclass(frozen=True)
class PaperGap:
    """A paper that keeps the dossier from being handed in, and what is wrong with it if it is there."""

    component: Component
    reason: str | Promise = ""


def gaps(draft: Dossier) -> list[PaperGap]:
    """In the order of the papers; a file that is blocked or unclear must be decided on even where none is required."""
    files = list(given(draft))
    every = {file.component_id for file in files}
    blocked = {file.component_id for file in files if file.stored.scan == StoredFile.Scan.INFECTED}
    unclear = {file.component_id for file in files if file.is_unclear}
    found = []
    for component in components(draft):
        if component.pk in blocked:
            found.append(PaperGap(component, _("a file is blocked because of a virus: remove it")))
        elif component.pk in unclear:
            found.append(PaperGap(component, _("a picture is unclear: keep it or photograph again")))
        elif component.is_required and component.pk not in every:
            found.append(PaperGap(component))
    return found


# --- Changing it ------------------------------------------------------------------------------


@transaction.atomic
def add(draft: Dossier, component: Component, paper: Legible) -> Attachment:
    """Keep a checked file, last of those for ``component``.

    Raises ``WrongStatus``, ``NoMoreFiles`` or ``NoRoom``.
    """
    lock(draft)
    size = paper.file.size or 0
    make_room(given(draft), draft.submitter, size)
    stored = store(paper.file, by=draft.submitter, pages=paper.pages)
    touch(draft)
    last = given(draft).filter(component=component).aggregate(last=Max("position"))["last"]
    return Attachment.objects.create(
        dossier=draft, component=component, stored=stored, doubt=paper.doubt, position=(last or 0) + 1
    )


def make_room(files: AttachmentQuerySet, person: User | None, size: int) -> None:
    """For one more of ``size`` bytes beside ``files``, counted against what ``person`` may upload in a day.

    Raises ``NoMoreFiles``.
    """
    here = files.aggregate(files=Count("pk"), bytes=Sum("stored__size", default=0))
    if here["files"] >= settings.DOSSIER_FILES_MAX:
        raise TooManyPapers
    if here["bytes"] + size > settings.DOSSIER_BYTES_MAX:
        raise TooMuch
    try:
        if person is not None:
            quota.charge(person, size)
    except quota.DayFull as full:
        raise DayIsFull from full


@transaction.atomic
def remove(draft: Dossier, paper: Attachment) -> None:
    lock(draft)
    given(draft).filter(pk=paper.pk).update(removed_at=timezone.now())


@transaction.atomic
def want_anyway(draft: Dossier, paper: Attachment) -> None:
    """The citizen keeps a picture that is hard to read."""
    lock(draft)
    draft.attachments.unclear().filter(pk=paper.pk).update(wanted_anyway_at=timezone.now())


def move_up(draft: Dossier, paper: Attachment) -> None:
    """One place nearer to the first page."""
    _shift(draft, paper, -1)


def move_down(draft: Dossier, paper: Attachment) -> None:
    """One place nearer to the last page."""
    _shift(draft, paper, 1)


@transaction.atomic
def _shift(draft: Dossier, paper: Attachment, places: int) -> None:
    """Within the files of its paper; at either end nothing happens."""
    lock(draft)
    order = list(given(draft).filter(component=paper.component_id))
    here = next((place for place, file in enumerate(order) if file.pk == paper.pk), -places)
    there = here + places
    if not 0 <= there < len(order) or here < 0:
        return
    order[here], order[there] = order[there], order[here]
    for position, file in enumerate(order, start=1):
        file.position = position
    Attachment.objects.bulk_update(order, ["position"])


@transaction.atomic
def join(draft: Dossier, component: Component) -> None:
    """The photographed pages of a paper become one PDF in their order; a lone one stays the picture it is.

    Raises ``UnclearPages``, ``PageDamaged`` or ``NoRoom``.
    """
    lock(draft)
    pages = list(given(draft).pictures().filter(component=component).exclude(stored__scan="infected"))
    if len(pages) < 2:
        return
    if any(page.is_unclear for page in pages):
        raise UnclearPages
    name = display_name(component.name.replace("/", "-") + ".pdf", PDF)
    try:
        content = SimpleUploadedFile(name, joined(page.stored for page in pages), PDF)
    except FileDamaged as error:
        raise PageDamaged from error
    stored = store(content, by=draft.submitter, pages=len(pages))
    Attachment.objects.create(dossier=draft, component=component, stored=stored, position=pages[0].position)
    given(draft).filter(pk__in=[page.pk for page in pages]).update(removed_at=timezone.now())


def join_all(draft: Dossier) -> None:
    """Under lock, before it is handed in."""
    pictures = Counter(given(draft).pictures().values_list("component", flat=True))
    for component in components(draft):
        if pictures[component.pk] > 1:
            join(draft, component)


# --- What was taken out -----------------------------------------------------------------------


def forget_removed() -> int:
    """Delete what was taken out of drafts longer ago than the oldest backup; the sweeper then removes the bytes.

    What was replaced after the hand-in is history and stays. Returns how many files.
    """
    long_ago = Q(removed_at__lt=timezone.now() - BACKUPS_REACH_BACK)
    of_a_draft = Q(dossier__status=Status.DRAFT) | Q(removed_at__lte=F("dossier__submitted_at"))
    gone = list(Attachment.objects.filter(long_ago, of_a_draft).values_list("pk", "stored")[:FORGOTTEN_AT_ONCE])
    with transaction.atomic():
        Attachment.objects.filter(pk__in=[pk for pk, _stored in gone]).delete()
        StoredFile.objects.filter(pk__in=[stored for _pk, stored in gone]).delete()
    return len(gone)
