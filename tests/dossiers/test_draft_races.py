"""Two windows write one draft at the same instant: nothing is overwritten unseen (FI-15, CO-08). The controls show that
such writes do collide where nothing is held."""

import pytest

from dossiers import autosave, drafts, expiry
from dossiers.act import EditedElsewhere, Refusal
from dossiers.models import Dossier, Status
from dossiers.step_form import step_form
from tests.dossiers.at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("slowly")]
ROUNDS = 3


def fresh(draft) -> Dossier:
    return Dossier.objects.get(pk=draft.pk)


def saving(draft, phone: str):
    """A window that saves the step it opened before anybody else wrote."""

    def act() -> None:
        mine = fresh(draft)
        drafts.save_answers(mine, drafts.plan(mine)[2], {"phone": phone, "return_by": "counter"}, draft.version)

    return act


def typing(draft, **texts):
    """A window that saves as it types, knowing what stood there at first."""
    seen = autosave.tags(step_form(draft, drafts.plan(draft)[2]).standing())
    typed = autosave.Typed({name: {name: [text]} for name, text in texts.items()}, seen)

    def act() -> None:
        if autosave.keep_typed(fresh(draft), 3, typed).clashes:
            raise EditedElsewhere

    return act


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_of_two_windows_saving_one_step_the_second_is_told(draft, round_):
    outcomes = at_once(saving(draft, "0911111111"), saving(draft, "0922222222"))
    assert sorted(outcomes) == ["EditedElsewhere", "done"]
    assert fresh(draft).answer("phone") == ("0911111111" if outcomes[0] == "done" else "0922222222")


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_two_windows_typing_in_different_fields_both_get_their_way(draft, round_):
    assert at_once(typing(draft, phone="091"), typing(draft, email="ha@")) == ["done", "done"]
    assert set(fresh(draft).typed) == {"phone", "email"}


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_of_two_windows_typing_in_one_field_the_second_is_told(draft, round_):
    outcomes = at_once(typing(draft, phone="091"), typing(draft, phone="092"))
    assert sorted(outcomes) == ["EditedElsewhere", "done"]
    assert fresh(draft).typed["phone"]["phone"] == (["091"] if outcomes[0] == "done" else ["092"])


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_typing_while_it_is_handed_in_is_kept_or_refused(draft, citizen, round_):
    def hand_in() -> None:
        drafts.submit(fresh(draft), citizen, draft.version)

    outcomes = at_once(hand_in, typing(draft, phone="091"))
    assert sorted(outcome == "done" for outcome in outcomes) == [False, True]
    assert (fresh(draft).status == Status.SUBMITTED) == (outcomes[0] == "done")


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_a_draft_saved_while_it_expires_is_deleted_or_kept_whole(draft, round_):
    Dossier.objects.update(saved_at=draft.saved_at - expiry.LIVES)
    outcomes = at_once(typing(draft, phone="091"), expiry.expire)
    now = fresh(draft)
    assert outcomes[1] == "done"
    assert ("phone" in now.typed) == (outcomes[0] == "done")
    assert (now.deleted_at is None) == (outcomes[0] == "done")


def carelessly(draft, phone: str):
    """What saving must not be: read, compare and write with nothing held."""

    def act() -> None:
        mine = fresh(draft)
        if mine.version != draft.version:
            raise Refusal
        mine.answers["phone"]["value"] = phone
        mine.version += 1
        mine.save()

    return act


def test_without_the_lock_one_would_overwrite_the_other(draft):
    assert at_once(carelessly(draft, "0911111111"), carelessly(draft, "0922222222")) == ["done", "done"]
