"""Low ratings answered in time, of province, agencies and fields: five or more, and not of the week that runs."""

from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse

from dossiers.act import Act
from feedback.models import Rating, Remark, Stage
from feedback.ratings import answered, counts, remarks
from feedback.ratings.shares import Share
from portal.agencies.models import Role
from portal.calendar.week import VIETNAM
from reports.figures import FIGURES
from reports.scope import Scope
from tests.factories import AgencyFactory, DraftFactory, FieldFactory, PostFactory, ProcedureFactory
from tests.portal.desk import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar")]
MONDAY, SUNDAY, LATER = date(2020, 11, 2), date(2020, 11, 29), date(2020, 12, 3)
IN_TIME, LATE = timedelta(days=1), timedelta(days=20)


@pytest.fixture(autouse=True)
def thursday(time_machine):
    time_machine.move_to(datetime.combine(LATER, time(9), VIETNAM), tick=False)


@pytest.fixture
def edition(commune):
    return ProcedureFactory().current


@pytest.fixture
def land(db):
    return FieldFactory(code="G15-TN01", name="Đất đai")


def rated(agency, edition, *waits: timedelta | None, on: date = MONDAY) -> None:
    """A low rating with words for each, answered after it or never."""
    leader = PostFactory(agency=agency, role=Role.LEADER).user
    for wait in waits:
        dossier = DraftFactory(edition=edition, agency=agency)
        Rating.objects.create(
            dossier=dossier, stage=Stage.RESULT, slip="2018", answers={"overall": "1"}, score=1, on=on,
            procedure=edition.procedure, agency=agency,
        )  # fmt: skip
        words = Remark(agency=agency, stage=Stage.RESULT, score=1, words="Phải chờ lâu", on=on)
        remark = remarks.keep(remarks.key_of(dossier.pk, Stage.RESULT), words, is_task=True)
        if wait is not None:
            at = datetime.combine(on, time(10), VIETNAM) + wait
            remarks.answer(remark, Act(leader, at, {"answer": "Chúng tôi xin lỗi"}))


def test_of_fewer_than_five_nothing_is_told(commune, edition):
    rated(commune, edition, IN_TIME, IN_TIME, LATE, None)
    tasks = answered.lately()
    assert (tasks.count(), answered.everywhere(tasks).of) == (4, 0)
    assert answered.by_agency(tasks) == answered.by_field(tasks) == {}


def test_of_five_the_share_of_agency_field_and_province_is(commune, edition):
    rated(commune, edition, IN_TIME, IN_TIME, IN_TIME, LATE, None)
    tasks = answered.lately()
    assert answered.everywhere(tasks) == Share(3, 5)
    assert answered.by_agency(tasks) == {commune.pk: Share(3, 5)}
    assert answered.by_field(tasks) == {edition.field_id: Share(3, 5)}


def test_alike_words_of_two_fields_are_told_apart(commune, edition, land):
    other = ProcedureFactory(current__field=land).current
    rated(commune, edition, *[IN_TIME] * 5)
    rated(commune, other, *[None] * 6)
    assert answered.by_field(answered.lately()) == {edition.field_id: Share(5, 5), other.field_id: Share(0, 6)}


def test_a_task_that_is_not_due_yet_and_the_week_that_runs_do_not_count(commune, edition):
    rated(commune, edition, *[None] * 5, on=SUNDAY)
    rated(commune, edition, *[timedelta()] * 5, on=LATER - timedelta(days=1))
    assert not answered.judged().exists()


def test_an_agency_with_raters_and_few_tasks_shows_no_share_of_them(commune, edition):
    rated(commune, edition, IN_TIME)
    Rating.objects.bulk_create(
        Rating(
            dossier=DraftFactory(edition=edition, agency=commune), stage=Stage.RESULT, slip="2018", score=5,
            answers={"overall": "5"}, procedure=edition.procedure, agency=commune, on=MONDAY,
        )
        for _ in range(4)
    )  # fmt: skip
    standing = counts.by_agency()[commune.pk]
    assert (standing.satisfied, standing.in_time.of) == (Share(4, 5), 0)


def test_the_page_of_a_procedure_tells_that_of_its_field(client, commune, edition, land):
    elsewhere = ProcedureFactory(current__field=land).current
    rated(commune, edition, IN_TIME, IN_TIME, IN_TIME, IN_TIME, None)
    rated(commune, elsewhere, *[None] * 5)
    counts.keep_standings()
    page = client.get(reverse("procedure", args=[edition.procedure.code])).content.decode()
    assert "Ở lĩnh vực này, 80 %" in page
    assert "Toàn tỉnh trả lời" not in page


def test_the_report_tells_the_province_and_behind_it_each_agency_and_field(commune, edition):
    other = AgencyFactory()
    rated(commune, edition, IN_TIME, IN_TIME, IN_TIME, LATE, None)
    rated(other, edition, IN_TIME)
    value = FIGURES["danh-gia-thap"].count(Scope(LATER))
    assert (value.number, value.of) == (4, 6)
    lists = FIGURES["danh-gia-thap"].lists
    told = ("pk", "raters", "happy", "judged", "good")
    assert list(lists["co-quan"].rows(Scope(LATER)).values_list(*told)) == [(commune.pk, 5, 0, 5, 60)]
    assert list(lists["linh-vuc"].rows(Scope(LATER)).values_list(*told)) == [(edition.field_id, 6, 0, 6, 66)]


def test_of_a_small_agency_the_report_tells_nothing(commune, edition):
    other = AgencyFactory()
    rated(other, edition, IN_TIME)
    scope = Scope(LATER, frozenset({other.pk}))
    assert FIGURES["danh-gia-thap"].count(scope) is None
    assert not FIGURES["hai-long"].lists["co-quan"].rows(scope).exists()


def test_a_past_day_is_counted_as_it_was(commune, edition):
    rated(commune, edition, *[LATE] * 5)
    before = Scope(date(2020, 11, 15))
    value = FIGURES["danh-gia-thap"].count(before)
    assert (value.number, value.of) == (0, 5)
    assert FIGURES["danh-gia-thap"].count(Scope(MONDAY)) is None


def test_the_desk_shows_the_list(commune, edition, leader):
    rated(commune, edition, *[IN_TIME] * 5)
    asked = {"phan": "linh-vuc", "ngay": "2020-12-03"}
    page = enter(leader).get(reverse("figure_rows", args=["danh-gia-thap"]), asked).content.decode()
    assert edition.field.name in page
