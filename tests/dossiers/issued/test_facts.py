"""What is gathered from history: for whom, at what price, and what is only assumed says so."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from dossiers.issued.facts import reception
from dossiers.issued.facts.hops import EARLY, LATE, ON_TIME, on_time
from dossiers.issued.making import signing_time
from procedures.models import Fee
from tests.law import law_rewritten

pytestmark = pytest.mark.django_db


@pytest.fixture
def charged(received):
    with law_rewritten():
        Fee.objects.create(edition=received.edition, channel=received.channel, number=1, kind="1", amount=1_250_000)
    return received


def test_what_it_costs_is_on_the_receipt(charged):
    assert reception.fees_in_words(charged) == "1.250.000 đồng (chưa nộp)"


def test_an_assumed_fee_says_it_is_for_show(charged):
    charged.edition.provenance = {"fees": {"assumed": ["mức thu"]}}
    assert reception.fees_in_words(charged) == "1.250.000 đồng (chưa nộp) (minh hoạ)"


def test_where_no_fee_is_stated_nothing_is_promised(received):
    assert reception.fees_in_words(received) == "Theo thông báo của cơ quan giải quyết (nếu có)"


def test_the_hotline_of_the_demonstration_says_it_is_for_show(received):
    assert reception.receipt(received.issued_papers.get()).hotline.endswith("(minh hoạ)")


def test_a_result_is_early_on_time_or_late_by_the_day_of_the_appointment(received):
    due = received.due_at
    assert on_time(due.replace(year=due.year - 1), due) == EARLY
    assert on_time(due, due) == ON_TIME
    assert on_time(due.replace(year=due.year + 1), due) == LATE
    assert on_time(due, None) == ""


def test_a_stamp_says_the_hour_with_its_zone():
    at = timezone.localtime(datetime(2020, 11, 30, 2, 5, tzinfo=UTC))
    assert signing_time(at) == "30/11/2020 09:05:00 +07:00"
