"""The satisfaction of a month reaches the nation whatever happens on the way, and reads there as it was sent (§4.6)."""

from dataclasses import replace
from datetime import date, timedelta

import httpx
import pytest
from django.utils import timezone

from feedback.models import Rating, SatisfactionMessage, Stage
from feedback.ratings import monthly
from portal.national.client import NationalPortal
from tests.factories import DraftFactory, ProcedureFactory
from tests.national.wire import GOOD, Wire

pytestmark = pytest.mark.django_db
ADAPTER = "/XrdAdapter/RestService/forward/"
OCTOBER, NOVEMBER = date(2020, 10, 1), date(2020, 11, 3)


def rated(agency, scores: str, on: date = date(2020, 10, 15), **answers: str) -> None:
    edition = ProcedureFactory().current
    for score in scores:
        dossier = DraftFactory(edition=edition, agency=agency)
        Rating.objects.create(
            dossier=dossier, stage=Stage.RESULT, slip="2018", answers={"overall": score, **answers}, score=int(score),
            procedure=edition.procedure, agency=agency, on=on,
        )  # fmt: skip


@pytest.fixture
def owed(commune) -> SatisfactionMessage:
    rated(commune, "554431", attitude="very")
    monthly.owe(NOVEMBER)
    return SatisfactionMessage.objects.get()


def due_again() -> None:
    SatisfactionMessage.objects.unsent().update(next_attempt_at=timezone.now() - timedelta(seconds=1))


def test_a_month_is_owed_once_for_each_agency(owed, commune):
    assert monthly.owe(NOVEMBER) == 1
    assert (owed.month, owed.agency) == (OCTOBER, commune)


def test_of_fewer_than_five_raters_and_of_other_months_nothing_is_owed(commune):
    rated(commune, "5555")
    rated(commune, "555555", on=date(2020, 11, 1))
    assert monthly.owe(NOVEMBER) == 0


def test_an_item_a_question_with_shares_that_make_a_hundred(owed, commune):
    overall = next(
        item for item in monthly.items(OCTOBER, commune) if item["PhanTramDanhGiaDichVuRatHaiLong"] != "100%"
    )
    assert (overall["NgayTongHop"], overall["TongSoNguoiDanhGia"], overall["Madonvi"]) == (
        "10-2020", 6, commune.code_2016,
    )  # fmt: skip
    grades = ("RatHaiLong", "HaiLong", "ChuaHaiLong")
    assert [overall[f"PhanTramDanhGiaDichVu{grade}"] for grade in grades] == ["34%", "33%", "33%"]
    assert [overall[f"PhanTramDanhGia{grade}"] for grade in grades] == ["100%", "0%", "0%"]


def test_sent_it_is_done(owed):
    wire = Wire()
    assert (monthly.drain(wire.portal()), monthly.drain(wire.portal())) == (1, 0)
    (call,) = wire.sent("DongBoDanhGia")
    assert {item["NgayTongHop"] for item in call["data"]} == {"10-2020"}


def test_without_an_answer_it_comes_back_later(owed):
    wire = Wire()
    wire.answer = Wire.too_late
    assert monthly.drain(wire.portal()) == 0
    owed.refresh_from_db()
    assert (owed.attempts, owed.sent_at) == (1, None)
    assert owed.next_attempt_at > timezone.now()
    wire.answer = lambda service, body: GOOD
    assert monthly.drain(wire.portal()) == 0
    due_again()
    assert monthly.drain(wire.portal()) == 1


def test_what_is_refused_waits_for_a_person(owed):
    wire = Wire()
    wire.answer = lambda service, body: {"error_code": "-4", "message": "Thiếu dữ liệu"}
    assert monthly.drain(wire.portal()) == 0
    assert SatisfactionMessage.objects.parked().get() == owed


@pytest.fixture
def nation(national, settings) -> NationalPortal:
    national.reset()
    settings.NATIONAL = replace(
        settings.NATIONAL, adapter=national.url + ADAPTER, password=national.password, timeout=1
    )
    return NationalPortal()


def held(national) -> list[dict]:
    answer = httpx.get(f"{national.url}/__control/satisfaction", params={"month": "10-2020"})
    return answer.raise_for_status().json()["items"]


def test_dropped_answers_lose_nothing_and_double_nothing(owed, commune, national, nation):
    national.faults(service="DongBoDanhGia", kind="drop", share=1, seconds=60)
    assert monthly.drain(nation) == 0
    national.clear_faults()
    due_again()
    assert monthly.drain(nation) == 1
    expected = sorted(monthly.items(OCTOBER, commune), key=lambda item: item["NoiDung"])
    assert sorted(held(national), key=lambda item: item["NoiDung"]) == expected
