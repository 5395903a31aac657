"""What most tests of dossiers stand on."""

import pytest
import time_machine

from dossiers import workflow
from dossiers.act import Act
from portal.agencies.models import Role
from portal.calendar import seed
from tests.dossiers.at_once import slow_writes
from tests.dossiers.supplements import whole_draft
from tests.factories import ComponentFactory, PostFactory
from tests.portal.calendar.week import at


@pytest.fixture(autouse=True)
def files_aside(settings, tmp_path):
    settings.FILES_DIR = tmp_path


@pytest.fixture
def component(draft):
    """A paper that is demanded."""
    return ComponentFactory(edition=draft.edition)


@pytest.fixture
def head(unit):
    """Leads the one-stop unit."""
    return PostFactory(agency=unit, role=Role.LEADER, title="Trưởng bộ phận").user


@pytest.fixture
def in_process(dossier, clerk):
    """At work, 3 working days from now."""
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    workflow.perform(workflow.FORWARD, dossier, Act(clerk))
    return dossier


@pytest.fixture
def window(sign_in, citizen):
    return sign_in(citizen)


@pytest.fixture
def slowly(transactional_db):
    """Every write of a dossier takes its time, for tests of what happens at once."""
    with slow_writes():
        yield


@pytest.fixture
def asking(commune, unit, citizen, calendar):
    """Handed in, of a procedure with a form and papers of its own."""
    draft = whole_draft(commune, unit, citizen)
    workflow.perform(workflow.SUBMIT, draft, Act(citizen))
    return draft


@pytest.fixture
def at_work(draft, citizen, clerk):
    """Under the real calendar: received on Wednesday before Tết, due on Monday 3 February 2020 at 09:00; an apology is
    in time until Friday 31 January at 09:00."""
    seed.seed()
    with time_machine.travel(at("20/01/2020 08:00"), tick=False):
        workflow.perform(workflow.SUBMIT, draft, Act(citizen))
    workflow.perform(workflow.RECEIVE, draft, Act(clerk, at("22/01/2020 09:00")))
    workflow.perform(workflow.FORWARD, draft, Act(clerk, at("22/01/2020 09:10")))
    return draft
