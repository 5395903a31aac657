"""A slip between the unit and who decides: sent, accepted or returned, each timed and signed by somebody."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers.act import Act
from dossiers.counter import handing
from dossiers.counter.refusals import NothingChosen, NotToBeHandedOver
from dossiers.documents.counter_slips import hand_over_page
from dossiers.issued.facts.slip import of_slip
from dossiers.models import Dossier, HandOver, HandOverItem, Involvement
from tests.dossiers.slips import finished_on_a_slip, keys, received, sent
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
SLIPS = "admin:dossiers_counter_slips"


@pytest.fixture
def batch(dossier, clerk):
    return received(dossier, clerk, 3)


def states(slip: HandOver) -> list[str]:
    return list(slip.items.values_list("state", flat=True))


def test_sending_forwards_every_dossier(batch, clerk, officer):
    slip = sent(batch, clerk)
    assert [Dossier.objects.get(pk=one.pk).status for one in batch] == [4, 4, 4]
    assert slip.items.count() == 3
    assert Dossier.objects.reached_by(officer).count() == 3


def test_slips_are_numbered_per_sender_and_day(batch, clerk):
    numbers = [sent([dossier], clerk).number for dossier in batch]
    assert numbers == [1, 2, 3]


def test_one_that_has_moved_on_keeps_all_back(batch, clerk):
    sent(batch[:1], clerk)
    with pytest.raises(NotToBeHandedOver):
        handing.send(HandOver.Kind.DOSSIERS, batch, Act(clerk))
    assert HandOver.objects.count() == 1
    assert Dossier.objects.get(pk=batch[1].pk).status == 2


def test_an_empty_slip_is_none(clerk, dossier):
    with pytest.raises(NothingChosen):
        handing.send(HandOver.Kind.DOSSIERS, [], Act(clerk))


def test_accepting_names_who_and_when(batch, clerk, officer):
    slip = sent(batch, clerk)
    assert handing.accept(slip, keys(slip)[:2], Act(officer)) == []
    assert states(slip) == ["accepted", "accepted", "sent"]
    assert slip.items.first().decided_by == officer


def test_accepting_stands_in_the_history(batch, clerk, officer):
    slip = sent(batch[:1], clerk)
    handing.accept(slip, keys(slip), Act(officer))
    last = batch[0].events.order_by("-number").first()
    assert (last.action, last.values["slip"]) == ("accept_hand_over", str(slip))


def test_what_is_returned_is_receptions_once_more(batch, clerk, officer):
    slip = sent(batch[:1], clerk)
    handing.send_back(slip, keys(slip), Act(officer, values={"note": "Thiếu bản chính"}))
    assert Dossier.objects.get(pk=batch[0].pk).status == 2
    assert not Involvement.objects.current().filter(dossier=batch[0], part="deciding").exists()
    assert slip.items.get().reason == "Thiếu bản chính"


def test_what_was_returned_goes_on_another_slip(batch, clerk, officer):
    slip = sent(batch[:1], clerk)
    handing.send_back(slip, keys(slip), Act(officer, values={"note": "Thiếu bản chính"}))
    again = sent([Dossier.objects.get(pk=batch[0].pk)], clerk)
    assert (again.number, states(again)) == (2, ["sent"])


def test_the_line_of_an_old_slip_does_not_decide_on_a_new_one(batch, clerk, officer):
    slip = sent(batch[:1], clerk)
    stale = slip.items.get()
    handing.send_back(slip, keys(slip), Act(officer, values={"note": "Thiếu bản chính"}))
    again = sent([Dossier.objects.get(pk=batch[0].pk)], clerk)
    stale.state = HandOverItem.State.SENT  # as a page that is old still shows it
    assert handing.accept(slip, [stale.pk], Act(officer)) == [stale]
    assert states(again) == ["sent"]


def test_results_go_back_the_same_way(batch, clerk, officer):
    finished_on_a_slip(batch[0], clerk, officer)
    slip = sent([Dossier.objects.get(pk=batch[0].pk)], officer, HandOver.Kind.RESULTS)
    assert (slip.from_agency, slip.to_agency) == (batch[0].agency, batch[0].received_by)
    assert handing.accept(slip, keys(slip), Act(clerk)) == []
    assert not handing.to_send(officer, HandOver.Kind.RESULTS).exists()


def test_a_result_sent_back_waits_again(batch, clerk, officer):
    finished_on_a_slip(batch[0], clerk, officer)
    slip = sent([Dossier.objects.get(pk=batch[0].pk)], officer, HandOver.Kind.RESULTS)
    handing.send_back(slip, keys(slip), Act(clerk, values={"note": "Chưa đóng dấu"}))
    assert list(handing.to_send(officer, HandOver.Kind.RESULTS)) == batch[:1]


def test_late_is_what_was_handed_over_after_its_time(batch, clerk):
    slip = sent(batch[:1], clerk, at=timezone.now() + timedelta(days=5))
    assert slip.items.select_related("slip").get().is_late


def test_only_the_other_side_signs(batch, clerk):
    slip = sent(batch[:1], clerk)
    assert handing.accept(slip, keys(slip), Act(clerk)) == list(slip.items.all())
    assert states(slip) == ["sent"]


# --- Pages ------------------------------------------------------------------------------------


def tick(window, url, **values):
    page = window.get(url).content.decode()
    form = next(form for form in page.split("<form")[1:] if 'name="chosen"' in form.split("</form")[0])
    token = form.split('name="form_token" value="')[1].split('"')[0]
    return window.post(url, {**values, "form_token": token})


def test_the_clerk_ticks_and_sends(batch, clerk):
    window = enter(clerk)
    chosen = [str(one.pk) for one in batch[:2]]
    answer = tick(window, reverse(SLIPS), kind="dossiers", chosen=chosen)
    slip = HandOver.objects.get()
    assert answer.headers["Location"] == reverse("admin:dossiers_counter_slip", args=[slip.uuid])
    assert slip.items.count() == 2


def test_the_officer_accepts_on_the_slips_page(batch, clerk, officer):
    slip = sent(batch, clerk)
    url = reverse("admin:dossiers_counter_slip", args=[slip.uuid])
    tick(enter(officer), url, action="accept", chosen=[str(key) for key in keys(slip)])
    assert set(states(slip)) == {"accepted"}


def test_returning_needs_a_reason(batch, clerk, officer):
    slip = sent(batch, clerk)
    url = reverse("admin:dossiers_counter_slip", args=[slip.uuid])
    answer = tick(enter(officer), url, action="return", chosen=[str(key) for key in keys(slip)])
    assert 'data-error-for="note"' in answer.content.decode()
    assert set(states(slip)) == {"sent"}


def test_strangers_find_no_slip(batch, clerk, outsider):
    slip = sent(batch, clerk)
    window = enter(outsider)
    for name in ("admin:dossiers_counter_slip", "admin:dossiers_counter_slip_paper"):
        assert window.get(reverse(name, args=[slip.uuid])).status_code == 404


def test_a_stranger_cannot_send_ours(batch, outsider, clerk):
    window = enter(outsider)
    page = window.get(reverse(SLIPS)).content.decode()
    assert batch[0].code not in page


def test_the_paper_says_what_both_sides_said(batch, clerk, officer):
    slip = sent(batch, clerk)
    handing.accept(slip, keys(slip)[:2], Act(officer))
    handing.send_back(slip, keys(slip)[2:], Act(officer, values={"note": "Thiếu bản chính"}))
    facts = of_slip(slip)
    assert [line.state for line in facts.lines] == ["đã nhận", "đã nhận", "trả lại: Thiếu bản chính"]
    assert (facts.sent_by, facts.accepted_by) == (str(clerk), str(officer))
    assert batch[0].code in hand_over_page(slip)
