"""Which steps a dossier is to go through: those of its edition, or the usual ones where the edition names none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from itertools import groupby

from django.db.models import Prefetch, Q, prefetch_related_objects

from dossiers.models import Dossier
from portal.agencies.models import Agency, Role
from procedures import processes
from procedures.models import ProcessStep, Responsibility

RECEPTION = frozenset({Role.CLERK, Role.CASHIER})
"""Roles whose steps lie at the one-stop unit."""

QUARTER = Decimal("0.25")
ISSUE = "Vào sổ, đóng dấu, phát hành kết quả"
USUAL = (
    ("Phân công xử lý", Role.LEADER),
    ("Thẩm định hồ sơ", Role.OFFICER),
    ("Phê duyệt kết quả", Role.LEADER),
    (ISSUE, Role.OFFICER),
)
"""NĐ 61/2018 Đ.19.1: assignment, appraisal, approval; the hours of each are assumed."""


@dataclass(frozen=True)
class Step:
    number: int
    branch: int
    name: str
    unit: str
    role: str
    hours: Decimal | None
    is_assumed: bool = False

    @property
    def is_leaders(self) -> bool:
        return self.role == Role.LEADER


Group = list[Step]
"""Steps of one number: they run side by side."""


@dataclass(frozen=True)
class Plan:
    """What is done at reception before the dossier is handed on, at the agencies, and when the result is returned."""

    reception: list[Group]
    inner: list[Group]
    returning: list[Group]

    def after(self, number: int) -> Group | None:
        return next((group for group in self.inner if group[0].number > number), None)

    def before(self, number: int) -> Group | None:
        return next((group for group in reversed(self.inner) if group[0].number < number), None)

    def step(self, number: int, branch: int) -> Step | None:
        return next(
            (step for group in self.inner for step in group if (step.number, step.branch) == (number, branch)), None
        )

    @property
    def needs_approval(self) -> bool:
        """Whether the province has ruled that a leader approves (an assumed step rules nothing)."""
        return any(step.is_leaders and not step.is_assumed for group in self.inner for step in group)


def is_leaders(group: Group | None) -> bool:
    return bool(group) and all(step.is_leaders for step in group or [])


def plan(dossier: Dossier) -> Plan:
    groups = _groups([_declared(step) for step in processes.steps(dossier.case, _ruled(dossier))])
    first = next((place for place, group in enumerate(groups) if not _at_reception(group)), len(groups))
    last = next((place for place in range(len(groups), first, -1) if not _at_reception(groups[place - 1])), first)
    inner = groups[first:last] or _groups(usual(dossier, start=len(groups) + 1))
    return _with_issue(Plan(groups[:first], inner, groups[last:]))


def _ruled(dossier: Dossier) -> list[ProcessStep]:
    """Every step of its edition; read once with the edition where that has been read: they are law and do not
    change."""
    rows = ProcessStep.objects.order_by("number", "branch", "pk")
    if not Dossier.edition.field.is_cached(dossier):
        return list(rows.filter(edition=dossier.edition_id))
    prefetch_related_objects([dossier.edition], Prefetch("process_steps", rows, to_attr="ruled_steps"))
    return list(dossier.edition.ruled_steps)  # type: ignore[attr-defined]


def usual(dossier: Dossier, start: int = 1) -> list[Step]:
    """The steps every dossier goes through; of a limit in working time one eighth each, the appraisal the rest
    (assumed)."""
    limit = dossier.case.time_limit(dossier.channel)
    hours = _shares(processes.allowed(limit))
    return [
        Step(number, 1, name, "", role, share, is_assumed=True)
        for number, ((name, role), share) in enumerate(zip(USUAL, hours, strict=True), start)
    ]


def _shares(allowed: Decimal | None) -> list[Decimal | None]:
    if allowed is None or allowed < 4 * QUARTER:
        return [None] * len(USUAL)
    eighth = max((allowed / 8 / QUARTER).to_integral_value(ROUND_FLOOR) * QUARTER, QUARTER)
    return [eighth, allowed - 3 * eighth, eighth, eighth]


def _with_issue(found: Plan) -> Plan:
    """Where the last step at the agency is the leader's, somebody still issues what was approved (assumed)."""
    last = found.inner[-1]
    if not is_leaders(last):
        return found
    issue = Step(last[0].number + 1, 1, ISSUE, "", Role.OFFICER, None, is_assumed=True)
    moved = [[replace(step, number=step.number + 1) for step in group] for group in found.returning]
    return Plan(found.reception, [*found.inner, [issue]], moved)


def _declared(step: ProcessStep) -> Step:
    return Step(step.number, step.branch, step.name, step.unit, step.role, step.hours)


def _groups(steps: Sequence[Step]) -> list[Group]:
    return [list(group) for _number, group in groupby(steps, key=lambda step: step.number)]


def _at_reception(group: Group) -> bool:
    return all(step.role in RECEPTION for step in group)


def places(dossier: Dossier, group: Group) -> Iterator[tuple[Step, Agency]]:
    """Each step with its agency: the one-stop unit, the deciding agency, or the one that takes part whose name the
    step's unit is (liên thông, Đ.19.6-7)."""
    named = _taking_part(dossier) if len(group) > 1 else {}
    for step in group:
        if step.role in RECEPTION:
            yield step, dossier.received_by
        else:
            yield step, named.get(step.unit.casefold(), dossier.agency)


def _taking_part(dossier: Dossier) -> dict[str, Agency]:
    part = Q(edition=dossier.edition_id, part=Responsibility.Part.COORDINATING, agency__isnull=False)
    found = [row.agency for row in Responsibility.objects.filter(part).select_related("agency") if row.agency]
    return {name.casefold(): agency for agency in found for name in (agency.name, agency.short_name)}
