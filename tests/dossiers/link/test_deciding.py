"""What a person decides about refused changes: tried again or let go, with a ground, once, for ever on record."""

import pytest
from django.db import ProgrammingError, transaction

from dossiers.desk import places
from dossiers.link import deciding
from dossiers.models import LinkDecision, NationalMessage, Place
from tests.dossiers.link.refused import GROUND, received, refused, told

pytestmark = pytest.mark.django_db
RETRY, SKIP = LinkDecision.What.RETRY, LinkDecision.What.SKIP


def owed(dossier) -> int:
    return NationalMessage.objects.unsent().filter(subject=dossier).count()


def test_what_was_put_right_goes_when_tried_again(province, keeper):
    dossier = refused(province)
    assert deciding.decide(dossier.pk, RETRY, keeper, GROUND) == 2
    (progress,) = told().sent("CapNhatTienDoHoSoMC")
    assert [line["TrangThai"] for line in progress["data"]] == ["1", "2"]
    assert owed(dossier) == 0


def test_what_is_refused_again_is_parked_again(province, keeper):
    dossier = refused(province)
    deciding.decide(dossier.pk, RETRY, keeper, GROUND)
    refused_again = NationalMessage.objects.parked().filter(subject=dossier)
    assert not refused_again.exists()
    refused(province, 1)
    assert refused_again.count() == 2


def test_what_is_let_go_is_never_sent_and_what_stands_behind_it_goes(province, keeper):
    dossier = refused(province)
    province.change(dossier, 1)
    assert told().services() == []
    deciding.decide(dossier.pk, SKIP, keeper, GROUND)
    wire = told()
    (progress,) = wire.sent("CapNhatTienDoHoSoMC")
    assert [line["TrangThai"] for line in progress["data"]] == ["4"]
    assert [record["TrangThaiHoSo"] for record in wire.sent("DongBoHoSoMC")[0]["data"]] == ["4"]


def test_exactly_those_are_marked_and_not_as_sent(province, keeper):
    dossier = refused(province)
    province.change(dossier, 1)
    deciding.decide(dossier.pk, SKIP, keeper, GROUND)
    rows = NationalMessage.objects.filter(subject=dossier).order_by("pk")
    assert [(row.skipped_at is not None, row.sent_at) for row in rows] == [(True, None), (True, None), (False, None)]


def test_nobody_decides_without_a_ground(province, keeper):
    dossier = refused(province)
    with pytest.raises(deciding.GroundMissing):
        deciding.decide(dossier.pk, SKIP, keeper, "  ")
    assert not LinkDecision.objects.exists()


def test_the_second_person_decides_nothing(province, keeper):
    dossier = refused(province)
    deciding.decide(dossier.pk, RETRY, keeper, GROUND)
    assert deciding.decide(dossier.pk, SKIP, keeper, GROUND) == 0
    assert owed(dossier) == 2


def test_what_was_not_refused_cannot_be_let_go(province, keeper):
    dossier = received(province)
    assert deciding.decide(dossier.pk, SKIP, keeper, GROUND) == 0


def test_who_decided_why_stays_with_each_change(province, keeper):
    dossier = refused(province)
    deciding.decide(dossier.pk, SKIP, keeper, GROUND)
    kept = LinkDecision.objects.values_list("what", "ground", "by_name", "message__subject")
    assert set(kept) == {("skip", GROUND, str(keeper), dossier.pk)}
    assert all("-5" in one.refusal for one in LinkDecision.objects.all())


@pytest.mark.parametrize("act", [lambda rows: rows.update(ground="x"), lambda rows: rows.delete()])
def test_a_decision_is_changed_by_nobody(province, keeper, act):
    deciding.decide(refused(province).pk, SKIP, keeper, GROUND)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        act(LinkDecision.objects.all())


def test_the_list_of_the_desk_follows(province, keeper):
    dossier = refused(province)
    assert Place.objects.filter(dossier=dossier, is_owed=True).exists()
    deciding.decide(dossier.pk, SKIP, keeper, GROUND)
    assert not Place.objects.filter(dossier=dossier, is_owed=True).exists()
    assert places.wrong() == 0
