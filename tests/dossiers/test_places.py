"""What lists and searches read is stored; here it is held against the truth it follows from."""

import random
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from dossiers import withdrawing, workflow
from dossiers.act import Act, Refusal
from dossiers.desk import places
from dossiers.models import Dossier, Involvement, NationalMessage, Place, Words
from dossiers.thread.models import Message, Reading, Side
from portal.vietnamese import findable
from tests.factories import AgencyFactory, DraftFactory, PostFactory

pytestmark = pytest.mark.django_db


def reached(user) -> set[int]:
    """By the slow truth."""
    return set(Dossier.objects.reached_by(user).values_list("pk", flat=True))


def placed(user) -> set[int]:
    at = user.posts.current().handling().values("agency")
    return set(Place.objects.filter(agency__in=at).values_list("dossier", flat=True))


def test_a_draft_has_no_place_and_its_submission_gives_it_one(draft, citizen):
    assert not Place.objects.exists()
    workflow.perform(workflow.SUBMIT, draft, Act(citizen))
    assert Place.objects.get().agency == draft.received_by
    assert places.wrong() == 0


ACTS = (
    workflow.RECEIVE, workflow.REFUSE, workflow.FORWARD, workflow.FINISH, workflow.HAND_OVER, withdrawing.WITHDRAW,
    withdrawing.ASK_WITHDRAWAL, withdrawing.CONFIRM_WITHDRAWAL, withdrawing.REFUSE_WITHDRAWAL,
)  # fmt: skip
VALUES = {"note": "Lý do", "result_number": "1/2020"}


def something(chance: random.Random, dossiers, people) -> None:
    """An act that may or may not be possible, a message, a reading, or the nation's receipt."""
    dossier = chance.choice(dossiers)
    kind = chance.randrange(8)
    if kind < 5:
        attempt(chance.choice(ACTS), dossier, chance.choice(people))
    elif kind == 5:
        written(dossier)
    elif kind == 6:
        read(dossier, people[1])
    else:
        NationalMessage.objects.filter(subject=dossier).update(sent_at=chance.choice([None, timezone.now()]))


def attempt(action, dossier, by) -> None:
    with suppress(Refusal):
        workflow.perform(action, dossier, Act(by, values=VALUES))


def written(dossier) -> None:
    Message.objects.create(
        dossier=dossier, side=Side.APPLICANT, text="Bao giờ xong?", by=dossier.submitter, by_name="Hà",
        written_at=timezone.now(),
    )  # fmt: skip


def read(dossier, by) -> None:
    for message in Message.objects.filter(dossier=dossier, reading__isnull=True):
        Reading.objects.create(message=message, by=by, agency=dossier.agency, read_at=timezone.now())


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_the_places_are_what_is_reached(draft, citizen, clerk, officer, outsider, seed):
    chance = random.Random(seed)
    dossiers = [another(draft) for _ in range(6)]
    for _ in range(60):
        something(chance, dossiers, [citizen, clerk, officer])
    assert places.wrong() == 0
    for user in (citizen, clerk, officer, outsider):
        assert placed(user) == reached(user)


def another(draft) -> Dossier:
    dossier = DraftFactory(
        edition=draft.edition, agency=draft.agency, received_by=draft.received_by, submitter=draft.submitter
    )
    workflow.perform(workflow.SUBMIT, dossier, Act(draft.submitter))
    return dossier


def test_an_involvement_that_ends_takes_the_place_away(dossier, clerk):
    Involvement.objects.filter(dossier=dossier).update(until=timezone.now())
    assert placed(clerk) == reached(clerk) == set()
    assert places.wrong() == 0 and not Words.objects.exists()


def test_one_more_agency_is_one_more_place(dossier):
    other = PostFactory(agency=AgencyFactory(), role="officer")
    Involvement.objects.create(dossier=dossier, agency=other.agency, part="deciding", since=timezone.now())
    assert placed(other.user) == {dossier.pk}
    assert places.wrong() == 0


def test_a_term_that_moves_moves_the_place(dossier):
    due = timezone.now() + timedelta(days=9)
    Dossier.objects.filter(pk=dossier.pk).update(reception_due_at=due)
    assert Place.objects.get().at == due


FAULTS = (
    "UPDATE dossiers_place SET is_asking = true", "UPDATE dossiers_place SET at = now()", "DELETE FROM dossiers_place",
    "UPDATE dossiers_words SET words = ''", "DELETE FROM dossiers_words",
)  # fmt: skip


@pytest.mark.parametrize("statement", FAULTS)
def test_a_fault_is_found_and_mended(dossier, statement):
    """The control: what only the owner of the tables could do."""
    with connection.cursor() as cursor:
        cursor.execute(f"RESET ROLE; SET CONSTRAINTS ALL IMMEDIATE; {statement}")
    assert places.wrong() > 0
    places.rebuild()
    assert places.wrong() == 0


def test_all_made_anew_is_the_same(dossier):
    before = list(Place.objects.values_list())
    places.rebuild()
    assert [row[1:] for row in Place.objects.values_list()] == [row[1:] for row in before]
    assert places.wrong() == 0


VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + "0123456789 .,-/@#+'\"()", max_size=60))
def test_the_database_takes_marks_away_as_python_does(text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT desk_plain(%s)", [text])
        assert cursor.fetchone()[0] == findable(text)
