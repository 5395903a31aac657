"""One act each, as the person would do it whose turn it is: on the way to a result."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act
from dossiers.counter import handing
from dossiers.counter import steps as counter
from dossiers.models import HandOver, Task
from dossiers.process import steps as process
from dossiers.process import transferring
from dossiers.process.plan import is_leaders
from dossiers.process.refusals import NoOtherAgency
from dossiers.province.stage import Move, Stage
from dossiers.results import issuing, steps
from portal.agencies.models import Agency, Role

APART = 20
"""Minutes between acts of one move."""


# --- At the agency ----------------------------------------------------------------------------


def forward(stage: Stage) -> None:
    stage.do(workflow.FORWARD, stage.clerk)


def carry(stage: Stage) -> None:
    """On a slip of its own."""
    handing.send(HandOver.Kind.DOSSIERS, [stage.dossier], Act(stage.clerk, stage.at))
    stage.dossier.refresh_from_db()


def accept(stage: Stage) -> None:
    """The papers, or the result, at where the slip goes."""
    slip = HandOver.objects.get(items__dossier=stage.dossier, items__state="sent")
    by = stage.officer if slip.kind == HandOver.Kind.DOSSIERS else stage.clerk
    stage.do(counter.ACCEPT_HAND_OVER, by, slip=str(slip))


def slip_back(stage: Stage) -> None:
    stage.do(counter.RETURN_HAND_OVER, stage.officer, note=stage.words("slip_back"))


def assign(stage: Stage) -> None:
    """By the leader where the process begins with one, else an officer takes it."""
    task = stage.tasks()[0]
    if task.role == Role.LEADER:
        official = stage.props.cast.official(task.agency, Role.OFFICER, stage.chance)
        stage.do(process.ASSIGN, stage.leader, official=official)
    elif task.assignee is None:
        stage.do(process.CLAIM, stage.official(task))


def pass_on(stage: Stage) -> None:
    """The leader names nobody: whoever is free takes the next step."""
    if stage.tasks()[0].role == Role.LEADER:
        stage.do(process.NEXT_STEP, stage.leader)


def appraise(stage: Stage) -> None:
    _propose(stage, "approve", "appraised")


def appraise_no(stage: Stage) -> None:
    _propose(stage, "refuse", "not_eligible")


def _propose(stage: Stage, proposed: str, about: str) -> None:
    """Through the steps until something is proposed to the leader."""
    while (task := _to_pass(stage)) is not None:
        _pass(stage, task)
        stage.pause(APART)
    official = stage.official(stage.tasks()[0])
    stage.do(process.SUBMIT_APPROVAL, official, proposed=proposed, remark=stage.words(about))


def _to_pass(stage: Stage) -> Task | None:
    """The first step that is not yet the one which proposes."""
    tasks = stage.tasks()
    is_last = len(tasks) == 1 and tasks[0].assignee_id and is_leaders(stage.plan.after(tasks[0].number))
    return None if is_last and tasks[0].role == Role.OFFICER else tasks[0]


def _pass(stage: Stage, task: Task) -> None:
    if task.role == Role.LEADER or task.assignee is None:
        assign(stage)
    else:
        stage.do(process.NEXT_STEP, task.assignee)


def send_back(stage: Stage) -> None:
    stage.do(process.SEND_BACK, stage.leader, remark=stage.words("back"))


def approve(stage: Stage) -> None:
    stage.do(process.APPROVE, stage.leader)


def sign(stage: Stage) -> None:
    """Approved, signed and issued by the leader in one act."""
    stage.do(workflow.FINISH, stage.leader, **result(stage))


def result(stage: Stage, serial: int = 1) -> dict[str, object]:
    return {
        "result_file": stage.props.shelf.page(f"ket-qua-{serial}", stage.leader),
        "result_number": f"{stage.case.number + 1}-{serial}/KQ", "signer_title": "Lãnh đạo cơ quan",
    }  # fmt: skip


def transfer(stage: Stage) -> None:
    """To another agency that decides the same and has officials. Raises ``NoOtherAgency``."""
    there = list(transferring.others(stage.dossier).filter(key__in=stage.props.cast.agencies_in_play).order_by("key"))
    if not there:
        raise NoOtherAgency
    to = stage.chance.choice(there)
    stage.do(process.TRANSFER, stage.leader, to=to, note=stage.words("transfer"))


def wait(stage: Stage) -> None:
    """Nothing happens for a while."""


# --- Opinions and verification ----------------------------------------------------------------


def ask_opinion(stage: Stage) -> None:
    """Of any agency that has officers. In a few days, which on a late case are over."""
    _ask(stage, stage.props.cast.consulted)


def ask_ours(stage: Stage) -> None:
    """Of an agency where the demonstration's officials answer."""
    _ask(stage, stage.props.cast.ours)


