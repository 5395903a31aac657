import pytest

from procedures.models import Edition
from tests.factories import EditionFactory, ProcedureFactory
from tests.portal.desk import enter
from tests.procedures.builder import desk


@pytest.fixture
def administrator_window(catalogue_admin):
    return enter(catalogue_admin)


@pytest.fixture
def edition(db) -> Edition:
    """The draft of a second edition with two sections."""
    procedure = ProcedureFactory()
    form = desk.form(
        desk.section(desk.question("summary"), desk.question("note", required=False)),
        desk.section(desk.question("phone", "phone"), name="contact"),
    )
    return EditionFactory(procedure=procedure, number=2, published=False, form=form)
