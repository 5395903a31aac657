"""Which procedures some agencies decide, asked of the database at once, is what each edition says of itself."""

import pytest

from portal.agencies.models import Agency
from procedures.models import Field, Procedure
from tests.factories import AgencyFactory, FieldFactory, ProcedureFactory
from tests.law import law_rewritten

pytestmark = pytest.mark.django_db


@pytest.fixture
def agencies() -> dict[str, Agency]:
    kinds = {"commune": 3, "district": 2, "department": 1, "vertical": 1}
    return {kind: AgencyFactory(kind=kind, level=level) for kind, level in kinds.items()}


def procedure(field: Field | None = None, *, levels: list[int], named: tuple = ()) -> Procedure:
    """``named``: (level, agency or none) of those the edition names itself."""
    extra = {"current__field": field} if field else {}
    made = ProcedureFactory(current__levels=levels, **extra)
    with law_rewritten():
        for level, agency in named:
            made.current.responsibilities.create(part="deciding", level=level, agency=agency)
    return made


def agrees(made: Procedure, agencies: dict[str, Agency]) -> None:
    """For each agency alone, and for all of them."""
    for chosen in [[agency.pk] for agency in agencies.values()] + [[agency.pk for agency in agencies.values()]]:
        rows = Agency.objects.filter(pk__in=chosen)
        says = made.current.receivers().filter(pk__in=chosen).exists()
        assert Procedure.objects.decided_by(rows).filter(pk=made.pk).exists() == says


@pytest.mark.parametrize("levels", [[], [1], [2], [3], [2, 3], [1, 2, 3]])
def test_by_level_and_field(agencies, levels):
    field = FieldFactory(code="A1", department=agencies["department"])
    agrees(procedure(field, levels=levels), agencies)


@pytest.mark.parametrize("levels", [[1], [3]])
def test_what_a_vertical_agency_decides_is_not_ours(agencies, levels):
    agrees(procedure(FieldFactory(code="A2", department=agencies["vertical"]), levels=levels), agencies)


def test_without_a_department_in_charge(agencies):
    agrees(procedure(FieldFactory(code="A3"), levels=[1, 3]), agencies)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_every_agency_of_a_level_that_is_named(agencies, level):
    agrees(procedure(levels=[3], named=((level, None),)), agencies)


@pytest.mark.parametrize("kind", ["commune", "district", "department"])
def test_one_agency_that_is_named(agencies, kind):
    agrees(procedure(levels=[1, 2, 3], named=((agencies[kind].level, agencies[kind]),)), agencies)


def test_what_is_not_in_use_is_decided_by_nobody(agencies):
    made = procedure(levels=[3])
    Procedure.objects.filter(pk=made.pk).update(is_used=False)
    assert not Procedure.objects.decided_by(Agency.objects.all()).exists()
