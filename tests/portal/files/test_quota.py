"""What one person may upload in a day, twenty files at once included (case UP-03)."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection, transaction

from portal.files import quota
from portal.files.models import UploadDay
from tests.factories import UserFactory

AT_ONCE, ALLOWED = 20, 7


@pytest.fixture
def limited(settings):
    settings.PERSON_FILES_A_DAY, settings.PERSON_BYTES_A_DAY = ALLOWED, 1000
    return UserFactory()


@pytest.mark.django_db
class TestAlone:
    def test_so_many_files_and_no_more(self, limited):
        for _ in range(ALLOWED):
            quota.charge(limited, 1)
        with pytest.raises(quota.DayFull):
            quota.charge(limited, 1)

    def test_so_many_bytes_and_no_more(self, limited):
        quota.charge(limited, 400)
        with pytest.raises(quota.DayFull):
            quota.charge(limited, 601)
        quota.charge(limited, 600)

    def test_another_person_has_a_day_of_their_own(self, limited):
        quota.charge(limited, 1000)
        quota.charge(UserFactory(), 1000)

    def test_the_day_is_that_of_the_province(self, limited):
        for hour, day in ((16, date(2020, 11, 30)), (17, date(2020, 12, 1))):  # 23:59 and 00:59 in Bắc Giang
            with time_machine.travel(datetime(2020, 11, 30, hour, 59, tzinfo=UTC)):
                quota.charge(limited, 1000)
                assert UploadDay.objects.latest("day").day == day

    def test_what_is_undone_is_not_counted(self, limited):
        with pytest.raises(RuntimeError), transaction.atomic():
            quota.charge(limited, 1000)
            raise RuntimeError
        quota.charge(limited, 1000)

    def test_old_days_are_forgotten(self, limited):
        UploadDay.objects.create(user=limited, day=date(2020, 1, 1), files=1, bytes=1)
        quota.charge(limited, 1)
        quota.forget()
        assert UploadDay.objects.count() == 1


def counted_before(user, size: int) -> None:
    """The rival without protection: looks, decides, then writes."""
    day, _new = UploadDay.objects.get_or_create(user=user, day=date(2020, 1, 1), defaults={"files": 0, "bytes": 0})
    if day.files >= ALLOWED:
        raise quota.DayFull
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.02)")
    UploadDay.objects.filter(pk=day.pk).update(files=day.files + 1)


def kept_by(charge, user) -> int:
    """How many of twenty at once were let through."""
    start = threading.Barrier(AT_ONCE)

    def upload(_number: int) -> bool:
        try:
            start.wait(30)
            with transaction.atomic():
                charge(user, 1)
        except quota.DayFull:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(AT_ONCE) as people:
        return sum(people.map(upload, range(AT_ONCE)))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_twenty_at_once_none_slips_by(limited):
    assert kept_by(quota.charge, limited) == ALLOWED
    assert UploadDay.objects.get().files == ALLOWED


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_without_the_one_statement_some_would(limited):
    assert kept_by(counted_before, limited) > ALLOWED
