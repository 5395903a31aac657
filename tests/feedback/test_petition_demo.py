"""Petitions of the demonstration: every heap of the desk has one, and what is public names nobody."""

import pytest
from django.utils import timezone

from feedback import removing
from feedback.models import Petition, Publication
from feedback.petitions import demo, similar
from portal.agencies import demo as people
from portal.agencies import seed as agencies
from portal.agencies.models import Agency, Role
from tests.factories import PostFactory

pytestmark = pytest.mark.django_db
S = Petition.Status
ELSEWHERE = ("so-tai-nguyen-va-moi-truong", "thanh-pho-bac-giang", "huyen-luc-nam")
"""Agencies that have officials only where a province is made."""


@pytest.fixture(autouse=True)
def places(calendar) -> None:
    agencies.seed()
    people.seed_demo()


@pytest.fixture
def seeded(places) -> str:
    for agency in Agency.objects.filter(key__in=ELSEWHERE):
        for role in (Role.OFFICER, Role.LEADER):
            PostFactory(agency=agency, role=role)
    return demo.seed()


def test_every_status_is_there_and_five_are_public(seeded):
    assert seeded == "13 petitions, 5 published"
    assert set(Petition.objects.values_list("status", flat=True)) == set(S)


def test_one_is_late_and_one_was_reopened(seeded):
    assert Petition.objects.late(timezone.now()).count() == 1
    assert Petition.objects.get(reopened=1).status == S.HANDLING


def test_the_book_numbers_them_as_they_came_in(seeded):
    booked = Petition.objects.filter(number__isnull=False).order_by("number")
    moments = list(booked.values_list("received_at", flat=True))
    assert len(moments) == 11
    assert moments == sorted(moments)


def test_nothing_lies_ahead_and_every_history_runs_forward(seeded):
    for petition in Petition.objects.all():
        moments = [petition.sent_at, *petition.events.order_by("number").values_list("at", flat=True), timezone.now()]
        assert moments == sorted(moments)


def test_what_is_public_names_nobody_and_says_what_was_taken_out(seeded):
    for shown in Publication.objects.all():
        text = f"{shown.title} {shown.content} {shown.answer}"
        assert removing.remaining(text, shown.petition) == []
    assert sum(bool(shown.removed) for shown in Publication.objects.all()) >= 4


def test_what_says_the_same_is_near_and_what_only_uses_the_same_words_is_not(seeded):
    near = similar.like("Tôi ra phường chứng thực, bảng phí treo cao, in chữ nhỏ nên người già không đọc được")
    assert [one.title for one in near] == [
        "Bảng phí, lệ phí ở nơi tiếp nhận treo cao, chữ nhỏ, người già không đọc được"
    ]
    assert similar.like("Ba buổi sáng tôi đến quầy chứng thực mà không ai gọi số. Đề nghị mở thêm quầy.") == []


def test_a_second_time_nothing_is_added(seeded):
    assert demo.seed() == "0 petitions, 5 published"


def test_what_has_no_officials_is_left_out():
    assert demo.seed() == "9 petitions, 3 published"
