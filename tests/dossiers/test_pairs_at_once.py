"""Every two acts of one status at the same instant, in both orders: one story comes of it (CO-06)."""

from collections.abc import Callable
from datetime import timedelta
from itertools import combinations_with_replacement
from typing import Any

import pytest
from django.utils import timezone

from dossiers import withdrawing, workflow
from dossiers.act import Act
from dossiers.models import Dossier
from dossiers.process import steps as process
from dossiers.results import steps as results
from dossiers.terms import steps as terms
from portal.agencies.models import Agency, Role
from tests.dossiers.at_once import at_once, slow_writes
from tests.dossiers.process import ways
from tests.dossiers.supplements import ask
from tests.dossiers.test_supplement_races import carelessly, is_one_story
from tests.factories import AgencyFactory, DraftFactory, PostFactory, StoredFileFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
Way = Callable[[Dossier, dict[str, Any]], None]


def act(action: workflow.Action, who: str, **values: Any) -> Way:
    return lambda dossier, cast: workflow.perform(action, dossier, Act(cast[who], values=values))


def issue(action: workflow.Action, **values: Any) -> Way:
    """With a file of its own each time."""

    def way(dossier: Dossier, cast: dict[str, Any]) -> None:
        file = {"result_number": "7/QĐ", "result_file": StoredFileFactory(), "note": "Sai năm sinh", **values}
        if action in results.TABLE:
            file["of"] = dossier.results.current().get().file.uuid
        workflow.perform(action, dossier, Act(cast["leader"], values=file))

    return way


def revoke(dossier: Dossier, cast: dict[str, Any]) -> None:
    of = dossier.results.current().get().file.uuid
    workflow.perform(results.REVOKE_RESULT, dossier, Act(cast["leader"], values={"of": of, "note": "Cấp nhầm"}))


def transfer(dossier: Dossier, cast: dict[str, Any]) -> None:
    workflow.perform(process.TRANSFER, dossier, Act(cast["leader"], values={"to": cast["there"], "note": "Sai nơi"}))


def reschedule(dossier: Dossier, cast: dict[str, Any]) -> None:
    values = {"note": "Chờ xác minh", "new_on": timezone.localdate() + timedelta(days=60)}
    workflow.perform(terms.RESCHEDULE, dossier, Act(cast["leader"], values=values))


def supplement(dossier: Dossier, cast: dict[str, Any]) -> None:
    ask(dossier, cast["clerk"] if dossier.status in (1, 2) else cast["leader"], "summary")


DUTY = {"note": "Nộp lệ phí trước bạ", "ground": "Điều 7 Nghị định 140/2016", "amount": 1_250_000}
VERIFIED = {
    "held_at": timezone.now(), "place": "Thôn Núi", "participants": "Trưởng thôn", "content": "Đúng như hồ sơ",
}  # fmt: skip
WITHDRAWING = act(withdrawing.ASK_WITHDRAWAL, "citizen", note="Không cần nữa")

SUBMITTED: dict[str, Way] = {
    "receive": act(workflow.RECEIVE, "clerk"),
    "refuse": act(workflow.REFUSE, "clerk", note="Không thuộc thẩm quyền"),
    "withdraw": act(withdrawing.WITHDRAW, "citizen"),
    "supplement": supplement,
}
RECEIVED: dict[str, Way] = {
    "forward": act(workflow.FORWARD, "clerk"),
    "ask_withdrawal": WITHDRAWING,
    "supplement": supplement,
}
LEAVING: dict[str, Way] = {
    "confirm_withdrawal": act(withdrawing.CONFIRM_WITHDRAWAL, "clerk"),
    "refuse_withdrawal": act(withdrawing.REFUSE_WITHDRAWAL, "clerk", note="Đã có kết quả"),
    "forward": act(workflow.FORWARD, "clerk"),
}
PROPOSED: dict[str, Way] = {
    "approve": act(process.APPROVE, "leader"),
    "send_back": act(process.SEND_BACK, "leader", note="Xem lại", remark="Xem lại"),
    "take_back": act(process.TAKE_BACK, "officer"),
    "finish": issue(workflow.FINISH),
    "ask_duty": act(terms.ASK_DUTY, "leader", **DUTY),
    "stop": act(terms.STOP, "leader", note="Chờ bản án", ground="Điều 5"),
    "reschedule": reschedule,
    "transfer": transfer,
    "record_verification": act(process.RECORD_VERIFICATION, "leader", **VERIFIED),
    "ask_withdrawal": WITHDRAWING,
    "supplement": supplement,
}
HELD: dict[str, Way] = {
    "duty_done": act(terms.DUTY_DONE, "leader"),
    "duty_done_at_unit": act(terms.DUTY_DONE, "clerk"),
    "stop": act(terms.STOP, "leader", note="Chờ bản án", ground="Điều 5"),
    "ask_withdrawal": WITHDRAWING,
}
FINISHED: dict[str, Way] = {
    "hand_over": act(workflow.HAND_OVER, "clerk"),
    "correct_result": issue(results.CORRECT_RESULT),
    "revoke_result": revoke,
}


