"""Numbers of papers that an agency counts by the year: apologies, reminders."""

from datetime import datetime

from django.db import connection
from django.utils import timezone

from dossiers.terms.models import YearCounter
from portal.agencies.models import Agency


def draw(agency: Agency, series: YearCounter.Series, at: datetime) -> tuple[int, int]:
    """(year, number): the next of ``agency`` in the local year of ``at``.

    Gap-free as the legal code is: the counter stays locked until the transaction ends, a rollback gives it back.
    """
    year = timezone.localdate(at).year
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossiers_yearcounter (agency_id, series, year, last) VALUES (%s, %s, %s, 1) "
            "ON CONFLICT (agency_id, series, year) DO UPDATE SET last = dossiers_yearcounter.last + 1 RETURNING last",
            [agency.pk, series, year],
        )
        (number,) = cursor.fetchone()
    return year, number
