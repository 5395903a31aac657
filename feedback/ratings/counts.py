"""What is shown of ratings: counts, never of fewer than five raters, and never of the week that runs, so that nobody
sees a number grow the moment somebody has rated."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from feedback.models import ProcedureStanding, Rating, RemarkQuerySet, Stage
from feedback.models.ratings import SATISFIED
from feedback.ratings import answered
from feedback.ratings.shares import FEWEST, NOTHING, SHOWN_FOR, Share, last_told
from feedback.ratings.slips import Question, slip_of

Ratings = QuerySet[Rating]
HAPPY = Count("pk", filter=Q(score__gte=SATISFIED))


@dataclass(frozen=True)
class Standing:
    """``raters`` is nothing where they are fewer than five."""

    raters: int
    satisfied: Share
    in_time: Share

    @property
    def is_told(self) -> bool:
        return self.raters >= FEWEST


def told(since: date | None = None, until: date | None = None) -> QuerySet[Rating]:
    last = min(until or last_told(), last_told())
    return Rating.objects.filter(on__gte=since or last - SHOWN_FOR, on__lte=last)


def by_agency(ratings: Ratings | None = None, tasks: RemarkQuerySet | None = None) -> dict[int, Standing]:
    """Agencies with enough raters, with how many of their tasks were answered in time; of a year where nothing else is
    asked."""
    return _standings(ratings, "agency", answered.by_agency(answered.lately() if tasks is None else tasks))


def by_field(ratings: Ratings | None = None, tasks: RemarkQuerySet | None = None) -> dict[int, Standing]:
    """The same of fields of procedures."""
    shares = answered.by_field(answered.lately() if tasks is None else tasks)
    return _standings(ratings, "procedure__current__field", shares)


def _standings(ratings: Ratings | None, by: str, shares: Mapping[int, Share]) -> dict[int, Standing]:
    told_of = told() if ratings is None else ratings
    rows = told_of.order_by().values(key=F(by)).annotate(raters=Count("pk"), happy=HAPPY)
    return {
        row["key"]: Standing(row["raters"], Share(row["happy"], row["raters"]), shares.get(row["key"], NOTHING))
        for row in rows
        if row["key"] is not None and row["raters"] >= FEWEST
    }


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

    Words are kept without their dossier, so how many were answered in time is told of the field and of the province,
    not of a procedure.
    """
    wanted = _wanted()
    known = {one.procedure_id: one for one in ProcedureStanding.objects.all()}
    ProcedureStanding.objects.filter(procedure__in=set(known) - set(wanted)).delete()
    for procedure, said in wanted.items():
        if procedure not in known or _said(known[procedure]) != said:
            ProcedureStanding.objects.update_or_create(
                procedure_id=procedure, defaults=dict(zip(SAID, said, strict=True))
            )
    return len(wanted)


SAID = ("raters", "satisfied", "in_time", "in_time_of_field")
Kept = tuple[int, int, int | None, int | None]


def _wanted() -> dict[int, Kept]:
    rows = told().order_by().values("procedure", field=F("procedure__current__field"))
    tasks = answered.lately()
    everywhere, fields = answered.everywhere(tasks), answered.by_field(tasks)
    return {
        row["procedure"]: (
            row["raters"], row["happy"] * 100 // row["raters"], everywhere.percent,
            fields.get(row["field"], NOTHING).percent,
        )
        for row in rows.annotate(raters=Count("pk"), happy=HAPPY)
        if row["raters"] >= FEWEST
    }  # fmt: skip


def _said(standing: ProcedureStanding) -> Kept:
    return standing.raters, standing.satisfied, standing.in_time, standing.in_time_of_field
