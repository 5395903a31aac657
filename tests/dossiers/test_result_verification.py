"""Anybody who has a slip learns whether the result holds, and nothing of its content or of a person."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Dossier
from tests.dossiers.results import correct, finished, revoke

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed(dossier, clerk, officer) -> Dossier:
    finished(dossier, clerk, officer)
    workflow.perform(workflow.HAND_OVER, dossier, Act(clerk))
    return dossier


def check(token: str):
    return Client().get(reverse("verify_result", args=[token]))


def main(page) -> str:
    return page.content.decode().split("<main", 1)[1].split("</main", 1)[0]


def state(dossier) -> str:
    return check(dossier.results.earliest("pk").token).content.decode().split('data-result-state="')[1].split('"')[0]


def test_a_valid_one_says_number_agency_procedure_and_day(handed):
    page = check(handed.results.get().token)
    text = page.content.decode()
    assert (page.status_code, state(handed)) == (200, "valid")
    for told in ("12/XN-UBND", handed.agency.name, handed.edition.name, f"{timezone.localdate():%d/%m/%Y}"):
        assert told in text


def test_no_person_and_no_content_is_told(handed):
    text = check(handed.results.get().token).content.decode()
    kept = [value for value in handed.owner.values() if value and value != "citizen"]
    kept += [handed.code, str(handed.uuid), handed.results.get().file.stored.name, "Xin xác nhận nhà ở"]
    assert not [word for word in kept if word in text]


def test_the_old_one_says_it_was_replaced_since_when(handed, officer):
    correct(handed, officer)
    old = handed.results.earliest("pk")
    assert state(handed) == "replaced"
    assert f"{timezone.localtime(old.replaced_at):%H:%M}" in check(old.token).content.decode()


def test_a_revoked_one_says_so_without_the_reason(handed, officer):
    revoke(handed, officer)
    assert state(handed) == "revoked"
    assert "Cấp nhầm" not in check(handed.results.get().token).content.decode()


@pytest.mark.parametrize(("ago", "said"), [(0, "valid"), (1, "expired")])
def test_its_last_day_still_counts(dossier, clerk, officer, ago, said):
    today = timezone.localdate()
    finished(dossier, clerk, officer, signed_on=today - timedelta(9), valid_until=today - timedelta(ago))
    workflow.perform(workflow.HAND_OVER, dossier, Act(clerk))
    assert state(dossier) == said


@pytest.mark.parametrize("token", ["a", "A" * 32, "A" * 500, "..", "%00", "x'--"])
def test_every_wrong_token_gets_the_same_dull_page(handed, token):
    wrong, other = check(token), check("khong-co")
    assert (wrong.status_code, main(wrong)) == (404, main(other))


def test_a_byte_no_text_can_hold_is_a_wrong_token_too(handed):
    assert Client().get("/xac-minh/%00/").status_code == 404


def test_one_not_released_is_not_there(dossier, clerk, officer):
    finished(dossier, clerk, officer)
    assert check(dossier.results.get().token).status_code == 404


def test_too_many_from_one_place_are_stopped(handed, settings):
    settings.VERIFICATIONS_PER_SOURCE = 2
    assert [check("x").status_code for _ in range(3)] == [404, 404, 429]
    assert check(handed.results.get().token).status_code == 429
