"""Every opening of a dossier by an official is written down once a quarter of an hour, and its applicant reads it."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from dossiers.models import Opening
from dossiers.opened.log import opened
from portal.agencies.models import Role
from tests.dossiers.desk import shown
from tests.dossiers.pages import page_of
from tests.factories import PostFactory
from tests.portal.desk import enter
from tests.walk import routes

pytestmark = pytest.mark.django_db
OF_A_DOSSIER = [route for route in routes() if route.startswith(("ho-so/<uuid:", "quan-tri/dossiers/dossier/<uuid:"))]


def openings(dossier) -> list[tuple[str, str]]:
    return list(dossier.openings.order_by("pk").values_list("what", "role"))


@pytest.mark.parametrize("route", OF_A_DOSSIER)
def test_no_page_of_a_dossier_opens_for_an_official_without_a_line(place, route):
    answer = place.windows["clerk"].get(place.address(route))
    assert Opening.objects.exists() or answer.status_code in {404, 405}


def test_the_applicant_reads_who_by_agency_title_and_role(dossier, clerk, citizen, sign_in):
    window = sign_in(citizen)
    assert "Chưa có cán bộ nào mở hồ sơ này" in page_of(window, f"/ho-so/{dossier.uuid}/luot-xem/")
    shown(enter(clerk), dossier)
    page = page_of(window, f"/ho-so/{dossier.uuid}/luot-xem/")
    for words in (dossier.received_by.name, "Công chức", "xem hồ sơ"):
        assert words in page
    assert clerk.full_name not in page


def test_the_dossiers_page_leads_there(dossier, citizen, sign_in):
    assert f"/ho-so/{dossier.uuid}/luot-xem/" in page_of(sign_in(citizen), f"/ho-so/{dossier.uuid}/")


def test_within_a_quarter_it_is_one_line_and_then_another(dossier, clerk):
    window, start = enter(clerk), timezone.now().replace(minute=1, second=0)
    for minutes in (0, 3, 13):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            shown(window, dossier)
    assert openings(dossier) == [("page", "clerk")]
    with time_machine.travel(start + timedelta(minutes=14), tick=False):
        shown(window, dossier)
    assert openings(dossier) == [("page", "clerk")] * 2


def test_a_file_and_a_paper_are_lines_of_their_own(place):
    window, dossier = place.windows["clerk"], place.dossier
    for route in ("ho-so/<uuid:uuid>/tep/<uuid:file_uuid>/", "ho-so/<uuid:key>/giay-tiep-nhan/"):
        assert window.get(place.address(route)).status_code == 200
    assert {"file", "print"} <= {what for what, _role in openings(dossier)}


def test_the_applicants_own_visits_leave_no_line(dossier, citizen, sign_in):
    page_of(sign_in(citizen), f"/ho-so/{dossier.uuid}/")
    assert openings(dossier) == []


def test_it_keeps_what_the_post_was_then(dossier, unit, clerk):
    shown(enter(clerk), dossier)
    clerk.posts.update(role=Role.LEADER, title="Trưởng bộ phận")
    opening = dossier.openings.get()
    assert (opening.role, opening.title, opening.agency) == ("clerk", "Công chức", unit)


def test_a_post_elsewhere_is_not_the_one_that_is_named(dossier, unit, clerk):
    PostFactory(user=clerk, role=Role.LEADER, title="Ở nơi khác")
    shown(enter(clerk), dossier)
    assert dossier.openings.get().agency == unit


def test_it_costs_one_query(dossier, clerk, django_assert_num_queries):
    with django_assert_num_queries(1):
        opened(dossier, clerk, Opening.What.PAGE)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_a_line_stays_as_it_is(dossier, clerk, change):
    shown(enter(clerk), dossier)
    rows = dossier.openings.all()
    with pytest.raises(ProgrammingError), transaction.atomic():
        rows.update(title="Khác") if change == "update" else rows._raw_delete("default")


@pytest.mark.django_db(transaction=True)
def test_a_log_that_cannot_be_written_keeps_nobody_from_working(dossier, clerk, caplog):
    window = enter(clerk)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE dossiers_opening ADD CONSTRAINT never CHECK (false)")
    try:
        with caplog.at_level(logging.ERROR, logger="dossiers.opened.log"):
            assert dossier.provisional_number in shown(window, dossier)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE dossiers_opening DROP CONSTRAINT never")
    assert str(dossier.uuid) in caplog.text
    assert clerk.full_name not in caplog.text
