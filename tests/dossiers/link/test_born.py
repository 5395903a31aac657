"""The share born at the national portal, from the moment of filing."""

from datetime import date, datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act
from dossiers.link import born
from dossiers.models import Dossier
from portal.calendar.week import VIETNAM
from procedures.models import NationalClick
from tests.dossiers.inward.sending import of_the_nation, said
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
YEAR = (date(2020, 1, 1), date(2020, 12, 31))


def filed(province, at: str, *, desk: int = 0, linked: bool = False) -> Dossier:
    with time_machine.travel(datetime.fromisoformat(at).replace(tzinfo=VIETNAM), tick=False):
        agency, unit, _clerk, _officer = province.desks[desk]
        dossier = Dossier.objects.create(
            edition=province.edition, case=province.case, agency=agency, received_by=unit, submitter=province.citizen,
            owner={"kind": "citizen", "name": "Người Nộp"}, came_from_nation=linked,
        )  # fmt: skip
        workflow.perform(workflow.SUBMIT, dossier, Act(province.citizen))
    return dossier


def test_the_month_is_that_of_the_filing_in_vietnam(province):
    filed(province, "2020-10-31 23:59")
    filed(province, "2020-11-01 00:01", linked=True)
    assert [(row.key, row.share.filed, row.share.linked) for row in born.Filings.between(*YEAR).by_month()] == [
        ("10/2020", 1, 0),
        ("11/2020", 1, 1),
    ]


def test_the_last_day_counts_and_the_next_does_not(province):
    filed(province, "2020-11-30 23:59")
    filed(province, "2020-12-01 00:00")
    assert born.Filings.between(date(2020, 11, 1), date(2020, 11, 30)).whole().filed == 1


def test_later_changes_leave_a_month_as_it_was(province):
    dossier = filed(province, "2020-11-10 09:00", linked=True)
    before = born.Filings.between(*YEAR).by_month()
    province.change(dossier, 0)
    assert born.Filings.between(*YEAR).by_month() == before


def test_drafts_are_not_filed(province):
    Dossier.objects.create(
        edition=province.edition, case=province.case, agency=province.desks[0][0], received_by=province.desks[0][1],
        submitter=province.citizen, came_from_nation=True,
    )  # fmt: skip
    assert born.Filings.between(date(2020, 1, 1), date.today()).whole().filed == 0


def test_the_lowest_come_first_and_of_equal_ones_the_busier(province):
    filed(province, "2020-11-02 09:00", desk=0, linked=True)
    filed(province, "2020-11-02 09:00", desk=1)
    for _ in range(2):
        filed(province, "2020-11-02 09:00", desk=2)
    assert [row.key for row in born.lowest(born.Filings.between(*YEAR).by_agency())] == ["mc-3", "mc-2", "mc-1"]


def test_a_procedure_shows_how_often_readers_went_on(province):
    filed(province, "2020-11-02 09:00")
    procedure = province.edition.procedure
    for day, clicks in ((date(2020, 11, 1), 2), (date(2020, 11, 2), 3), (date(2021, 1, 1), 9)):
        NationalClick.objects.create(day=day, procedure=procedure, clicks=clicks)
    (row,) = born.Filings.between(*YEAR).by_procedure(born.clicks(*YEAR))
    assert (row.key, row.clicks) == (procedure.code, 5)


@pytest.mark.parametrize("asked", [{}, {"nam": "2020"}, {"nam": "2020", "thang": "12"}, {"nam": "x", "thang": "13"}])
def test_the_page_opens_for_any_time(province, keeper, asked):
    filed(province, "2020-12-31 23:59", linked=True)
    assert enter(keeper).get(reverse("admin:dossiers_nationalmessage_born"), asked).status_code == 200


def test_filed_at_the_national_portal_it_counts_as_born_there(procedure, commune, unit, calendar):
    assert said(of_the_nation(procedure))[0] in {0, "0"}
    year = (date(timezone.localdate().year, 1, 1), timezone.localdate())
    share = born.Filings.between(*year).whole()
    assert (share.filed, share.there, share.linked, share.percent) == (1, 1, 0, 100)
