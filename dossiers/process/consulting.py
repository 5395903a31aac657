"""Opinions of other agencies (NĐ 61/2018 Đ.19.5): asked with a term, answered, reminded of, and told when late."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from dossiers.act import Act
from dossiers.models import Attachment, Dossier, Opinion
from dossiers.process import course
from dossiers.process.course import CONSULTED
from dossiers.process.look import Look, look
from dossiers.process.refusals import (
    AskedAlready,
    NoOpinionOpen,
    NotAnAgencyToAsk,
    NotAsked,
    NotYourStep,
    ReasonMissing,
    TermPassed,
)
from portal.agencies.models import Agency, Role
from portal.calendar import arithmetic
from portal.calendar.current import work_calendar

AGENCY, QUESTION, DUE_ON, ANSWER, FILE, OPINION = "agency", "question", "due_on", "answer", "shown", "opinion"


def handles(dossier: Dossier, act: Act) -> None:
    """Who has an open step, or leads the deciding agency. Raises ``NotYourStep``."""
    seen = look(dossier, act)
    if seen.own is None and not seen.leads_deciding:
        raise NotYourStep


# --- Ask ------------------------------------------------------------------------------------------


def ask(dossier: Dossier, act: Act) -> None:
    """``values``: ``agency``, ``question``, ``due_on`` (a day: the end of its office hours). The agency sees the
    dossier until it has answered.

    Raises ``NotAnAgencyToAsk``, ``AskedAlready``, ``TermPassed`` or ``ReasonMissing``.
    """
    agency, question = act.values.get(AGENCY), act.text(QUESTION).strip()
    if not isinstance(agency, Agency) or not may_be_asked(dossier).filter(pk=agency.pk).exists():
        raise NotAnAgencyToAsk
    if Opinion.objects.open().filter(dossier=dossier, agency=agency).exists():
        raise AskedAlready
    if not question:
        raise ReasonMissing
    due_at = end_of(act.values[DUE_ON])
    if due_at <= act.at:
        raise TermPassed
    Opinion.objects.create(
        dossier=dossier, agency=agency, question=question, asked_at=act.at, asked_by=act.by, due_at=due_at
    )
    course.involve(dossier, agency, CONSULTED, act.at)


def may_be_asked(dossier: Dossier) -> QuerySet[Agency]:
    """Every agency there is but those that handle the dossier themselves, and the counters, which decide nothing."""
    handling = [dossier.agency_id, dossier.received_by_id]
    return Agency.objects.existing().exclude(pk__in=handling).exclude(kind=Agency.Kind.ONE_STOP)


def end_of(day: date) -> datetime:
    """The last moment of office time on that day, or of the next working day."""
    noon = timezone.make_aware(datetime(day.year, day.month, day.day))
    return arithmetic.same_day(work_calendar(), noon)


# --- Answer ---------------------------------------------------------------------------------------


def asked_of(seen: Look) -> Opinion | None:
    """The one this person may answer, by a post at the agency that was asked."""
    led = {agency for agency, role in seen.posts if role in (Role.OFFICER, Role.LEADER)}
    return next((opinion for opinion in seen.opinions if opinion.agency_id in led), None)


def may_answer(dossier: Dossier, act: Act) -> None:
    """Raises ``NotAsked``."""
    seen = look(dossier, act)
    if asked_of(seen) is None:
        raise NotAsked


def answer(dossier: Dossier, act: Act) -> None:
    """``values``: ``answer``, ``shown`` (a stored file, or none). The agency's part ends with it.

    Raises ``NotAsked`` or ``ReasonMissing``.
    """
    opinion, words = asked_of(look(dossier, act)), act.text(ANSWER).strip()
    if opinion is None:
        raise NotAsked
    if not words:
        raise ReasonMissing
    opinion.answer, opinion.answered_at, opinion.answered_by = words, act.at, act.by
    opinion.file = enclosed(dossier, act)
    opinion.save()
    course.leave(dossier, opinion.agency, CONSULTED, act.at)


def enclosed(dossier: Dossier, act: Act) -> Attachment | None:
    """The file that came with it, kept among the officials' papers of the dossier."""
    stored = act.values.get(FILE)
    if stored is None:
        return None
    return Attachment.objects.create(dossier=dossier, kind=Attachment.Kind.INTERNAL, stored=stored)


# --- Remind, and tell the one-stop unit ------------------------------------------------------------


def may_remind(dossier: Dossier, act: Act) -> None:
    """Raises ``NotYourStep`` or ``NoOpinionOpen``."""
    handles(dossier, act)
    if not look(dossier, act).opinions:
        raise NoOpinionOpen


def remind(dossier: Dossier, act: Act) -> None:
    """``values``: ``opinion`` (its key; of several unnamed, the one due first); one that is late is told to the
    one-stop unit too. Raises ``NoOpinionOpen``."""
    waited = sorted(look(dossier, act).opinions, key=lambda opinion: opinion.due_at)
    named = act.values.get(OPINION)
    opinion = next((one for one in waited if not named or str(one.pk) == str(named)), None)
    if opinion is None:
        raise NoOpinionOpen
    opinion.reminded_at, opinion.reminders = act.at, opinion.reminders + 1
    if opinion.is_late(act.at) and opinion.unit_told_at is None:
        opinion.unit_told_at = act.at
    opinion.save(update_fields=["reminded_at", "reminders", "unit_told_at"])


def is_late(dossier: Dossier, act: Act) -> None:
    """Raises ``NoOpinionOpen`` where none is late and untold."""
    if not _late(dossier, act.at).exists():
        raise NoOpinionOpen


def tell_unit(dossier: Dossier, act: Act) -> None:
    """From now on the late answer stands on the one-stop unit's list (Đ.19.5)."""
    _late(dossier, act.at).update(unit_told_at=act.at)


def _late(dossier: Dossier, now: datetime) -> QuerySet[Opinion]:
    return Opinion.objects.overdue(now).filter(dossier=dossier, unit_told_at__isnull=True)
