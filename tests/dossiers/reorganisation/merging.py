"""Two communes of which one merges into the other on a day, and what tells whether everything followed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from dossiers.models import Dossier, Involvement
from dossiers.reorganisation import ordering
from dossiers.reorganisation.tasks import carry_out_reorganisations
from dossiers.reorganisation.work import KINDS, REORGANISATION
from portal import jobs
from portal.agencies.models import Agency, Change, Post, Reorganisation, Role, Succession
from portal.jobs import Job
from tests.factories import AgencyFactory, PostFactory

NUMBER = "813/NQ-UBTVQH14"


@dataclass
class Successor:
    """Who takes over: an agency with a one-stop unit and a clerk there."""

    agency: Agency
    unit: Agency
    clerk: Any


def successor() -> Successor:
    agency = AgencyFactory(name="Ủy ban nhân dân phường Tân Mỹ")
    unit = AgencyFactory(name="Bộ phận một cửa phường Tân Mỹ", kind=Agency.Kind.ONE_STOP, parent=agency)
    return Successor(agency, unit, PostFactory(agency=unit, role=Role.CLERK).user)


def prepared(kind: str, agency: Agency, *, on: date | None = None, **line: Any) -> Reorganisation:
    """By one administrator; confirmed by another."""
    first, second = (PostFactory(role=Role.ADMIN).user for _ in range(2))
    made = Reorganisation.objects.create(
        number=f"{NUMBER}-{Reorganisation.objects.count()}",
        about="Sắp xếp các đơn vị hành chính cấp xã",
        in_force_on=on or timezone.localdate(),
        prepared_by=first,
    )
    Change.objects.create(reorganisation=made, kind=kind, agency=agency, **line)
    ordering.confirm(made, second)
    made.refresh_from_db()
    return made


def carried_out(reorganisation: Reorganisation) -> Job:
    """Ordered by the clock, then worked off to the end."""
    ordering.order_due(carry_out_reorganisations)
    reorganisation.refresh_from_db()
    return worked_off(reorganisation.job)


def again(reorganisation: Reorganisation) -> Job:
    """The same work ordered a second time."""
    return worked_off(jobs.start(REORGANISATION, carry_out_reorganisations, by=None, reorganisation=reorganisation.pk))


def worked_off(job: Job) -> Job:
    for _ in range(20):
        if jobs.run(KINDS, job.pk) is None:
            break
    job.refresh_from_db()
    assert job.state == Job.State.DONE, (job.said, job.position)
    return job


def everything() -> dict[str, list]:
    """Rows that a second run must leave as they are."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (Agency, Post, Involvement, Succession, Dossier)
    }
