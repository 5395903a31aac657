"""Random lives of dossiers, made by the real verbs: a script of small numbers says who does what after how long.

What the rules refuse is left out; the rules are right.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import time_machine
from django.utils import timezone
from hypothesis import strategies as some

from dossiers import withdrawing, workflow
from dossiers.act import Act, Refusal
from dossiers.counter import intake, outages
from dossiers.counter.intake import Brought
from dossiers.models import Dossier, NationalMessage
from dossiers.process import steps as process
from dossiers.results import steps as results
from dossiers.terms import recount_work, steps
from dossiers.terms.ordering import order
from portal import jobs
from portal.agencies.models import Agency, Role
from portal.calendar.models import WorkDay
from procedures import plan as plans
from procedures.models import Decision, Plan, PlanEntry, Procedure
from tests.dossiers.counter import OWNER, place_at
from tests.dossiers.reorganisation.merging import carried_out, prepared, successor
from tests.dossiers.results import of
from tests.dossiers.supplements import ask, put_in, send
from tests.factories import AgencyFactory, DraftFactory, PostFactory, ProcedureFactory, StoredFileFactory
from tests.portal.calendar.week import at

BEGUN = at("06/01/2020 08:00")
SCRIPTS = some.lists(
    some.tuples(some.integers(0, 40), some.integers(0, 7), some.sampled_from([1, 5, 20, 26, 70])),
    min_size=1,
    max_size=14,
)
"""(act, dossier, hours that pass before)."""


@dataclass
class World:
    """Two agencies that decide the same procedure, the people there, and what they have done so far."""

    agencies: list[Agency] = field(default_factory=list)
    people: dict[tuple[int, str], Any] = field(default_factory=dict)
    dossiers: list[Dossier] = field(default_factory=list)
    now: datetime = BEGUN
    rest: int = 0

    def play(self, script: list[tuple[int, int, int]]) -> None:
        for number, which, hours in script:
            self.now += timedelta(hours=hours)
            with time_machine.travel(self.now, tick=False):
                self._act(ACTS[number % len(ACTS)], which)

    def _act(self, act: Callable[..., Any], which: int) -> None:
        if act in NEEDS_NONE or not self.dossiers:
            act(self, which) if act in NEEDS_NONE else online(self, which)
            return
        dossier = self.dossiers[which % len(self.dossiers)]
        dossier.refresh_from_db()
        try:
            act(self, dossier)
        except Refusal:
            self.rest += 1

    def by(self, agency: Agency, role: str) -> Any:
        key = (agency.pk, role)
        if key not in self.people:
            self.people[key] = PostFactory(agency=agency, role=role).user
        return self.people[key]

    def clerk(self, dossier: Dossier) -> Any:
        return self.by(dossier.received_by, Role.CLERK)

    def officer(self, dossier: Dossier) -> Any:
        return self.by(dossier.agency, Role.OFFICER)

    def leader(self, dossier: Dossier) -> Any:
        return self.by(dossier.agency, Role.LEADER)

    def agency(self, number: int) -> Agency:
        standing = list(Agency.objects.existing().filter(children__kind=Agency.Kind.ONE_STOP).order_by("pk"))
        return standing[number % len(standing)]


def world() -> World:
    made = World()
    for name in ("xã Tân Mỹ", "xã Song Mai"):
        agency = AgencyFactory(name=f"Ủy ban nhân dân {name}")
        AgencyFactory(name=f"Bộ phận một cửa {name}", kind=Agency.Kind.ONE_STOP, parent=agency)
        made.agencies.append(agency)
    return made


def do(action: Any, dossier: Dossier, by: Any, **values: Any) -> None:
    workflow.perform(action, dossier, Act(by, values=values))


# --- What may happen --------------------------------------------------------------------------


def online(world: World, which: int) -> None:
    procedure = ProcedureFactory(current__field__code=f"F{which % 2}", current__field__name=f"Lĩnh vực {which % 2}")
    agency = world.agency(which)
    draft = DraftFactory(edition=procedure.current, agency=agency, received_by=agency.one_stop())
    do(workflow.SUBMIT, draft, draft.submitter)
    world.dossiers.append(draft)


def at_counter(world: World, which: int, way: Any = intake.take_in, **values: Any) -> None:
    agency = world.agency(which)
    place = place_at(ProcedureFactory(), agency, agency.one_stop())
    brought = Brought(place, OWNER, ())
    world.dossiers.append(way(brought, Act(world.by(agency.one_stop(), Role.CLERK), values=values)))


def on_the_spot(world: World, which: int) -> None:
    at_counter(world, which, intake.receive_and_return, result_number="1/CT")


def from_the_book(world: World, which: int) -> None:
    """Entered now, taken in on paper the day before."""
    agency = world.agency(which)
    leader = world.by(agency.one_stop(), Role.LEADER)
    begun, ended = world.now - timedelta(hours=30), world.now - timedelta(hours=24)
    act = Act(leader, values={"note": "Mất điện"})
    try:
        outage = outages.open_(agency.one_stop(), begun, ended, act)
        day = timezone.localdate(begun)
        (number,) = outages.reserve(outage, agency, day, _last(agency, day) + 1, leader)
        brought = Brought(place_at(ProcedureFactory(), agency, agency.one_stop()), OWNER, (), book=number)
        clerk = world.by(agency.one_stop(), Role.CLERK)
        world.dossiers.append(intake.take_in(brought, Act(clerk, begun + timedelta(hours=1))))
    except Refusal:
        world.rest += 1


def _last(agency: Agency, day: Any) -> int:
    return agency.dailycounter_set.filter(day=day).values_list("last", flat=True).first() or 0


def day_off(world: World, which: int) -> None:
    """Announced late: open deadlines are counted anew."""
    day = timezone.localdate(world.now) + timedelta(days=which - 3)
    WorkDay.objects.get_or_create(date=day, defaults={"kind": WorkDay.Kind.HOLIDAY, "name": "Nghỉ bù"})
    _recounted()


def day_back(world: World, which: int) -> None:
    WorkDay.objects.filter(name="Nghỉ bù").order_by("pk").delete()
    _recounted()


def _recounted() -> None:
    job = order(None, "Lịch làm việc thay đổi")
    while jobs.run(recount_work.KINDS, job.pk) is not None:
        pass


def merger(world: World, which: int) -> None:
    carried_out(prepared("merge", world.agency(which), into=successor().agency))


def receive(world: World, dossier: Dossier) -> None:
    do(workflow.RECEIVE, dossier, world.clerk(dossier))


def forward(world: World, dossier: Dossier) -> None:
    do(workflow.FORWARD, dossier, world.clerk(dossier))


def finish(world: World, dossier: Dossier) -> None:
    do(workflow.FINISH, dossier, world.officer(dossier), result_number="1/KQ", result_file=StoredFileFactory())


def hand_over(world: World, dossier: Dossier) -> None:
    do(workflow.HAND_OVER, dossier, world.clerk(dossier))


def supplement(world: World, dossier: Dossier) -> None:
    ask(dossier, world.clerk(dossier), "summary", ground="Luật chuyên ngành")


def supplemented(world: World, dossier: Dossier) -> None:
    if dossier.supplements.open().exists() and dossier.submitter:
        put_in(dossier, dossier.submitter, summary="Sửa")
        send(dossier, dossier.submitter)


def duty(world: World, dossier: Dossier) -> None:
    do(steps.ASK_DUTY, dossier, world.officer(dossier), note="Nộp thuế", amount=1000)


def duty_done(world: World, dossier: Dossier) -> None:
    do(steps.DUTY_DONE, dossier, world.officer(dossier))


def stop(world: World, dossier: Dossier) -> None:
    do(steps.STOP, dossier, world.officer(dossier), note="Chờ quy hoạch", ground="Điều 1")


def go_on(world: World, dossier: Dossier) -> None:
    do(steps.GO_ON, dossier, world.officer(dossier))


def reschedule(world: World, dossier: Dossier) -> None:
    new_on = timezone.localdate(dossier.due_at or world.now) + timedelta(days=5)
    do(steps.RESCHEDULE, dossier, world.leader(dossier), note="Chờ xác minh", new_on=new_on)


def withdraw(world: World, dossier: Dossier) -> None:
    action = withdrawing.WITHDRAW if dossier.code is None else withdrawing.ASK_WITHDRAWAL
    do(action, dossier, dossier.submitter, note="Không cần nữa")


def agree(world: World, dossier: Dossier) -> None:
    do(withdrawing.CONFIRM_WITHDRAWAL, dossier, world.clerk(dossier))


def refuse(world: World, dossier: Dossier) -> None:
    do(workflow.REFUSE, dossier, world.clerk(dossier), note="Không thuộc thẩm quyền")


def transfer(world: World, dossier: Dossier) -> None:
    others = dossier.edition.receivers().exclude(pk=dossier.agency_id)
    do(process.TRANSFER, dossier, world.leader(dossier), to=others.first(), note="Sai nơi")


def correct(world: World, dossier: Dossier) -> None:
    if dossier.results.exists():
        new = {"result_number": "2/KQ", "result_file": StoredFileFactory(), "note": "Sai năm sinh"}
        do(results.CORRECT_RESULT, dossier, world.officer(dossier), **of(dossier), **new)


def acknowledged(world: World, which: int) -> None:
    """The nation says it has all of some dossiers."""
    owed = NationalMessage.objects.unsent()
    subjects = sorted(set(owed.values_list("subject", flat=True)))[: which + 1]
    NationalMessage.objects.mark_sent(list(owed.filter(subject__in=subjects)), timezone.now())


def integrate(world: World, which: int) -> None:
    """A service of the plan comes onto the national portal, or is taken back."""
    asked = {"target": 2, "out_of": 5, "decided_on": timezone.localdate()}
    plan, _made = Plan.objects.get_or_create(year=2020, defaults=asked)
    entries = list(plan.entries.order_by("pk"))
    if len(entries) < 3:
        entries.append(plans.choose(PlanEntry(plan=plan, procedure=ProcedureFactory()), by=None))
    entry = entries[which % len(entries)]
    entry.refresh_from_db()
    plans.move(entry, PlanEntry.Step.TEST if entry.integrated_on else PlanEntry.Step.PUBLISH, by=None)


def abolish(world: World, which: int) -> None:
    """By a decision that is published now."""
    found = Procedure.objects.in_use().order_by("pk")
    if found:
        now = timezone.now()
        decision = Decision.objects.create(
            number=f"{Decision.objects.count()}/QĐ-UBND", subject="Bãi bỏ", signer="Lê Ánh Dương",
            signed_on=timezone.localdate(), effective_on=timezone.localdate(), state="published", published_at=now,
        )  # fmt: skip
        decision.lines.create(procedure=found[which % len(found)], effect="abolished")


ACTS = (
    online, receive, forward, finish, hand_over, at_counter, on_the_spot, from_the_book, supplement, supplemented,
    duty, duty_done, stop, go_on, reschedule, withdraw, agree, refuse, transfer, correct, day_off, day_back, merger,
    receive, forward, finish, online, receive, forward, acknowledged, integrate, abolish, acknowledged,
)  # fmt: skip
NEEDS_NONE = {
    online,
    at_counter,
    on_the_spot,
    from_the_book,
    day_off,
    day_back,
    merger,
    acknowledged,
    integrate,
    abolish,
}
