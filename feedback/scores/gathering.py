"""The facts of a period, asked of the database set by set: a dozen questions for the whole province, none for each row.

A dossier counts in the period in which its result was signed, for the agency that decided it and for every officer who
worked on it. Contacts are what the rater says where at least five of the agency's raters answered, else the requests
for supplements in its history (TT 01/2018/TT-VPCP Đ.14; decision 041).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from dossiers.models import Dossier, DossierEvent, Opinion, Status
from dossiers.terms.standing import Punctuality, standings
from feedback.models import PostingCheck, Rating, Stage
from feedback.petitions import counts as petitions
from feedback.ratings.shares import FEWEST
from feedback.scores.quarters import Period
from feedback.scores.rules import DossierFacts, Pace, Scope, UnitFacts
from portal.agencies.models import Agency, Level, Role
from procedures.models import Channel

DECIDED = (Status.FINISHED, Status.HANDED_OVER)
ASKED_BACK = ("ask_supplement", "approve_supplement")
ON_THE_SPOT = "receive_and_return"
PACES = {Punctuality.EARLY: Pace.EARLY, Punctuality.ON_TIME: Pace.ON_TIME, Punctuality.LATE: Pace.LATE}
SCOPES = {Level.DISTRICT: Scope.DISTRICT, Level.COMMUNE: Scope.COMMUNE}
HOW_MANY = {"0": 0, "1": 1, "more": 2}
ONLINE_LEVEL = 3
LOOK_HOLDS = timedelta(days=365)
"""How long a look at what is posted says something (assumed)."""

Officer = tuple[int, int]
"""Agency and person."""


@dataclass(frozen=True)
class Line:
    """A decided dossier as the database tells it."""

    pk: int
    agency: int
    procedure: int
    is_online: bool
    is_received_there: bool


class Gathered:
    """All facts of one period."""

    def __init__(self, period: Period) -> None:
        self.period = period

    # --- Dossiers -------------------------------------------------------------------------------
    @cached_property
    def decided(self) -> QuerySet[Dossier]:
        return Dossier.objects.filter(
            status__in=DECIDED,
            code__isnull=False,
            finished_at__gte=self.period.since,
            finished_at__lt=self.period.until,
        )

    @cached_property
    def lines(self) -> dict[int, Line]:
        rows = self.decided.values_list("pk", "agency", "edition__procedure", "channel", "received_by__kind")
        return {
            pk: Line(pk, agency, procedure, channel == Channel.ONLINE, kind == Agency.Kind.ONE_STOP)
            for pk, agency, procedure, channel, kind in rows
        }

    @cached_property
    def facts(self) -> dict[int, DossierFacts]:
        """By key of the dossier; what raters say of contacts stands in ``told``."""
        others, asked = self._others(), self._asked_back()
        conduct = petitions.of_dossiers(self.lines)
        paces = {pk: PACES.get(one.punctuality) for pk, one in standings(self.decided, self._as_of)}
        return {
            pk: DossierFacts(
                paces.get(pk), others.get(pk, ()), len(asked.get(pk, ())), len(set(asked.get(pk, ()))), pk in conduct
            )
            for pk in self.lines
        }

    @property
    def _as_of(self) -> datetime:
        return min(timezone.now(), self.period.until)

    def _others(self) -> dict[int, tuple[Pace, ...]]:
        """How the agencies that were asked for an opinion kept their time; what is not answered is late once due."""
        found: dict[int, list[Pace]] = defaultdict(list)
        asked = Opinion.objects.filter(dossier__in=self.decided, closed_at__isnull=True)
        for pk, due_at, answered_at in asked.values_list("dossier", "due_at", "answered_at"):
            pace = _pace(due_at, answered_at, self._as_of)
            if pace is not None:
                found[pk].append(pace)
        return {pk: tuple(paces) for pk, paces in found.items()}

    def _asked_back(self) -> dict[int, list[int]]:
        """By dossier, the agency of each request for a supplement."""
        found: dict[int, list[int]] = defaultdict(list)
        events = DossierEvent.objects.filter(dossier__in=self.decided, action__in=ASKED_BACK).order_by()
        for pk, agency in events.values_list("dossier", "agency"):
            found[pk].append(agency or 0)
        return found

    @cached_property
    def told(self) -> dict[int, dict[str, str]]:
        """What the rater of a dossier answered, agencies with too few raters left out."""
        ratings = list(
            Rating.objects.filter(dossier__in=self.decided, stage=Stage.RESULT).values_list(
                "dossier", "agency", "answers"
            )
        )
        raters = Counter(agency for _pk, agency, _answers in ratings)
        return {pk: answers for pk, agency, answers in ratings if raters[agency] >= FEWEST}

    def as_told(self, pk: int) -> DossierFacts:
        answers, facts = self.told.get(pk, {}), self.facts[pk]
        contacts = HOW_MANY.get(answers.get("contacts", ""), facts.contacts)
        return replace(facts, contacts=contacts, agencies=HOW_MANY.get(answers.get("agencies", ""), facts.agencies))

    # --- Whose ----------------------------------------------------------------------------------
    def by_agency(self) -> dict[int, list[DossierFacts]]:
        found: dict[int, list[DossierFacts]] = defaultdict(list)
        for pk, line in self.lines.items():
            found[line.agency].append(self.as_told(pk))
        return found

    def by_officer(self) -> dict[Officer, list[DossierFacts]]:
        """Every officer who did something with it for the agency that decided it. Of raters' words only what does not
        single one out: histories alone, where the officer has fewer than five rated dossiers."""
        worked: dict[Officer, set[int]] = defaultdict(set)
        events = DossierEvent.objects.filter(dossier__in=self.decided, role=Role.OFFICER, by__isnull=False).order_by()
        for pk, agency, person in events.values_list("dossier", "agency", "by").distinct():
            if self.lines[pk].agency == agency:
                worked[agency, person].add(pk)
        return {key: list(self._of_officer(dossiers)) for key, dossiers in worked.items()}

    def _of_officer(self, dossiers: Iterable[int]) -> Iterator[DossierFacts]:
        keys = sorted(dossiers)
        enough = sum(pk in self.told for pk in keys) >= FEWEST
        for pk in keys:
            yield self.as_told(pk) if enough else self.facts[pk]

    # --- Agencies -------------------------------------------------------------------------------
    def units(self) -> dict[int, UnitFacts]:
        received, procedures, answered = self._received(), self._procedures(), self._petitions()
        levels = dict(Agency.objects.filter(pk__in=set(received)).values_list("pk", "level"))
        late, unposted = self._online_late(), self._unposted()
        return {
            pk: UnitFacts(
                SCOPES.get(Level(levels[pk]), Scope.PROVINCE),
                **row,
                **procedures[pk],
                **answered[pk],
                online_late=late[pk],
                posted=max(0, procedures[pk]["procedures"] - unposted[pk]) if pk in unposted else None,
            )
            for pk, row in received.items()
        }

    def _in_period(self) -> QuerySet[Dossier]:
        return Dossier.objects.filter(
            code__isnull=False, received_at__gte=self.period.since, received_at__lt=self.period.until
        ).order_by()

    def _received(self) -> dict[int, dict[str, int]]:
        """Of what was received in the period, with whoever had decided in it."""
        there = Count("pk", filter=Q(received_by__kind=Agency.Kind.ONE_STOP))
        online = Count("pk", filter=Q(channel=Channel.ONLINE))
        rows = (
            self._in_period()
            .values("agency")
            .annotate(received=Count("pk"), received_there=there, online_dossiers=online)
        )
        found = {row.pop("agency"): dict(row) for row in rows}
        nothing = {"received": 0, "received_there": 0, "online_dossiers": 0}
        return dict.fromkeys({line.agency for line in self.lines.values()}, nothing) | found

    def _procedures(self) -> Mapping[int, dict[str, int]]:
        """Of the procedures with which somebody came: how many are done wholly at the counter, published, online."""
        spot = DossierEvent.objects.filter(action=ON_THE_SPOT, dossier__in=self._in_period())
        whole = Counter(spot.order_by().values_list("dossier__agency", "dossier__edition__procedure"))
        rows = self._in_period().values_list("agency", "edition__procedure").annotate(
            number=Count("pk"), level=F("edition__procedure__current__online_level"),
            edition_now=F("edition__procedure__current"),
        )  # fmt: skip
        found: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(PROCEDURE_FACTS, 0))
        for agency, procedure, number, level, edition in rows:
            one = found[agency]
            one["procedures"] += 1
            one["whole_there"] += whole[agency, procedure] == number
            one["published"] += edition is not None
            one["online_procedures"] += (level or 0) >= ONLINE_LEVEL
        return found

    def _unposted(self) -> dict[int, int]:
        """By agency, how many procedures the last look found not posted; of older looks nothing is said."""
        until = timezone.localdate(self.period.until)
        looks = PostingCheck.objects.filter(on__lt=until, on__gte=until - LOOK_HOLDS)
        return dict(looks.order_by("agency", "-on", "-pk").distinct("agency").values_list("agency", "missing"))

    def _petitions(self) -> dict[int, dict[str, int]]:
        agencies = {line.agency for line in self.lines.values()} | set(
            self._in_period().values_list("agency", flat=True).distinct()
        )
        counted = petitions.of_agencies(agencies, self.period.since, self.period.until)
        return {
            pk: {"petitions": one.due, "petitions_in_time": one.in_time, "petitions_extended": one.extended}
            for pk, one in counted.items()
        }

    def _online_late(self) -> Counter[int]:
        return Counter(
            line.agency for pk, line in self.lines.items() if line.is_online and self.facts[pk].pace == Pace.LATE
        )


PROCEDURE_FACTS = ("procedures", "whole_there", "published", "online_procedures")


def _pace(due_at: datetime, answered_at: datetime | None, as_of: datetime) -> Pace | None:
    """By days, as the dossier itself is judged; nothing of what is neither answered nor due."""
    if answered_at is None:
        return Pace.LATE if due_at < as_of else None
    if answered_at > due_at:
        return Pace.LATE
    is_early = timezone.localdate(answered_at) < timezone.localdate(due_at)
    return Pace.EARLY if is_early else Pace.ON_TIME
