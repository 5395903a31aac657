"""The cast everybody knows, the place they meet, and the role tests run under in the database."""

from collections.abc import Callable
from datetime import date, time

import pytest
from django.db import connection
from django.test import Client

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Dossier
from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from portal.calendar.models import WorkDay, WorkingHours
from procedures import generation
from procedures.models import Procedure
from tests import law
from tests.factories import AgencyFactory, DraftFactory, IdentityFactory, PostFactory, ProcedureFactory
from tests.walk import Place, placed


@pytest.fixture(autouse=True)
def application_role(request):
    """Tests in a transaction work as the application does: under its role, which may not rewrite history.

    The roll-back at the end of the test takes the role with it.
    """
    marker = request.node.get_closest_marker("django_db")
    names = set(request.fixturenames)
    if names & {"transactional_db", "live_server"} or (marker and marker.kwargs.get("transaction")):
        return
    if marker or "db" in names:
        request.getfixturevalue("db")
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE portal_app")


@pytest.fixture(autouse=True)
def nothing_kept():
    """A test that is rolled back takes the catalogue's generation back, which in earnest never happens."""
    generation.forget()


@pytest.fixture
def rewritable(db):
    """Editions that are law already take rows, until the test is rolled back."""
    law.sleep()


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """``sign_in(clerk)``: a browser of its own for each person."""

    def enter(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter


@pytest.fixture
def calendar(db) -> None:
    """Monday to Friday, office hours, New Year's Day off."""
    for weekday in range(5):
        for starts, ends in ((time(7, 30), time(11, 30)), (time(13, 30), time(17))):
            WorkingHours.objects.create(weekday=weekday, starts_at=starts, ends_at=ends, valid_from=date(2019, 1, 1))
    for year in range(2020, date.today().year + 3):
        WorkDay.objects.create(date=date(year, 1, 1), kind="holiday", name="Tết Dương lịch")


@pytest.fixture
def commune(db) -> Agency:
    return AgencyFactory(name="Ủy ban nhân dân xã Tân Mỹ")


@pytest.fixture
def unit(commune) -> Agency:
    """The one-stop unit of the commune."""
    return AgencyFactory(name="Bộ phận một cửa xã Tân Mỹ", kind=Agency.Kind.ONE_STOP, parent=commune)


@pytest.fixture
def citizen(db) -> User:
    return IdentityFactory().user


@pytest.fixture
def other_citizen(db) -> User:
    return IdentityFactory(full_name="Lê Văn Khác").user


@pytest.fixture
def clerk(unit) -> User:
    return PostFactory(agency=unit, role=Role.CLERK).user


@pytest.fixture
def officer(commune) -> User:
    return PostFactory(agency=commune, role=Role.OFFICER).user


@pytest.fixture
def leader(commune) -> User:
    return PostFactory(agency=commune, role=Role.LEADER).user


@pytest.fixture
def outsider(db) -> User:
    """An officer elsewhere."""
    return PostFactory(role=Role.OFFICER).user


@pytest.fixture
def catalogue_admin(db) -> User:
    return PostFactory(role=Role.CATALOGUE).user


@pytest.fixture
def procedure(commune, unit) -> Procedure:
    """One that only the commune decides, without papers."""
    return ProcedureFactory()


@pytest.fixture
def draft(procedure, commune, unit, citizen, calendar) -> Dossier:
    """The citizen's, complete, not yet handed in."""
    return DraftFactory(edition=procedure.current, agency=commune, received_by=unit, submitter=citizen)


@pytest.fixture
def dossier(draft, citizen) -> Dossier:
    """Handed in."""
    workflow.perform(workflow.SUBMIT, draft, Act(citizen))
    return draft


@pytest.fixture
def administrator(db) -> User:
    """Looks after accounts, agencies and posts."""
    return PostFactory(role=Role.ADMIN).user


@pytest.fixture
def place(dossier, citizen, other_citizen, clerk, officer, leader, outsider, catalogue_admin, administrator) -> Place:
    """Something real behind every address, and a browser for each role."""
    return placed(
        dossier, clerk, citizen=citizen, other_citizen=other_citizen, officer=officer, leader=leader,
        outsider=outsider, catalogue=catalogue_admin, administrator=administrator,
    )  # fmt: skip
