"""What narrows a list stands in its address and above it, and each can be taken away."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from dossiers import withdrawing, workflow
from dossiers.act import Act
from dossiers.models import Dossier, Label, LabelMark
from tests.dossiers.desk import codes, listed
from tests.factories import DraftFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def window(clerk):
    return enter(clerk)


@pytest.fixture
def two(dossier, clerk, citizen):
    """The first at reception, the second received."""
    second = DraftFactory(
        edition=dossier.edition, agency=dossier.agency, received_by=dossier.received_by, submitter=citizen, channel="3"
    )
    workflow.perform(workflow.SUBMIT, second, Act(citizen))
    workflow.perform(workflow.RECEIVE, second, Act(clerk))
    return dossier, second


def day(at) -> str:
    return f"{timezone.localtime(at):%d/%m/%Y}"


def test_by_status_channel_and_days(window, two):
    first, second = two
    today, due = day(second.received_at), day(second.due_at)
    for asked in (
        {"trang_thai": "2"},
        {"kenh": "3"},
        {"nhan_tu": today},
        {"nhan_den": today},
        {"han_tu": due, "han_den": due},
    ):
        assert codes(window, **asked) == [second.code]
    assert codes(window, trang_thai="1") == [first.public_code]
    assert codes(window, nhan_tu=day(second.received_at + timedelta(days=1))) == []


def test_by_procedure_field_and_agency(window, two):
    first, _second = two
    edition = first.edition
    for asked in ({"thu_tuc": edition.procedure_id}, {"linh_vuc": edition.field_id}, {"co_quan": first.agency_id}):
        assert len(codes(window, **{name: str(key) for name, key in asked.items()})) == 2


@pytest.mark.parametrize(("days", "name"), [(-1, "qua-han"), (0, "sap-han"), (20, "con-han")])
def test_by_how_near_the_term_is(window, dossier, days, name):
    due = timezone.now() + timedelta(days=days, seconds=30)
    Dossier.objects.filter(pk=dossier.pk).update(reception_due_at=due)
    assert [one for one in ("qua-han", "sap-han", "con-han") if codes(window, muc=one)] == [name]


def test_by_label(window, two, unit, clerk):
    label = Label.objects.create(agency=unit, name="Gấp")
    LabelMark.objects.create(label=label, dossier=two[1], by=clerk)
    assert codes(window, nhan=str(label.pk)) == [two[1].code]


def test_a_status_is_found_wherever_it_lies(window, dossier, citizen):
    workflow.perform(withdrawing.WITHDRAW, dossier, Act(citizen))
    assert codes(window) == []
    assert codes(window, trang_thai="7") == [dossier.public_code]


def test_each_filter_is_a_chip_that_leads_to_the_list_without_it(window, two):
    page = listed(window, viec="xu-ly", trang_thai="2", kenh="3")
    chips = re.findall(r'<a class="chip" href="\?([^"]*)">', page)
    assert [chip.replace("&amp;", "&") for chip in chips] == ["viec=xu-ly&kenh=3", "viec=xu-ly&trang_thai=2"]


@pytest.mark.parametrize("typed", ["31/02/2020", "31/12/9999", "01/01/0001", "hôm nay"])
def test_what_is_no_date_is_said_beside_its_field_and_kept(window, dossier, typed):
    page = listed(window, nhan_den=typed)
    assert 'data-error-for="nhan_den"' in page and f'value="{typed}"' in page
    assert codes(window, nhan_den=typed) == [dossier.public_code]


def test_days_the_wrong_way_round_are_said(window, dossier):
    assert 'data-error-for="han_den"' in listed(window, han_tu="02/12/2020", han_den="01/12/2020")


@pytest.mark.parametrize("asked", [{"thu_tuc": "x"}, {"thu_tuc": "999999"}, {"muc": "'"}, {"sau": "z"}, {"viec": "z"}])
def test_an_address_nobody_of_us_wrote_narrows_nothing(window, dossier, asked):
    assert codes(window, **asked) == [dossier.public_code]
