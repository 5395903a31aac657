"""Both sides of a slip at one instant: one word counts."""

import pytest

from dossiers.act import Act
from dossiers.counter import handing
from dossiers.models import Dossier, HandOver, HandOverItem
from tests.dossiers.at_once import at_once
from tests.dossiers.slips import keys, received, sent
from tests.factories import PostFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def batch(dossier, clerk):
    return received(dossier, clerk, 2)


def test_one_accepts_while_another_returns(slowly, batch, clerk, officer, commune):
    colleague = PostFactory(agency=commune, role="officer").user
    slip = sent(batch[:1], clerk)
    chosen = keys(slip)
    at_once(
        lambda: handing.accept(slip, chosen, Act(officer)),
        lambda: handing.send_back(slip, chosen, Act(colleague, values={"note": "Thiếu"})),
    )
    item, dossier = HandOverItem.objects.get(), Dossier.objects.get(pk=batch[0].pk)
    assert (item.state, dossier.status) in {("accepted", 4), ("returned", 2)}
    assert dossier.events.filter(action__in=["accept_hand_over", "return_hand_over"]).count() == 1


def test_two_clerks_send_the_same_dossiers(slowly, batch, clerk, unit):
    colleague = PostFactory(agency=unit, role="clerk").user
    outcomes = at_once(
        *(lambda by=by: handing.send(HandOver.Kind.DOSSIERS, batch, Act(by)) for by in (clerk, colleague))
    )
    assert sorted(outcomes) == ["NotToBeHandedOver", "done"]
    assert (HandOver.objects.count(), HandOverItem.objects.count()) == (1, 2)


def test_slips_of_one_sender_get_numbers_without_gap(batch, clerk, unit, dossier):
    many = received(dossier, clerk, 4)
    assert set(at_once(*(lambda one=one: sent([one], clerk) for one in many))) == {"done"}
    assert sorted(HandOver.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