def _ask(stage: Stage, among: Sequence[Agency]) -> None:
    left = [agency for agency in among if agency.pk != stage.dossier.agency_id]
    agency = stage.chance.choice(left)
    due_on = timezone.localdate(stage.at) + timedelta(days=2)
    stage.do(process.ASK_OPINION, stage.officer, agency=agency, question=stage.words("opinion"), due_on=due_on)


def answer_opinion(stage: Stage) -> None:
    opinion = stage.dossier.opinions.get()
    by = stage.props.cast.official(opinion.agency_id, Role.OFFICER, stage.chance)
    stage.do(process.ANSWER_OPINION, by, answer=stage.words("answer"))


def remind(stage: Stage) -> None:
    stage.do(process.REMIND_OPINION, stage.officer)


def verify(stage: Stage) -> None:
    held_at = stage.at - timedelta(minutes=45)
    said = {
        "place": stage.words("place"),
        "participants": stage.words("participants"),
        "content": stage.words("verified"),
    }
    stage.do(process.RECORD_VERIFICATION, stage.officer, held_at=held_at, **said)


# --- The result goes back ---------------------------------------------------------------------


def give_back(stage: Stage) -> None:
    """As the citizen wanted it, some hours after it is there."""
    stage.pause(stage.chance.randint(30, 900))
    {"post": post, "online": read}.get(stage.dossier.return_by, _hand_over)(stage)


def _hand_over(stage: Stage) -> None:
    stage.do(workflow.HAND_OVER, stage.clerk)


def post(stage: Stage) -> None:
    stage.do(steps.HAND_TO_POST, stage.clerk, tracking_number=f"EB{stage.case.number:09d}VN")


def read(stage: Stage) -> None:
    stage.do(steps.RECEIVE_ONLINE, stage.citizen, **of(stage))


def of(stage: Stage) -> dict[str, object]:
    found = issuing.current(stage.dossier)
    return {issuing.OF: found.file.uuid if found else None}


def send_result(stage: Stage) -> None:
    handing.send(HandOver.Kind.RESULTS, [stage.dossier], Act(stage.leader, stage.at))
    stage.dossier.refresh_from_db()


def ask_correction(stage: Stage) -> None:
    stage.do(steps.ASK_CORRECTION, stage.citizen, what=["date"], note=stage.words("correction"), **of(stage))


def correct(stage: Stage) -> None:
    new = result(stage, 2) | {"note": stage.words("corrected")}
    stage.do(steps.CORRECT_RESULT, stage.officer, **(of(stage) | new))


def refuse_correction(stage: Stage) -> None:
    stage.do(steps.REFUSE_CORRECTION, stage.officer, note=stage.words("no_correction"), **of(stage))


def revoke(stage: Stage) -> None:
    stage.do(steps.REVOKE_RESULT, stage.leader, note=stage.words("revoke"), **of(stage))


MOVES: Mapping[str, Move] = {
    ".": wait,
    **{
        move.__name__: move
        for move in (
            forward, carry, accept, slip_back, assign, pass_on, appraise, appraise_no, send_back, approve, sign,
            transfer, ask_opinion, ask_ours, answer_opinion, remind, verify, give_back, post, read, send_result,
            ask_correction, correct, refuse_correction, revoke,
        )
    },
}  # fmt: skip
