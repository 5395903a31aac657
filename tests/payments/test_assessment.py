"""What is owed is reckoned on the server, line by line, and kept with every attempt (D17, PA-16, PA-17, PA-20)."""

import pytest

from dossiers import workflow
from dossiers.act import Act, NotYours
from dossiers.models import Dossier
from payments import asking, balances
from payments.assessment import Due
from payments.models import Attempt
from payments.providers.base import Happened
from payments.settlement import settle
from procedures.models import Channel, Exemption, Fee
from tests.law import law_rewritten
from tests.payments import money

pytestmark = pytest.mark.django_db


def exempt(edition, percent: int) -> None:
    """Everybody who files online."""
    with law_rewritten():
        Exemption.objects.create(
            edition=edition, group="online", name="Nộp trực tuyến", percent=percent, ground="Nghị quyết 12",
            evidence="Hồ sơ trực tuyến", condition={"question": "channel", "is": "2"},
        )  # fmt: skip


def test_fees_of_the_channel_alone_are_asked_for(dossier, clerk):
    money.charge(dossier.edition, 5_000, per="bản")
    with law_rewritten():
        Fee.objects.create(edition=dossier.edition, channel=Channel.COUNTER, number=9, name="Tại quầy", amount=9_000)
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    (request,) = asking.standing_requests(dossier)
    line = request.current().lines.get()
    assert (line.name, line.amount, line.ground) == ("Lệ phí hộ tịch", 5_000, "Nghị quyết 33/2016/NQ-HĐND")


def test_nothing_is_asked_for_before_acceptance(dossier):
    money.charge(dossier.edition)
    assert asking.standing_requests(dossier) == []


def test_asking_twice_asks_once(owed):
    assert asking.standing_requests(owed.dossier) == [owed]
    assert owed.assessments.count() == 1


def test_an_amount_that_is_not_known_is_not_asked_for(dossier, clerk):
    money.charge(dossier.edition, None, rule=Fee.Rule.NOTICE)
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    assert asking.standing_requests(dossier) == []


def test_a_reduced_fee_keeps_its_ground_and_evidence(dossier, clerk):
    exempt(dossier.edition, 50)
    line = money.owing(dossier, clerk).current().lines.get()
    assert (line.amount, line.exemption, line.evidence) == (4_000, "Nộp trực tuyến (50 %)", "Hồ sơ trực tuyến")


def test_who_is_exempt_is_asked_for_nothing(dossier, clerk):
    money.charge(dossier.edition)
    exempt(dossier.edition, 100)
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    assert asking.standing_requests(dossier) == []


def test_an_exemption_that_ends_asks_anew(dossier, clerk):
    exempt(dossier.edition, 50)
    owed = money.owing(dossier, clerk)
    settle(money.paid(money.attempt(owed)))
    with law_rewritten():
        Exemption.objects.all().delete()
    asking.standing_requests(Dossier.objects.get(pk=dossier.pk))
    assert balances.of_request(owed) == balances.Balance(owed=8_000, booked=4_000)


def test_a_correction_keeps_what_the_payer_was_shown(attempt, clerk):
    asking.correct(attempt.request, [Due("Lệ phí", 20_000)], Act(clerk, values={"note": "Sai số trang"}))
    settle(money.paid(attempt))
    balance = balances.of_request(attempt.request)
    assert (balance.owed, balance.booked, balance.missing) == (20_000, money.FEE, 20_000 - money.FEE)
    assert Attempt.objects.get().assessment.total() == money.FEE


def test_a_fee_reduced_after_payment_shows_as_surplus(attempt, clerk):
    settle(money.paid(attempt))
    asking.correct(attempt.request, [Due("Lệ phí", 3_000)], Act(clerk, values={"note": "Được giảm"}))
    assert balances.of_request(attempt.request).surplus == money.FEE - 3_000


def test_nothing_negative_can_be_asked_for(owed, clerk):
    with pytest.raises(asking.NoSuchSum):
        asking.correct(owed, [Due("Lệ phí", -1)], Act(clerk, values={"note": "x"}))


def test_a_stranger_corrects_nothing(owed, outsider, citizen):
    for person in (outsider, citizen):
        with pytest.raises(NotYours):
            asking.correct(owed, [], Act(person, values={"note": "x"}))


def test_money_for_what_was_withdrawn_is_held(attempt, clerk):
    asking.withdraw(attempt.request, Act(clerk, values={"note": "Được miễn"}))
    assert settle(money.paid(attempt)) == "not_due"
    assert balances.of_request(attempt.request).booked == 0


def test_a_failure_leaves_it_payable(attempt):
    settle(money.paid(attempt, happened=Happened.FAILED))
    assert money.attempt(attempt.request).pk != attempt.pk
