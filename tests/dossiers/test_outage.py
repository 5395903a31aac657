"""Dossiers taken on paper while the system was down: true times, the book's numbers, nothing twice, no gap."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers import numbering
from dossiers.act import Act, NotYours
from dossiers.counter import handing, outages
from dossiers.counter.refusals import NotYetOver, NumberNotReserved, NumbersGivenAlready, OutsideOutage
from dossiers.models import BookNumber, Dossier, Outage
from tests.dossiers.counter import address, errors, place_at, press, taken_in
from tests.dossiers.pages import hidden, page_of
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
BEGUN = datetime(2020, 11, 30, 9, tzinfo=VIETNAM)
ENDED = datetime(2020, 11, 30, 16, tzinfo=VIETNAM)
INSIDE = datetime(2020, 11, 30, 10, 5, tzinfo=VIETNAM)
DAY = BEGUN.date()


@pytest.fixture
def outage(unit, leader, calendar) -> Outage:
    return outages.open_(unit, BEGUN, ENDED, Act(leader, values={"note": "Đứt cáp quang"}))


@pytest.fixture
def place(procedure, commune, unit):
    return place_at(procedure, commune, unit)


def reserved(outage, commune, leader, last) -> list[BookNumber]:
    return outages.reserve(outage, commune, DAY, last, leader)


def codes(dossiers) -> list[str]:
    return [dossier.code[-4:] for dossier in dossiers]


def test_the_book_goes_on_behind_the_last_number_drawn(outage, commune, leader):
    for _drawn in range(2):
        numbering.draw(commune, BEGUN)
    assert [number.serial for number in reserved(outage, commune, leader, 5)] == [3, 4, 5]
    assert numbering.draw(commune, ENDED).endswith("-0006")


def test_numbers_the_system_gave_are_refused(outage, commune, leader):
    for _drawn in range(3):
        numbering.draw(commune, BEGUN)
    with pytest.raises(NumbersGivenAlready):
        reserved(outage, commune, leader, 3)
    assert not BookNumber.objects.exists()


def test_it_gets_the_code_from_the_book_and_its_true_time(outage, commune, leader, clerk, place):
    numbers = reserved(outage, commune, leader, 2)
    dossier = taken_in(place, clerk, at=INSIDE, book=numbers[1])
    assert dossier.code == f"{commune.code_2016}-201130-0002"
    assert dossier.received_at == dossier.events.get().at == INSIDE


def test_history_says_that_it_was_entered_later(outage, commune, leader, clerk, place):
    before = timezone.now() - timedelta(seconds=1)
    dossier = taken_in(place, clerk, at=INSIDE, book=reserved(outage, commune, leader, 1)[0])
    assert before < datetime.fromisoformat(dossier.events.get().values["entered_at"])
    assert dossier.intake.entered_at > before


def test_the_clock_runs_from_the_true_time(outage, commune, leader, clerk, place):
    dossier = taken_in(place, clerk, at=INSIDE, book=reserved(outage, commune, leader, 1)[0])
    assert dossier.due_at == datetime(2020, 12, 3, 10, 5, tzinfo=VIETNAM)


def test_a_number_is_used_once(outage, commune, leader, clerk, place):
    number = reserved(outage, commune, leader, 1)[0]
    taken_in(place, clerk, at=INSIDE, book=number)
    with pytest.raises(NumberNotReserved):
        taken_in(place, clerk, at=INSIDE, book=number)
    assert Dossier.objects.count() == 1


def test_a_time_outside_the_outage_is_none(outage, commune, leader, clerk, place):
    number = reserved(outage, commune, leader, 1)[0]
    with pytest.raises(OutsideOutage):
        taken_in(place, clerk, at=ENDED + timedelta(minutes=1), book=number)


def test_a_number_of_another_agency_does_not_fit(outage, leader, clerk, place, commune):
    number = reserved(outage, commune, leader, 1)[0]
    BookNumber.objects.filter(pk=number.pk).update(agency=place.unit)
    with pytest.raises(NumberNotReserved):
        taken_in(place, clerk, at=INSIDE, book=number)


def test_every_number_of_the_day_is_accounted_for(outage, commune, leader, clerk, place):
    """Drawn before, written by hand, drawn afterwards, and one crossed out: 1 to 5 without a gap."""
    first = numbering.draw(commune, BEGUN)
    numbers = reserved(outage, commune, leader, 4)
    late = [taken_in(place, clerk, at=INSIDE, book=number) for number in numbers[:2]]
    outages.cross_out(numbers[2], Act(leader, values={"note": "Viết hỏng"}))
    last = numbering.draw(commune, ENDED)
    assert [first[-4:], *codes(late), last[-4:]] == ["0001", "0002", "0003", "0005"]
    assert not BookNumber.objects.free().exists()


def test_a_crossed_out_number_is_no_code(outage, commune, leader, clerk, place):
    number = reserved(outage, commune, leader, 1)[0]
    outages.cross_out(number, Act(leader, values={"note": "Viết hỏng"}))
    with pytest.raises(NumberNotReserved):
        taken_in(place, clerk, at=INSIDE, book=number)


def test_what_was_entered_is_not_crossed_out(outage, commune, leader, clerk, place):
    number = reserved(outage, commune, leader, 1)[0]
    taken_in(place, clerk, at=INSIDE, book=number)
    with pytest.raises(NumberNotReserved):
        outages.cross_out(number, Act(leader, values={"note": "Nhầm"}))


def test_only_a_leader_of_the_unit_opens_an_outage(unit, clerk, outsider, calendar):
    for person in (clerk, outsider):
        with pytest.raises(NotYours):
            outages.open_(unit, BEGUN, ENDED, Act(person, values={"note": "x"}))


def test_an_outage_is_over_before_it_is_opened(unit, leader, calendar):
    later = timezone.now() + timedelta(hours=1)
    with pytest.raises(NotYetOver):
        outages.open_(unit, BEGUN, later, Act(leader, values={"note": "x"}))


def test_its_papers_are_not_late_before_it_could_be_entered(outage, commune, leader, clerk, place):
    dossier = taken_in(place, clerk, at=INSIDE, book=reserved(outage, commune, leader, 1)[0])
    waiting = handing.with_terms(Dossier.objects.filter(pk=dossier.pk), timezone.now())
    assert not waiting[0].is_late


# --- Pages ------------------------------------------------------------------------------------


def sent(window, url, **values):
    return window.post(url, {**values, "form_token": hidden(page_of(window, url), "form_token")})


def test_the_leader_opens_and_reserves_on_the_page(unit, commune, leader, calendar):
    window = enter(leader)
    url = reverse("admin:dossiers_counter_outages")
    times = {"begun_at": "30/11/2020 09:00", "ended_at": "30/11/2020 16:00"}
    answer = sent(window, url, unit=unit.pk, ground="Mất điện", **times)
    number = {"danh-so-agency": commune.pk, "danh-so-day": "30/11/2020", "danh-so-last": "3"}
    sent(window, answer.headers["Location"], **number)
    assert list(BookNumber.objects.values_list("serial", flat=True)) == [1, 2, 3]


def test_the_clerk_enters_it_on_the_page(outage, commune, leader, clerk, procedure):
    reserved(outage, commune, leader, 2)
    book = {"so-taken_at": "30/11/2020 10:05", "so-serial": "2"}
    press(enter(clerk), procedure, "take_in", {"su-co": outage.uuid}, **book)
    assert Dossier.objects.get().code.endswith("-201130-0002")


def test_a_number_that_is_not_reserved_is_said_at_its_field(outage, commune, leader, clerk, procedure):
    reserved(outage, commune, leader, 1)
    book = {"so-taken_at": "30/11/2020 10:05", "so-serial": "7"}
    answer = press(enter(clerk), procedure, "take_in", {"su-co": outage.uuid}, **book)
    assert "serial" in errors(answer)
    assert not Dossier.objects.exists()


def test_without_an_outage_no_page_asks_for_a_time(clerk, procedure, calendar):
    press(enter(clerk), procedure, "take_in", **{"so-taken_at": "30/11/2020 10:05", "so-serial": "2"})
    assert timezone.now() - Dossier.objects.get().received_at < timedelta(minutes=5)


def test_an_outage_of_another_unit_is_not_there(outage, outsider, clerk, procedure):
    url = reverse("admin:dossiers_counter_outage", args=[outage.uuid])
    assert enter(outsider).get(url).status_code == 404
    assert enter(clerk).get(address(procedure, **{"su-co": "0" * 8})).status_code == 404
