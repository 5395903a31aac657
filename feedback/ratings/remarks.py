"""What raters say in words: kept without the dossier, read by the leader, answered in time, read again by the link."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from dossiers.act import Act, NotYours, Refusal
from feedback.models import Remark
from portal.calendar.arithmetic import closing_after
from portal.calendar.current import work_calendar

SALT = "feedback.remark"


class AnsweredAlready(Refusal):
    message = _("Somebody has answered this in the meantime.")


def key_of(dossier: int, stage: str) -> str:
    """What joins words to their rating: without our key nobody gets from one to the other."""
    return salted_hmac(SALT, f"{stage}:{dossier}", algorithm="sha256").hexdigest()


def of_link(dossier: int, stage: str) -> Remark | None:
    """For the rater who comes back."""
    return Remark.objects.filter(key=key_of(dossier, stage)).first()


def keep(key: str, remark: Remark, *, is_task: bool) -> Remark:
    """``remark`` (not saved yet) under ``key``; a task is due at the end of a working day, so that it tells no hour."""
    remark.key = key
    remark.due_at = due(remark.on) if is_task else None
    remark.save(force_insert=True)
    return remark


def due(on: date) -> datetime:
    return closing_after(work_calendar(), on, settings.RATING_ANSWER_DAYS)


def may_answer(remark: Remark, act: Act) -> bool:
    """Leaders, but nobody an answer to themselves: the rater is not known, the owner of a named dossier is."""
    if act.by is None or not Remark.objects.visible_to(act.by).filter(pk=remark.pk).exists():
        return False
    return remark.dossier is None or remark.dossier.submitter_id != act.by.pk


@transaction.atomic
def answer(remark: Remark, act: Act) -> Remark:
    """``act.values["answer"]`` is what the rater reads by the same link. Raises ``NotYours``, ``AnsweredAlready``."""
    locked = Remark.objects.select_for_update().get(pk=remark.pk)
    if not may_answer(locked, act):
        raise NotYours
    if locked.answered_at is not None:
        raise AnsweredAlready
    locked.answer, locked.answered_at, locked.answered_by = act.text("answer"), act.at, act.person
    locked.save(update_fields=["answer", "answered_at", "answered_by"])
    return locked
