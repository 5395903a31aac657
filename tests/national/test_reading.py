"""The log in pages: each line once, by where the last page ended, whatever is filtered and however long the log is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.national import reading
from portal.national.line import Exchange as Told
from portal.national.log import Exchange, write
from portal.national.reading import PAGE, Wanted
from tests.national.exchanges import told

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def shown(page: reading.Page) -> list[int]:
    return [line.pk for line in page.lines]


def all_pages(wanted: Wanted) -> list[int]:
    page = reading.page(wanted)
    found = shown(page)
    while page.older is not None:
        page = reading.page(wanted, older_than=page.older)
        found += shown(page)
    return found


def from_the_nation(**values: str) -> None:
    exchange = Told.of("nhanhsdvcqg", b"{}")
    exchange.outcome, exchange.code = values.get("outcome", "ok"), values.get("code", "")
    write(exchange, Exchange.Direction.IN)


def test_every_line_is_shown_once_the_newest_first():
    lines = [told().pk for _ in range(PAGE * 2 + 3)]
    assert all_pages(Wanted()) == lines[::-1]


def test_lines_that_come_meanwhile_move_nothing():
    old = [told().pk for _ in range(PAGE + 2)]
    first = reading.page(Wanted())
    told()
    assert shown(reading.page(Wanted(), older_than=first.older)) == old[1::-1]


def test_back_one_gets_the_page_before_and_at_the_beginning_a_whole_one():
    for _ in range(PAGE * 2 + 1):
        told()
    first = reading.page(Wanted())
    second = reading.page(Wanted(), older_than=first.older)
    assert shown(reading.page(Wanted(), newer_than=second.newer)) == shown(first)
    assert reading.page(Wanted(), newer_than=second.newer).newer is None


def test_of_several_services_the_lines_are_laid_together_in_order():
    names = ["DongBoHoSoMC", "TraCuuHoSo", "LayThuTuc"] * 30
    lines = [told(name).pk for name in names]
    from_the_nation()
    assert all_pages(Wanted(direction="out")) == lines[::-1]


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        (Wanted(direction="in"), 2),
        (Wanted(direction="in", outcome="refused"), 1),
        (Wanted(service="TraCuuHoSo"), 1),
        (Wanted(outcome="refused", code="-5"), 1),
        (Wanted(outcome="refused"), 2),
        (Wanted(outcome="ok"), 2),
        (Wanted(service="TraCuuHoSo", outcome="refused"), 0),
    ],
)
def test_a_filter_shows_what_fits_it_and_nothing_else(wanted, number):
    told("TraCuuHoSo")
    told(outcome="refused", code="-5")
    from_the_nation()
    from_the_nation(outcome="refused", code="-1")
    assert len(all_pages(wanted)) == number


def test_a_span_of_time_keeps_its_edges_however_late_a_line_was_written():
    lines = [told(started_at=NOW - timedelta(hours=hours)).pk for hours in (30, 4, 2.5, 3, 2, 1)]
    wanted = Wanted(since=NOW - timedelta(hours=3), until=NOW - timedelta(hours=2))
    assert all_pages(wanted) == [lines[3], lines[2]]


def test_an_exchange_is_found_by_its_number():
    line = told()
    told()
    assert all_pages(Wanted(number=str(line.request_id))) == [line.pk]


def test_no_page_counts_the_log_or_skips_through_it():
    for _ in range(PAGE + 1):
        told()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        reading.page(
            Wanted(direction="out", since=NOW - timedelta(days=1)), older_than=Exchange.objects.latest("pk").pk
        )
    said = " ".join(query["sql"] for query in queries)
    assert "COUNT(" not in said and "OFFSET" not in said
    assert len(queries) <= 5
