"""Anybody may ask how far a dossier is, and learns nothing else."""

import pytest
from django.urls import reverse

from dossiers import workflow
from dossiers.act import Act

pytestmark = pytest.mark.django_db


def ask(client, code: str):
    return client.get(reverse("lookup"), {"ma": code})


def test_the_code_alone_shows_code_and_stage(client, dossier, clerk):
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    page = ask(client, dossier.code).content.decode()
    assert f'data-status="2" data-code="{dossier.code}"' in page


def test_nothing_personal_is_shown(client, dossier):
    page = ask(client, dossier.provisional_number).content.decode()
    told = [dossier.edition.name, dossier.agency.name, "Tân Mỹ", str(dossier.uuid)]
    told += [value for value in dossier.owner.values() if value and value != "citizen"]
    assert not [word for word in told if word in page]


def test_a_number_is_read_as_people_type_it(client, dossier):
    typed = dossier.provisional_number.lower().replace("-", " ")
    assert f'data-code="{dossier.provisional_number}"' in ask(client, typed).content.decode()


def test_a_slip_of_the_pen_is_told_apart_from_an_unknown_number(client, dossier):
    number = dossier.provisional_number
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    assert 'data-error-for="ma"' in ask(client, wrong).content.decode()
    assert 'data-error-for="ma"' not in ask(client, "000.00.05.H02-201130-0001").content.decode()


@pytest.mark.parametrize("typed", ["' OR 1=1 --", "\x00", "<script>", "TN-", "9" * 500, "١٢٣.00.05.H02-201130-0001"])
def test_what_is_no_code_is_said_to_be_none(client, typed):
    page = ask(client, typed)
    assert page.status_code == 200
    assert 'data-error-for="ma"' in page.content.decode()


def test_a_draft_cannot_be_looked_up(client, draft):
    assert "data-status" not in ask(client, str(draft.uuid)).content.decode()


def test_too_many_questions_from_one_source_are_stopped(client, dossier, settings):
    for _ in range(settings.LOOKUPS_PER_SOURCE):
        ask(client, "000.00.05.H02-201130-0001")
    assert ask(client, dossier.provisional_number).status_code == 429


def test_the_limit_never_locks_out_the_owner(client, dossier, citizen, sign_in, settings):
    for _ in range(settings.LOOKUPS_PER_SOURCE):
        ask(client, "000.00.05.H02-201130-0001")
    assert ask(sign_in(citizen), dossier.provisional_number).status_code == 200
