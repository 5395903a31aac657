"""What is shown of ratings: counts, never of fewer than five raters, and never of the week that runs, so that nobody
sees a number grow the moment somebody has rated."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from feedback.models import ProcedureStanding, Rating, Remark, Stage
from feedback.models.ratings import SATISFIED
from feedback.ratings.slips import Question, slip_of

FEWEST = 5
SHOWN_FOR = timedelta(days=365)
HAPPY = Count("pk", filter=Q(score__gte=SATISFIED))


@dataclass(frozen=True)
class Share:
    """``number`` of ``of``; in per cent rounded down: what is not whole never shows as 100."""

    number: int
    of: int

    @property
    def percent(self) -> int | None:
        return self.number * 100 // self.of if self.of else None


@dataclass(frozen=True)
class Standing:
    """``raters`` is nothing where they are fewer than five."""

    raters: int
    satisfied: Share
    in_time: Share

    @property
    def is_told(self) -> bool:
        return self.raters >= FEWEST


NOTHING = Share(0, 0)


def last_told(today: date | None = None) -> date:
    """The Sunday before: days after it are not counted yet."""
    today = today or timezone.localdate()
    return today - timedelta(days=today.weekday() + 1)


def told(since: date | None = None, until: date | None = None) -> QuerySet[Rating]:
    last = min(until or last_told(), last_told())
    return Rating.objects.filter(on__gte=since or last - SHOWN_FOR, on__lte=last)


def by_agency(since: date | None = None, until: date | None = None) -> dict[int, Standing]:
    """Agencies with enough raters, with how many of their tasks were answered in time."""
    rows = told(since, until).order_by().values("agency").annotate(raters=Count("pk"), happy=HAPPY)
    counted = {row["agency"]: row for row in rows if row["raters"] >= FEWEST}
    answered = in_time(counted, since)
    return {
        key: Standing(row["raters"], Share(row["happy"], row["raters"]), answered.get(key, NOTHING))
        for key, row in counted.items()
    }


def in_time(agencies: Collection[int], since: date | None = None) -> dict[int, Share]:
    """Of the tasks that were answered, or were due by now."""
    due = Remark.objects.judged(timezone.now()).filter(agency__in=agencies, on__gte=since or last_told() - SHOWN_FOR)
    good = Count("pk", filter=Q(answered_at__lte=F("due_at")))
    rows = due.order_by().values("agency").annotate(all=Count("pk"), good=good)
    return {row["agency"]: Share(row["good"], row["all"]) for row in rows}


@dataclass
class Answered:
    """How one question was answered, in the order of its choices."""

    question: Question
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def rows(self) -> Iterator[tuple[object, Share]]:
        for key, label in self.question.choices.items():
            yield label, Share(self.counts[key], self.counts.total())


def questions(ratings: QuerySet[Rating], stage: Stage) -> list[Answered]:
    """By question, as the sets in use asked it; nothing of fewer than five raters, also not of a single question."""
    found: dict[tuple[str, str], Answered] = {}
    rows = ratings.filter(stage=stage).values_list("slip", "answers")
    for slip, answers in rows.iterator():
        for key, choice in answers.items():
            one = found.setdefault((slip, key), Answered(slip_of(slip).question(key)))
            one.counts[choice] += 1
    order = [key for key in found if found[key].counts.total() >= FEWEST]
    return [found[key] for key in sorted(order, key=_place)]


def _place(key: tuple[str, str]) -> tuple[str, int]:
    slip, name = key
    return slip, [question.key for question in slip_of(slip).questions].index(name)


def keep_standings() -> int:
    """What the pages of procedures say, counted anew; only what has changed is written. Returns how many there are.

    Words are kept without their dossier, so how many were answered in time is known of the province, not of a
    procedure.
    """
    rows = told().order_by().values("procedure").annotate(raters=Count("pk"), happy=HAPPY)
    answered = in_time_everywhere().percent
    wanted = {
        row["procedure"]: (row["raters"], row["happy"] * 100 // row["raters"], answered)
        for row in rows
        if row["raters"] >= FEWEST
    }
    known = {one.procedure_id: one for one in ProcedureStanding.objects.all()}
    ProcedureStanding.objects.filter(procedure__in=set(known) - set(wanted)).delete()
    for procedure, said in wanted.items():
        if procedure not in known or _said(known[procedure]) != said:
            ProcedureStanding.objects.update_or_create(
                procedure_id=procedure, defaults=dict(zip(SAID, said, strict=True))
            )
    return len(wanted)


SAID = ("raters", "satisfied", "in_time")


def _said(standing: ProcedureStanding) -> tuple[int, int, int | None]:
    return standing.raters, standing.satisfied, standing.in_time


def in_time_everywhere() -> Share:
    judged = Remark.objects.judged(timezone.now()).filter(on__gte=last_told() - SHOWN_FOR)
    good = Count("pk", filter=Q(answered_at__lte=F("due_at")))
    found = judged.aggregate(all=Count("pk"), good=good)
    return Share(found["good"], found["all"])
