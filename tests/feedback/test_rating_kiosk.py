"""The tablet: a number opens one dossier for ten minutes, and nothing of it stays on the screen."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act
from feedback.models import KioskTurn, Rating, Stage
from feedback.ratings import kiosk
from feedback.ratings.giving import NotYet
from tests.feedback.ratings import handed_over
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
TABLET, DESK = reverse("rating_tablet"), reverse("admin:feedback_kioskturn_changelist")
CHOSEN = {"overall": "4", "attitude": "yes"}


@pytest.fixture
def received(dossier, clerk):
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    return dossier


@pytest.fixture
def turn(received) -> KioskTurn:
    return kiosk.open_turn(received)


def opened(client, turn) -> str:
    return client.post(TABLET, {"number": f"{turn.number[:3]} {turn.number[3:]}"}).headers["Location"]


def test_the_number_leads_to_big_buttons_and_back_to_the_neutral_page(client, turn, received):
    address = opened(client, turn)
    page = client.get(address).content.decode()
    assert received.code in page and "Trần Thị Hà" not in page
    assert client.post(address, CHOSEN).headers["Location"] == f"{TABLET}?cam-on=1"
    rating = Rating.objects.get()
    assert (rating.score, rating.stage, rating.at_kiosk) == (4, Stage.RECEPTION, True)
    assert received.code not in client.get(f"{TABLET}?cam-on=1").content.decode()


def test_going_back_opens_nothing_any_more(client, turn):
    address = opened(client, turn)
    client.post(address, CHOSEN)
    assert client.get(address).headers["Location"] == TABLET


def test_after_ten_minutes_it_is_closed(client, turn, time_machine):
    address = opened(client, turn)
    time_machine.move_to(timezone.now() + timedelta(minutes=11))
    assert client.get(address).headers["Location"] == TABLET
    assert 'data-error-for="number"' in client.post(TABLET, {"number": turn.number}).content.decode()


def test_guessing_ends_and_a_right_number_is_no_guess(client, turn, settings):
    settings.VERIFICATIONS_PER_SOURCE = 3
    assert opened(client, turn)
    wrong = "000000" if turn.number != "000000" else "000001"
    assert [client.post(TABLET, {"number": wrong}).status_code for _try in range(4)] == [200, 200, 200, 429]
    assert client.post(TABLET, {"number": turn.number}).status_code == 429


def test_the_clerk_gets_the_same_number_again(received, clerk):
    window = enter(clerk)
    for _ in range(2):
        page = window.post(DESK, {"code": received.code.lower()}).content.decode()
    assert f'data-turn="{KioskTurn.objects.get().number}"' in page


def test_not_for_a_dossier_elsewhere(received, outsider, clerk):
    assert enter(outsider).get(DESK).status_code == 403
    page = enter(clerk).post(DESK, {"code": "000.00.00.H02-201130-9999"}).content.decode()
    assert 'data-error-for="code"' in page


def test_the_end_comes_before_reception(dossier, clerk, officer):
    handed_over(dossier, clerk, officer)
    assert kiosk.open_turn(dossier).stage == Stage.RESULT


def test_what_is_not_received_cannot_be_opened(dossier):
    with pytest.raises(NotYet):
        kiosk.open_turn(dossier)
