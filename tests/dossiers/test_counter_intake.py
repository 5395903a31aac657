"""Taking in at the counter: one act, code and receipt, or nothing."""

import pytest

from dossiers.act import NotYours
from dossiers.counter.intake import Sheets
from dossiers.counter.refusals import OwnDossier, PapersNotThere
from dossiers.drafts import Incomplete
from dossiers.history import first_broken_event
from dossiers.models import Dossier, NationalMessage, PaperTaken
from procedures import questions
from tests.dossiers.counter import OWNER, place_at, taken_in
from tests.dossiers.issued.reading import receipt_page
from tests.factories import ComponentFactory, IdentityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(procedure, commune, unit, calendar):
    return place_at(procedure, commune, unit)


@pytest.fixture
def paper(procedure):
    return ComponentFactory(edition=procedure.current)


def test_it_is_received_in_one_act(place, clerk):
    dossier = taken_in(place, clerk)
    assert list(dossier.events.values_list("action", "status_before", "status")) == [("take_in", 0, 2)]
    assert dossier.code.startswith(dossier.agency.code_2016)
    assert first_broken_event(dossier) is None


def test_the_clock_runs_and_the_nation_is_owed(place, clerk):
    dossier = taken_in(place, clerk)
    assert dossier.due_at == dossier.first_due_at > dossier.received_at
    assert NationalMessage.objects.filter(subject=dossier).count() == 1


def test_nobody_has_handed_it_in_by_an_account(place, clerk):
    dossier = taken_in(place, clerk)
    assert (dossier.submitter, dossier.owner["name"], dossier.channel) == (None, OWNER["owner_name"], "1")


def test_what_the_form_must_know_is_demanded(place, clerk):
    with pytest.raises(Incomplete):
        taken_in(place, clerk, answers={"summary": ""})
    assert not Dossier.objects.exists()


def test_a_paper_that_is_not_there_leaves_nothing_behind(place, clerk, paper):
    with pytest.raises(PapersNotThere):
        taken_in(place, clerk)
    assert not Dossier.objects.exists()


def test_papers_are_counted(place, clerk, paper):
    dossier = taken_in(place, clerk, Sheets(paper, originals=1, photocopies=2, held=1))
    assert list(PaperTaken.objects.filter(dossier=dossier).values_list("originals", "photocopies", "held")) == [
        (1, 2, 1)
    ]


def test_the_receipt_says_how_many_of_each(place, clerk, paper):
    page = receipt_page(taken_in(place, clerk, Sheets(paper, originals=1, photocopies=2, held=3)))
    cells = ("1", "", "2", "", "3")
    assert "".join(f'<td class="few">{number}</td>' for number in cells) in page
    assert str(clerk) in page


def test_who_brings_it_for_the_owner_stands_on_the_receipt(procedure, commune, unit, calendar, clerk):
    other = place_at(procedure, commune, unit, owner_is="person")
    brought = {"name": "Lê Văn Mang", "id_number": "024190888001", "relation": "con"}
    more = {"owner_born_on": "1950-01-01", "owner_ground": ground_of(procedure)}
    page = receipt_page(taken_in(other, clerk, brought_by=brought, answers=more))
    assert "<strong>Lê Văn Mang</strong>" in page
    assert f"<strong>{OWNER['owner_name']}</strong>" in page


def ground_of(procedure) -> str:
    """The first ground the form offers."""
    asked = questions.form_for(procedure.current).plan("person")
    every = (question for step in asked for question in step.questions)
    return next(question for question in every if question.name == "owner_ground").options[0].value


def test_a_clerk_elsewhere_receives_nothing_here(place, outsider):
    with pytest.raises(NotYours):
        taken_in(place, outsider)


def test_an_officer_does_not_sit_at_the_counter(place, officer):
    with pytest.raises(NotYours):
        taken_in(place, officer)


def test_nobody_receives_their_own(place, clerk):
    IdentityFactory(user=clerk, id_number=OWNER["owner_id_number"])
    with pytest.raises(OwnDossier):
        taken_in(place, clerk)
    assert not Dossier.objects.exists()


def test_the_owner_finds_it_when_the_nation_says_who_they_are(place, clerk):
    person = IdentityFactory(full_name=OWNER["owner_name"], id_number=OWNER["owner_id_number"])
    dossier = taken_in(place, clerk)
    assert Dossier.objects.visible_to(person.user).filter(pk=dossier.pk).exists()
