"""A low rating with words calls on the leader, who answers in time or not; the rater reads it by the link."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers.act import Act, NotYours
from feedback.models import Remark
from feedback.ratings import remarks
from feedback.ratings.giving import Said, rate
from feedback.ratings.remarks import AnsweredAlready
from portal.agencies.models import Role
from portal.audit.models import AuditLine
from tests.dossiers.at_once import at_once
from tests.factories import PostFactory
from tests.feedback.ratings import BAD, GOOD, WORDS, end_of, handed_over, link, unhappy
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
FRIDAY = datetime(2020, 11, 27, 9, tzinfo=VIETNAM)
ANSWER = "Chúng tôi xin lỗi bạn và đã bố trí thêm người vào buổi sáng."
ALL = reverse("admin:feedback_remark_changelist")


@pytest.fixture
def ended(dossier, clerk, officer):
    return handed_over(dossier, clerk, officer)


@pytest.fixture
def remark(ended) -> Remark:
    rate(end_of(ended), unhappy())
    return Remark.objects.get()


def act(leader, words: str = ANSWER) -> Act:
    return Act(leader, values={"answer": words})


def test_it_is_due_at_the_end_of_the_fifth_working_day(calendar):
    assert remarks.due(FRIDAY.date()) == datetime(2020, 12, 4, 17, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("answers", "words", "is_task"),
    [
        (BAD, WORDS, True),
        ({"overall": "2"}, WORDS, True),
        ({"overall": "3"}, WORDS, False),
        ({"overall": "5", "attitude": "not"}, WORDS, True),
        (GOOD, "Rất nhanh, cảm ơn.", False),
    ],
)
def test_what_calls_for_an_answer(ended, answers, words, is_task):
    rate(end_of(ended), Said(dict(answers), words))
    assert (Remark.objects.get().due_at is not None) == is_task


def test_money_outside_the_rules_calls_for_one_whatever_the_score(ended):
    rate(end_of(ended), Said(GOOD | {"costs": "paid"}, costs="200.000 đồng cho nhanh"))
    assert Remark.objects.open().count() == 1


def test_a_low_rating_without_words_is_counted_and_asks_nothing(ended):
    rate(end_of(ended), Said(dict(BAD)))
    assert not Remark.objects.exists()


def test_the_leader_answers_and_the_rater_reads_it(client, remark, leader, ended):
    assert client.get(link(ended)).content.decode().count("data-rated") == 1
    remarks.answer(remark, act(leader))
    assert ANSWER in client.get(link(ended)).content.decode()


def test_of_two_who_answer_the_second_is_told(remark, leader):
    remarks.answer(remark, act(leader))
    with pytest.raises(AnsweredAlready):
        remarks.answer(remark, act(leader, "Khác"))


def test_nobody_but_a_leader_of_the_agency_answers_or_reads(remark, officer, clerk, outsider):
    elsewhere = PostFactory(role=Role.LEADER).user
    for user in (officer, clerk, outsider, elsewhere):
        with pytest.raises(NotYours):
            remarks.answer(remark, act(user))
    assert enter(officer).get(ALL).status_code == 403
    assert enter(elsewhere).get(reverse("admin:feedback_remark_page", args=[remark.pk])).status_code == 404


def test_the_leaders_page_does_not_say_which_dossier(remark, leader, ended):
    page = enter(leader).get(reverse("admin:feedback_remark_page", args=[remark.pk])).content.decode()
    assert WORDS in page
    assert ended.code not in page and "Trần Thị Hà" not in page


def test_unless_the_rater_asks_to_be_contacted(ended, leader):
    rate(end_of(ended), unhappy(wants_answer=True))
    page = enter(leader).get(reverse("admin:feedback_remark_page", args=[Remark.objects.get().pk]))
    assert ended.code in page.content.decode()


def test_the_audit_says_who_answered_and_never_who_wrote(sign_in, citizen, ended, leader):
    sign_in(citizen).post(link(ended), BAD | {"words": WORDS})
    assert not AuditLine.objects.filter(table="feedback_remark").exists()
    remarks.answer(Remark.objects.get(), act(leader))
    assert AuditLine.objects.filter(table="feedback_remark").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_answers_at_once_one_is_kept(remark, leader):
    outcomes = at_once(*[lambda: remarks.answer(remark, act(leader)) for _ in range(4)])
    assert sorted(outcomes) == ["AnsweredAlready"] * 3 + ["done"]


def test_an_answer_at_the_desk_needs_words(remark, leader):
    window: Client = enter(leader)
    page = window.post(reverse("admin:feedback_remark_page", args=[remark.pk]), {"answer": " "})
    assert 'data-error-for="answer"' in page.content.decode()
    assert timezone.localtime(remark.due_at).time() == time(17)
