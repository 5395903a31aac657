"""One act each, as ``moves``: where the citizen is waited for, where a date is missed, where it ends otherwise."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from dossiers import withdrawing, workflow
from dossiers.act import Act
from dossiers.models import Status as S
from dossiers.province import moves
from dossiers.province.stage import Move, Stage
from dossiers.supplement import asking, walk
from dossiers.supplement.asking import Fix
from dossiers.supplement.saving import Typed, save
from dossiers.terms import sending, steps
from dossiers.terms.urging import Words
from dossiers.thread import acts as thread
from portal.agencies.models import Role

FIXED = ("owner_address", "phone", "summary", "owner_name")
"""What is asked to be put right: the first of these that the form asks."""


# --- Supplements ------------------------------------------------------------------------------


def ask_supplement(stage: Stage) -> None:
    """At reception before it is handed on, afterwards by the officer."""
    by = stage.clerk if stage.dossier.status == S.RECEIVED else stage.officer
    ground = stage.words("ground") if asking.needs_ground(stage.dossier, stage.at) else ""
    stage.do(workflow.ASK_SUPPLEMENT, by, **_judged(stage, "supplement"), ground=ground)


def _judged(stage: Stage, about: str) -> dict[str, object]:
    """Everything looked at: one thing to put right, all the rest fine."""
    points = walk.points(stage.dossier)
    key = next((name for name in FIXED if name in points), next(iter(points)))
    fix = Fix(key, "wrong", stage.words("fix"))
    due_at = stage.at + timedelta(days=14)
    return {"items": [fix], "fine": sorted(set(points) - {key}), "note": stage.words(about), "due_at": due_at}


def complete(stage: Stage) -> None:
    """The citizen writes it anew, with the number of the house, or explains why it stays."""
    request = stage.dossier.supplements.open().get()
    item = request.items.get()
    value = stage.dossier.answer(item.question)
    typed = (
        Typed({item.key: f"{value} (số 2)"})
        if isinstance(value, str) and item.question != "phone"
        else Typed(remarks={item.key: "Tôi đã kiểm tra lại, thông tin này đúng."})
    )
    save(stage.dossier, stage.citizen, typed, request.version)
    stage.do(workflow.SUPPLEMENT_COMPLETE, stage.citizen)


def propose_again(stage: Stage) -> None:
    values = _judged(stage, "supplement_again")
    stage.do(steps.PROPOSE_SUPPLEMENT, stage.officer, **values, ground=stage.words("supplement_again"))


def approve_again(stage: Stage) -> None:
    stage.do(steps.APPROVE_SUPPLEMENT, stage.leader)


def reject_again(stage: Stage) -> None:
    stage.do(steps.REJECT_SUPPLEMENT, stage.leader, note=stage.words("back"))


# --- Held -------------------------------------------------------------------------------------


def ask_duty(stage: Stage) -> None:
    amount = stage.chance.randrange(200, 9000) * 1000
    stage.do(steps.ASK_DUTY, stage.officer, note=stage.words("duty"), amount=amount)


def duty_done(stage: Stage) -> None:
    stage.do(steps.DUTY_DONE, stage.officer, note=stage.words("duty_done"))


def stop(stage: Stage) -> None:
    stage.do(steps.STOP, stage.officer, note=stage.words("stop"), ground=stage.words("ground"))


def go_on(stage: Stage) -> None:
    stage.do(steps.GO_ON, stage.officer, note=stage.words("go_on"))


# --- Missed dates -----------------------------------------------------------------------------


def draft_apology(stage: Stage) -> None:
    stage.do(steps.DRAFT_APOLOGY, stage.officer, **_new_date(stage))


def reschedule(stage: Stage) -> None:
    stage.do(steps.RESCHEDULE, stage.leader, **_new_date(stage))


def _new_date(stage: Stage) -> dict[str, object]:
    """Some days after the date that is missed, or after today where that lies later."""
    assert stage.dossier.due_at is not None  # noqa: S101
    new_on = timezone.localdate(max(stage.dossier.due_at, stage.at)) + timedelta(days=3)
    return {"note": stage.words("apology"), "new_on": new_on}


def urge(stage: Stage) -> None:
    """By who leads the unit that received it."""
    head = stage.props.cast.official(stage.dossier.received_by_id, Role.LEADER, stage.chance)
    words = Words(stage.words("urge"), timezone.localdate(stage.at) + timedelta(days=2))
    sending.send([stage.dossier], words, Act(head, stage.at))
    stage.dossier.refresh_from_db()


def answer_urge(stage: Stage) -> None:
    reminder = stage.dossier.reminders.open().get()
    promised = timezone.localdate(stage.at) + timedelta(days=3)
    act = Act(stage.leader, stage.at, {"note": stage.words("urge_answer"), "promised_on": promised})
    sending.reply(reminder, act)
    stage.dossier.refresh_from_db()


# --- Otherwise ended --------------------------------------------------------------------------


def refuse(stage: Stage) -> None:
    stage.do(workflow.REFUSE, stage.clerk, note=stage.words("refuse"))


def withdraw(stage: Stage) -> None:
    stage.do(withdrawing.WITHDRAW, stage.citizen, note=stage.words("withdraw"))


def ask_withdrawal(stage: Stage) -> None:
    stage.do(withdrawing.ASK_WITHDRAWAL, stage.citizen, note=stage.words("withdraw"))


def confirm_withdrawal(stage: Stage) -> None:
    stage.do(withdrawing.CONFIRM_WITHDRAWAL, stage.clerk)


def refuse_withdrawal(stage: Stage) -> None:
    stage.do(withdrawing.REFUSE_WITHDRAWAL, stage.clerk, note=stage.words("no_withdrawal"))


def refuse_appraised(stage: Stage) -> None:
    """By the leader, who approves the proposal with it."""
    values = moves.result(stage) | {"note": stage.words("not_eligible"), "ground": stage.words("ground")}
    stage.do(steps.REFUSE_APPRAISED, stage.leader, **values)


# --- Messages ---------------------------------------------------------------------------------


def write(stage: Stage) -> None:
    """A question of the citizen, which waits for an answer. Messages carry the time of their writing."""
    thread.send(stage.dossier, thread.applicant(stage.citizen), stage.words("message"))


def reply(stage: Stage) -> None:
    writer = thread.official(stage.dossier, stage.officer)
    assert writer is not None  # noqa: S101
    thread.mark_read(stage.dossier, writer)
    thread.send(stage.dossier, writer, stage.words("reply"))


MOVES: Mapping[str, Move] = {
    **moves.MOVES,
    **{
        move.__name__: move
        for move in (
            ask_supplement, complete, propose_again, approve_again, reject_again, ask_duty, duty_done, stop,
            draft_apology, reschedule, urge, answer_urge, refuse, withdraw, ask_withdrawal, confirm_withdrawal,
            refuse_withdrawal, refuse_appraised, write, reply,
        )
    },
    "continue": go_on,
}  # fmt: skip
