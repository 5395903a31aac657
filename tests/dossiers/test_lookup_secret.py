"""With the secret of the receipt more is told, never anything personal; a wrong pair says nothing at all (D35)."""

import logging
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act
from dossiers.documents import receipt
from dossiers.issued.gathering import gather
from dossiers.models import AskCount, Dossier
from dossiers.numbering import ALPHABET
from dossiers.tracking import counting, secret
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
UNKNOWN = "000.00.05.H02-201130-0001"


@pytest.fixture
def received(dossier, clerk) -> Dossier:
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk, values={"note": "Đã đủ giấy tờ của chị Hà"}))
    return dossier


def ask(code: str, key: str, window: Client | None = None):
    return (window or Client()).post(reverse("lookup"), {"ma": code, "bi_mat": key})


def shape(page) -> str:
    """The page without what was typed and without tokens."""
    return re.sub(r'value="[^"]*"', "", page.content.decode())


def another(key: str) -> str:
    """A well-formed secret that is not this one."""
    made = secret.make()
    return made if made != key else another(key)


def test_right_pair_shows_procedure_agencies_dates_and_steps(received):
    page = ask(received.code, secret.grouped(secret.of(received))).content.decode()
    for told in (received.edition.name, received.agency.name, received.received_by.name, "data-details"):
        assert told in page
    assert "Đã nộp hồ sơ" in page or "tiếp nhận" in page


def test_nothing_personal_is_shown(received, clerk, citizen):
    page = ask(received.code, secret.of(received)).content.decode()
    kept = [value for value in received.owner.values() if value and value != "citizen"]
    kept += [str(clerk), str(citizen), "chị Hà", "Xin xác nhận nhà ở", str(received.uuid)]
    assert not [word for word in kept if word in page]


def test_wrong_secret_and_unknown_code_look_alike(received):
    wrong = ask(received.code, another(secret.of(received)))
    unknown = ask(UNKNOWN, another(""))
    assert (wrong.status_code, shape(wrong)) == (unknown.status_code, shape(unknown))
    assert "data-status" not in wrong.content.decode()


def test_they_ask_the_database_alike(received, django_assert_num_queries):
    key = another(secret.of(received))
    with django_assert_num_queries(3):
        ask(received.code, key)
    with django_assert_num_queries(3):
        ask(UNKNOWN, key)


def test_the_provisional_number_takes_the_same_secret(received):
    assert "data-details" in ask(received.provisional_number, secret.of(received)).content.decode()


def test_a_slip_of_the_pen_is_told_before_anything_is_looked_up(received):
    key = secret.of(received)
    slip = key[:-1] + ALPHABET[(ALPHABET.index(key[-1]) + 1) % 31]
    assert 'data-error-for="bi_mat"' in ask(received.code, slip).content.decode()
    assert shape(ask(received.code, slip)) == shape(ask(UNKNOWN, slip))


@pytest.mark.parametrize("typed", ["0il-0", "", "?" * 8, "00000000", "A" * 60])
def test_what_is_no_secret_opens_nothing(received, typed):
    assert "data-details" not in ask(received.code, typed).content.decode()


def test_look_alikes_are_read_as_they_are_meant():
    key = next(made for made in iter(secret.make, "") if "0" in made or "1" in made)
    typed = secret.grouped(key).lower().replace("0", "o").replace("1", "l")
    assert secret.read(typed) == key


def test_a_draft_and_a_dossier_without_a_secret_open_nothing(draft):
    draft.provisional_number = "TN-AAAAA-AAAAA"
    assert "data-details" not in ask(draft.provisional_number, secret.NONE).content.decode()
    assert not secret.is_same(None, secret.NONE)


def test_a_code_is_tried_only_so_often_by_whoever(received, settings):
    settings.SECRETS_PER_CODE = 3
    for _ in range(3):
        ask(received.code, another(secret.of(received)))
    assert ask(received.code, secret.of(received)).status_code == 429


def test_an_unknown_code_is_limited_alike(settings):
    settings.SECRETS_PER_CODE = 2
    assert [ask(UNKNOWN, another("")).status_code for _ in range(3)] == [200, 200, 429]


def test_the_signed_in_owner_is_never_locked_out(received, citizen, settings):
    settings.SECRETS_PER_CODE = settings.LOOKUPS_PER_SOURCE = 0
    assert ask(received.code, secret.of(received)).status_code == 429
    assert "data-details" in ask(received.code, secret.of(received), enter(citizen)).content.decode()


def test_a_scan_is_an_alarm_without_address_or_code(received, settings, caplog):
    settings.LOOKUPS_PER_SOURCE = settings.SECRETS_PER_CODE = 1
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            ask(received.code, another(secret.of(received)))
    alarms = [record.getMessage() for record in caplog.records if record.name == counting.__name__]
    assert len(alarms) == 2
    assert not [line for line in alarms if "127.0.0.1" in line or received.code in line]


def test_counters_keep_no_address_and_no_code(received):
    ask(received.code, secret.of(received))
    kept = list(AskCount.objects.values_list("kind", "key"))
    assert {kind for kind, _key in kept} == {"source", "code"}
    assert all(re.fullmatch(r"[0-9a-f]{64}", key) for _kind, key in kept)


def test_counters_of_yesterday_are_swept(received):
    ask(received.code, secret.of(received))
    AskCount.objects.filter(kind="code").update(hour=timezone.now() - timedelta(hours=25))
    counting.forget()
    assert list(AskCount.objects.values_list("kind", flat=True)) == ["source"]


def test_an_hour_later_one_may_ask_again(received, settings):
    settings.SECRETS_PER_CODE = 1
    ask(received.code, another(""))
    AskCount.objects.update(hour=timezone.now() - timedelta(hours=2))
    assert ask(received.code, secret.of(received)).status_code == 200


def test_the_secret_stands_on_paper_and_page_and_never_in_what_a_server_sees(received, citizen):
    printed = secret.grouped(secret.of(received))
    assert printed in receipt.submission_page(received)
    assert gather(received.issued_papers.get(key="receipt")).facts["secret"] == printed
    page = enter(citizen).get(reverse("dossier", args=[received.uuid])).content.decode()
    assert printed in page and f"bi_mat={printed}" not in page


def test_secrets_are_never_the_same_by_rule():
    made = {secret.make() for _ in range(500)}
    assert len(made) == 500 and all(secret.read(one) == one for one in made)
