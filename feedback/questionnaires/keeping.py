"""Publishing a questionnaire and closing its rounds; between the two nothing about it changes."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dossiers.act import Refusal
from feedback.models import Entry, Questionnaire, Round, Tally
from feedback.questionnaires import bank
from feedback.questionnaires.paper import TEXT, Asked

S = Questionnaire.State


class NotDraft(Refusal):
    message = _("This is published already: it can only be closed.")


class NotComplete(Refusal):
    """What is missing stands on the page."""

    message = _("Something is still missing: see the list.")


class StillRunning(Refusal):
    message = _("This round still runs. Close it when its time is over.")


class ClosedAlready(Refusal):
    message = _("This round is closed already.")


def missing(questionnaire: Questionnaire) -> list[str | Promise]:
    """What keeps it from being published."""
    return list(_missing(questionnaire, bank.read(questionnaire.pk).asked, list(questionnaire.rounds.all())))


def _missing(one: Questionnaire, asked: tuple[Asked, ...], rounds: list[Round]) -> Iterator[str | Promise]:
    if not asked:
        yield _("There are no questions yet.")
    if not rounds:
        yield _("There is no round yet.")
    if one.is_contest and any(question.kind == TEXT or not question.right for question in asked):
        yield _("Every question of a contest needs its right answer.")
    if one.is_contest and one.taking == Questionnaire.Taking.ANYBODY:
        yield _("In a contest one must say who one is: else nobody could be given a prize.")
    if not one.is_contest and not one.consent_text.strip():
        yield _("A survey needs the words that one consents to.")
    topics = [question.topic for question in asked]
    fewest = min((topics.count(topic) for topic in set(topics)), default=0)
    if any((turn.per_topic or 0) > fewest for turn in rounds):
        yield _("A topic has fewer questions than are drawn of each.")


@transaction.atomic
def publish(questionnaire: Questionnaire) -> None:
    """Raises ``NotDraft`` or ``NotComplete``."""
    held = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    if not held.is_draft:
        raise NotDraft
    if missing(held):
        raise NotComplete
    held.state, held.published_at = S.OPEN, timezone.now()
    held.save(update_fields=["state", "published_at"])


@transaction.atomic
def close(round: Round) -> None:
    """A round whose time is over. With the last one the questionnaire is closed. Raises ``StillRunning`` or
    ``ClosedAlready``."""
    now = timezone.now()
    parent = Questionnaire.objects.select_for_update().get(pk=round.questionnaire_id)
    held = Round.objects.select_for_update().get(pk=round.pk)
    if held.closed_at is not None:
        raise ClosedAlready
    if now < held.ends_at:
        raise StillRunning
    held.closed_at = now
    held.save(update_fields=["closed_at"])
    if not parent.rounds.filter(closed_at__isnull=True).exists():
        parent.state = S.CLOSED
        parent.save(update_fields=["state"])


def sent(round: Round) -> int:
    """How many entries were sent, without counting them."""
    return Tally.objects.filter(round=round).aggregate(sum=Sum("sent"))["sum"] or 0


def sent_by_district(round: Round) -> list[tuple[str, int]]:
    rows = Tally.objects.filter(round=round).values_list("district__short_name", "district__sort_key")
    sums = rows.annotate(sum=Sum("sent")).order_by("district__sort_key")
    return [(name or "", number) for name, _key, number in sums]


def forget_people(before: datetime) -> int:
    """Telephone numbers and years of birth of those without a prize, once a round was counted before ``before``:
    nothing needs them any more (A18). Returns how many."""
    rounds = Round.objects.filter(ranked_at__lt=before)
    kept = Entry.objects.filter(round__in=rounds, certificate__isnull=True).exclude(phone="")
    keys = list(kept.order_by("pk").values_list("pk", flat=True)[:10_000])
    return Entry.objects.filter(pk__in=keys).update(phone="", birth_year=None)