def until(*before: Way) -> Way:
    def way(dossier: Dossier, cast: dict[str, Any]) -> None:
        for step in before:
            step(dossier, cast)

    return way


RECEIVE, FORWARD = SUBMITTED["receive"], RECEIVED["forward"]


def propose(dossier: Dossier, cast: dict[str, Any]) -> None:
    workflow.perform(process.ASSIGN, dossier, Act(cast["leader"], values={"official": cast["officer"]}))
    ways.submit(dossier, cast["officer"])


STATUSES: dict[str, tuple[Way, dict[str, Way]]] = {
    "submitted": (until(), SUBMITTED),
    "received": (until(RECEIVE), RECEIVED),
    "leaving": (until(RECEIVE, WITHDRAWING), LEAVING),
    "proposed": (until(RECEIVE, FORWARD, propose), PROPOSED),
    "held": (until(RECEIVE, FORWARD, PROPOSED["ask_duty"]), HELD),
    "finished": (until(RECEIVE, FORWARD, propose, PROPOSED["finish"]), FINISHED),
}
PAIRS = [
    pytest.param(name, one, two, id=f"{name}-{one}-{two}")
    for name, (_, acts) in STATUSES.items()
    for one, two in combinations_with_replacement(acts, 2)
]


@pytest.fixture
def cast(draft, citizen, clerk, officer, leader) -> dict[str, Any]:
    there = AgencyFactory(name="Ủy ban nhân dân xã Xa")
    AgencyFactory(name="Bộ phận một cửa xã Xa", kind=Agency.Kind.ONE_STOP, parent=there)
    PostFactory(agency=there, role=Role.OFFICER)
    return {"citizen": citizen, "clerk": clerk, "officer": officer, "leader": leader, "there": there}


def another(draft: Dossier, way: Way, cast: dict[str, Any]) -> Dossier:
    dossier = DraftFactory(
        edition=draft.edition, agency=draft.agency, received_by=draft.received_by, submitter=draft.submitter
    )
    workflow.perform(workflow.SUBMIT, dossier, Act(cast["citizen"]))
    way(dossier, cast)
    return dossier


def doing(way: Way, dossier: Dossier, cast: dict[str, Any]) -> Callable[[], None]:
    return lambda: way(Dossier.objects.get(pk=dossier.pk), cast)


@pytest.mark.parametrize(("status", "one", "two"), PAIRS)
def test_of_two_acts_one_story_comes(draft, cast, status, one, two):
    way, acts = STATUSES[status]
    for names in {(one, two), (two, one)}:
        dossier = another(draft, way, cast)
        with slow_writes():
            outcomes = at_once(*(doing(acts[name], dossier, cast) for name in names))
        assert "done" in outcomes
        dossier.refresh_from_db()
        assert is_one_story(dossier)


def test_every_act_of_these_can_be_done_alone(draft, cast):
    for name, (way, acts) in STATUSES.items():
        for act_name, do in acts.items():
            dossier = another(draft, way, cast)
            before = dossier.last_event
            do(Dossier.objects.get(pk=dossier.pk), cast)
            assert Dossier.objects.get(pk=dossier.pk).last_event > before, (name, act_name)


def test_without_the_lock_two_stories_would_come(draft, cast):
    """The control: who reads, decides and writes with nothing held goes past the other."""
    dossier = another(draft, until(RECEIVE), cast)
    with slow_writes():
        acts = carelessly(dossier, 2, 4), carelessly(dossier, 2, 5)
        assert at_once(*acts) == ["done", "done"]
