"""A look at what is posted at a counter is written down once, by those who keep the catalogue, and counts in the score
(TT 01/2018/TT-VPCP Đ.13, indicator 6)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import PostingCheck, ScoreSheet
from feedback.scores import explained, publishing
from portal.agencies.models import Role
from tests.factories import PostFactory
from tests.feedback.test_score_published import QUARTER, values
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
ADD, LIST = (reverse(f"admin:feedback_postingcheck_{page}") for page in ("add", "changelist"))


@pytest.fixture
def keeper():
    return PostFactory(role=Role.CATALOGUE).user


def looked(agency, on: date, missing: int) -> None:
    PostingCheck.objects.create(agency=agency, on=on, missing=missing, note="?", by=PostFactory().user)


def said_of_publication() -> tuple[str, str]:
    publishing.publish(QUARTER)
    sheet = ScoreSheet.objects.of_agencies().get()
    return values(sheet)[6], next(line.made_of for line in explained.lines(sheet) if line.number == 6)


def test_all_posted_is_the_second_form(many, commune):
    looked(commune, date(2020, 9, 30), 0)
    points, words = said_of_publication()
    assert points == "2"
    assert "niêm yết" in words


@pytest.mark.parametrize(("on", "missing"), [(date(2020, 9, 1), 1), (date(2020, 10, 1), 0), (date(2019, 9, 30), 0)])
def test_what_is_missing_too_late_or_too_old_is_not(many, commune, on, missing):
    looked(commune, on, missing)
    assert said_of_publication()[0] == "1"


def test_the_last_look_counts(many, commune):
    looked(commune, date(2020, 9, 1), 0)
    looked(commune, date(2020, 9, 1), 1)
    assert said_of_publication()[0] == "1"


def test_it_is_written_down_by_name(keeper, commune):
    enter(keeper).post(ADD, {"agency": commune.pk, "on": "01/11/2020", "missing": "2", "note": "Khai sinh, chứng thực"})
    look = PostingCheck.objects.get()
    assert (look.on, look.missing, look.by) == (date(2020, 11, 1), 2, keeper)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("note", {"missing": "1"}), ("on", {"on": f"{timezone.localdate() + timedelta(days=2):%d/%m/%Y}"})],
)
def test_what_is_wrong_is_said_beside_the_field(keeper, commune, field, wrong):
    page = enter(keeper).post(ADD, {"agency": commune.pk, "on": "01/11/2020", "missing": "0", "note": ""} | wrong)
    assert list(page.context["adminform"].errors) == [field]


def test_leaders_read_their_own_and_add_none(leader, commune):
    looked(commune, date(2020, 9, 1), 0)
    looked(PostFactory().agency, date(2020, 9, 2), 3)
    client = enter(leader)
    assert [look.agency for look in client.get(LIST).context["cl"].queryset] == [commune]
    assert client.get(ADD).status_code == 403
