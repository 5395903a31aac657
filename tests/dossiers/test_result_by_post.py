"""A result by public post: to whom, for how much, under which number; and the way back changed while there is time."""

import re

import pytest
from django.urls import reverse

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Dossier, ReturnCharge
from dossiers.results import returning, seed, steps
from portal.notices.models import Notice
from tests.dossiers.desk import buttons, press, shown
from tests.dossiers.pages import page_of, send
from tests.dossiers.results import HOME, finished, returned_by
from tests.factories import AgencyFactory, answers
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tariff(db) -> None:
    seed.seed()


@pytest.fixture
def ready(dossier, clerk, officer) -> Dossier:
    return finished(returned_by(dossier, "post"), clerk, officer)


def change(citizen, dossier, **typed):
    return send(enter(citizen), reverse("dossier_return", args=[dossier.uuid]), **typed)


def test_the_clerk_hands_it_to_the_post_and_writes_down_its_number(ready, clerk, citizen):
    window = enter(clerk)
    assert "hand_over" not in buttons(window, ready)
    assert press(window, ready, "hand_to_post", tracking_number="EB123456789VN").status_code == 302
    ready.refresh_from_db()
    sent = ready.dispatch
    assert (ready.status, sent.number, sent.charge, sent.to["address"]) == (10, "EB123456789VN", 26_000, HOME["text"])
    assert "EB123456789VN" in page_of(enter(citizen), reverse("dossier", args=[ready.uuid]))
    assert "EB123456789VN" in Notice.objects.latest("pk").body


def test_without_a_number_it_is_not_handed_over(ready, clerk):
    answer = press(enter(clerk), ready, "hand_to_post")
    ready.refresh_from_db()
    assert 'data-error-for="tracking_number"' in answer.content.decode()
    assert ready.status == 9


@pytest.mark.parametrize(("to", "amount"), [(HOME, 26_000), ({**HOME, "province": ""}, 36_000), ("Thôn Núi", None)])
def test_the_charge_follows_the_address(dossier, to, amount):
    returned_by(dossier, "post").answers |= answers(return_to=to)
    assert returning.postage(dossier).amount == amount


def test_a_later_row_of_the_tariff_holds_from_its_day(dossier):
    ReturnCharge.objects.create(reach="inside", amount=30_000, valid_from="2020-06-01", is_assumed=False)
    ReturnCharge.objects.create(reach="inside", amount=99_000, valid_from="2999-01-01")
    told = returning.postage(returned_by(dossier, "post"))
    assert (told.amount, told.is_assumed) == (30_000, False)


def test_what_was_charged_is_kept_when_the_tariff_changes(ready, clerk):
    workflow.perform(steps.HAND_TO_POST, ready, Act(clerk, values={"tracking_number": "EB1"}))
    ReturnCharge.objects.update(amount=1)
    assert returning.postage(ready).amount == 26_000


def test_the_charge_is_said_before_and_after_submitting(draft, citizen):
    returned_by(draft, "post")
    window = enter(citizen)
    assert "26.000" in page_of(window, reverse("dossier_review", args=[draft.uuid]))
    workflow.perform(workflow.SUBMIT, draft, Act(citizen))
    page = page_of(window, reverse("dossier", args=[draft.uuid]))
    assert "26.000" in page and "Mức tạm tính" in page


def test_the_form_asks_for_the_address_only_by_post(draft, citizen):
    page = page_of(enter(citizen), reverse("dossier_step", args=[draft.uuid, 3]))
    assert re.search(r'data-show="[^"]*post', page)
    sent = send(enter(citizen), reverse("dossier_step", args=[draft.uuid, 3]), phone="0912345678", return_by="post")
    assert {"return_name", "return_to"} <= set(re.findall(r'data-error-for="(\w+)"', sent.content.decode()))


def test_the_applicant_changes_the_way_back(dossier, citizen, clerk):
    commune = AgencyFactory(key="xa-moi", name="Ủy ban nhân dân xã Mới", short_name="xã Mới")
    typed = {"return_by": "post", "return_name": "Lê Văn Nhận", "return_phone": "0987654321"}
    assert change(citizen, dossier, **typed, **{"return_to-commune": commune.key}).status_code == 302
    dossier.refresh_from_db()
    assert (dossier.return_by, returning.recipient(dossier).name) == ("post", "Lê Văn Nhận")
    assert "Lê Văn Nhận" in shown(enter(clerk), dossier)
    assert dossier.events.latest("number").action == "change_return"


def test_history_and_notice_of_the_change_carry_no_address(dossier, citizen):
    values = {returning.ANSWERS: {"return_by": "post", "return_name": "Lê Văn Nhận", "return_to": HOME}}
    workflow.perform(steps.CHANGE_RETURN, dossier, Act(citizen, values=values))
    told = f"{dossier.events.latest('number').values} {Notice.objects.latest('pk').values}"
    assert "Lê Văn Nhận" not in told and "Thôn Núi" not in told


def test_after_the_hand_over_it_is_too_late(ready, citizen, clerk):
    workflow.perform(steps.HAND_TO_POST, ready, Act(clerk, values={"tracking_number": "EB1"}))
    assert enter(citizen).get(reverse("dossier_return", args=[ready.uuid])).url == reverse("dossier", args=[ready.uuid])


def test_officials_and_strangers_do_not_change_it(dossier, clerk, other_citizen):
    for person in (clerk, other_citizen):
        assert enter(person).get(reverse("dossier_return", args=[dossier.uuid])).status_code == 404


def test_the_slip_is_there_from_the_result_on(dossier, ready, clerk, other_citizen):
    url = reverse("dispatch_slip", args=[ready.uuid])
    assert enter(clerk).get(url).status_code == 200
    assert enter(other_citizen).get(url).status_code == 404
    returned_by(ready, "counter")
    assert enter(clerk).get(url).status_code == 404
