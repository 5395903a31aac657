"""A procedure whose internal process is ruled, and a dossier of it at the leader's first step."""

import pytest

from dossiers.models import Dossier
from portal.agencies.models import Role
from tests.dossiers.process import ways
from tests.factories import PostFactory


@pytest.fixture
def ruled(dossier) -> Dossier:
    """Handed in, of a procedure with the usual steps."""
    ways.rule(dossier.edition)
    return dossier


@pytest.fixture
def forwarded(ruled, clerk) -> Dossier:
    return ways.forwarded(ruled, clerk)


@pytest.fixture
def assigned(ruled, clerk, leader, officer) -> Dossier:
    """At the appraisal, which the officer has."""
    return ways.assigned(ruled, clerk, leader, officer)


@pytest.fixture
def submitted(assigned, officer) -> Dossier:
    """The officer has proposed to issue the result."""
    return ways.submit(assigned, officer)


@pytest.fixture
def second_officer(commune):
    return PostFactory(agency=commune, role=Role.OFFICER).user


@pytest.fixture
def second_leader(commune):
    return PostFactory(agency=commune, role=Role.LEADER).user
