"""Numbers: random before acceptance, gap-free after (D13; cases finding 5)."""

import threading
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from dossiers import numbering
from portal.agencies.models import Agency, DailyCounter, Level

AT = datetime(2020, 11, 30, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def agency(number: int = 5) -> Agency:
    codes = {"code_2016": f"000.00.{number:02d}.H02", "code_2020": f"H02.{number:02d}"}
    return Agency.objects.create(
        key=f"so-{number}", name="Sở", short_name="Sở", kind="department", level=Level.PROVINCE, **codes
    )


def test_a_provisional_number_checks_itself():
    assert all(numbering.is_provisional(numbering.provisional()) for _ in range(200))


@given(st.integers(min_value=0, max_value=7))
def test_two_swapped_neighbours_show(place):
    body = numbering.provisional().removeprefix("TN-").replace("-", "")
    swapped = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
    different = {body[place], body[place + 1]} not in ({"0", "Z"},) and body[place] != body[place + 1]
    assert not different or not numbering.is_provisional(f"TN-{swapped}")


@pytest.mark.django_db
def test_the_code_is_the_one_of_the_circular():
    assert numbering.draw(agency(), AT) == "000.00.05.H02-201130-0001"


@pytest.mark.django_db
def test_the_day_is_the_vietnamese_one():
    late = datetime(2020, 11, 30, 18, tzinfo=ZoneInfo("UTC"))
    assert "-201201-" in numbering.draw(agency(), late)


@pytest.mark.django_db
def test_after_9999_the_serial_grows():
    office = agency()
    DailyCounter.objects.create(agency=office, day=AT.date(), last=9_999)
    assert numbering.draw(office, AT).endswith("-10000")


@pytest.mark.django_db
def test_a_rollback_gives_the_serial_back():
    office = agency()
    with pytest.raises(RuntimeError), transaction.atomic():
        numbering.draw(office, AT)
        raise RuntimeError
    assert numbering.draw(office, AT).endswith("-0001")


@pytest.mark.django_db(transaction=True)
def test_clerks_at_once_get_numbers_without_gap():
    office, codes = agency(), []

    def draw_ten() -> None:
        for _ in range(10):
            with transaction.atomic():
                codes.append(numbering.draw(office, AT))
        connection.close()

    threads = [threading.Thread(target=draw_ten) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(int(code[-4:]) for code in codes) == list(range(1, 81))
