"""How long a draft lives: deleted by its writer or expired, brought back for two weeks, then gone with its files.

A draft expires some months after it was last saved; its writer is told twice before. All sweeps go draft by draft and
may be killed at any point: what is left is taken up the next time, and nobody is told anything twice.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from dossiers import notices
from dossiers.act import Refusal
from dossiers.locking import lock
from dossiers.models import Dossier, Status
from portal.notices.owing import Recipient
from portal.templatetags.words import moment
from procedures.models import READ_SELDOM

TOLD_AHEAD = (timedelta(days=14), timedelta(days=2))
LIVES = timedelta(days=settings.DRAFT_DAYS)
BROUGHT_BACK_WITHIN = timedelta(days=settings.DRAFT_DELETED_DAYS)
AT_ONCE = 500


class GoneForGood(Refusal):
    """It was deleted longer ago than it is kept."""

    message = _("This draft was deleted too long ago: it cannot be brought back any more.")


def expires_at(draft: Dossier) -> datetime:
    return draft.saved_at + LIVES


def is_near(draft: Dossier) -> bool:
    """Whether its writer has been told that it expires."""
    return expires_at(draft) - timezone.now() <= max(TOLD_AHEAD)


def gone_at(draft: Dossier) -> datetime:
    """Until when a deleted draft can be brought back."""
    assert draft.deleted_at is not None  # noqa: S101
    return draft.deleted_at + BROUGHT_BACK_WITHIN


# --- By its writer ----------------------------------------------------------------------------


@transaction.atomic
def delete(draft: Dossier) -> None:
    """Raises ``WrongStatus``."""
    lock(draft)
    draft.deleted_at = timezone.now()
    draft.save(update_fields=["deleted_at"])


@transaction.atomic
def bring_back(draft: Dossier) -> None:
    """With everything in it, for another full term; what is there already stays as it is. Raises ``GoneForGood``."""
    held = Dossier.objects.select_for_update().filter(pk=draft.pk, status=Status.DRAFT).first()
    if held is None or (held.deleted_at is not None and gone_at(held) <= timezone.now()):
        raise GoneForGood
    if held.deleted_at is not None:
        held.deleted_at = None
        held.save(update_fields=["deleted_at", "saved_at"])


# --- By the clock -----------------------------------------------------------------------------


def sweep() -> None:
    """Everything that is due. Safe to repeat."""
    tell()
    expire()
    forget()


def tell() -> None:
    """Tell the writers of drafts that are about to expire: once at each of the two dates."""
    now = timezone.now()
    later, sooner = TOLD_AHEAD
    for ahead, at_least in ((later, sooner), (sooner, timedelta(0))):
        near = _living().filter(saved_at__lte=now + ahead - LIVES, saved_at__gt=now + at_least - LIVES)
        for draft in near.iterator():
            _owe("draft_expires", draft, expires_at(draft), f"{ahead.days}:{expires_at(draft):%Y%m%d}")


def expire() -> None:
    """Drafts past their term go to the deleted ones; their writers are told until when they come back."""
    past = _living().filter(saved_at__lte=timezone.now() - LIVES)
    for draft in past.iterator():
        _expire(draft)


@transaction.atomic
def _expire(draft: Dossier) -> None:
    """Unless its writer was faster."""
    due = _living().filter(pk=draft.pk, saved_at__lte=timezone.now() - LIVES)
    for held in due.select_for_update(of=("self",), skip_locked=True):
        held.deleted_at = timezone.now()
        held.save(update_fields=["deleted_at"])
        _owe("draft_expired", held, gone_at(held), f"expired:{held.deleted_at:%Y%m%d}")


def _living() -> QuerySet[Dossier]:
    drafts = Dossier.objects.filter(status=Status.DRAFT, deleted_at__isnull=True, submitter__isnull=False)
    return drafts.select_related("submitter", "edition").defer(*(f"edition__{column}" for column in READ_SELDOM))


def _owe(key: str, draft: Dossier, until: datetime, event: str) -> None:
    """Only to its writer: a draft is nobody else's."""
    assert draft.submitter is not None  # noqa: S101
    with translation.override("vi"):
        values = {"procedure": draft.edition.name, "until": moment(until), "hotline": notices.hotline()}
    writer = Recipient(draft.submitter, str(draft.submitter))
    link = reverse("dossiers") if key == "draft_expired" else reverse("dossier", args=[draft.uuid])
    notices.owe(key, to=[writer], values=values, link=link, once=f"draft:{draft.uuid}:{event}")


def forget() -> None:
    """What was deleted too long ago to come back: the answers go at once, the files after the longest backup age (by
    ``papers.forget_removed``), and the row after its files."""
    for pk in _past().values_list("pk", flat=True)[:AT_ONCE]:
        _forget(pk)


def _past() -> QuerySet[Dossier]:
    return Dossier.objects.filter(status=Status.DRAFT, deleted_at__lte=timezone.now() - BROUGHT_BACK_WITHIN)


@transaction.atomic
def _forget(pk: int) -> None:
    draft = _past().select_for_update(skip_locked=True).filter(pk=pk).first()
    if draft is None:
        return
    if not draft.attachments.exists():
        draft.delete()
        return
    draft.attachments.filter(removed_at__isnull=True).update(removed_at=draft.deleted_at)
    draft.answers, draft.typed, draft.owner, draft.set_aside, draft.summary = {}, {}, {}, [], ""
    draft.save(update_fields=["answers", "typed", "owner", "set_aside", "summary"])
