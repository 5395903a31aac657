"""How a dossier moves: one table of actions, one function that performs them.

Read this file first. A step is a row of ``ACTIONS``. The officer's buttons, the citizen's, the guards, history and
what is owed to the nation all follow from it. Of the four states that move apart, this table moves the professional
status (A5); money and synchronisation have rooms of their own.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from dossiers import effects, notices, withdrawing
from dossiers.act import Act, NotYours, Refusal, WrongStatus
from dossiers.action import APPLICANT, NATION, Action, Grant
from dossiers.counter import steps as counter
from dossiers.forms import ActionForm, ReasonForm
from dossiers.history import event_hash
from dossiers.issued import issuing as papers
from dossiers.locking import share
from dossiers.models import Dossier, DossierEvent, Involvement, NationalMessage
from dossiers.models import Status as S
from dossiers.process import approving, course
from dossiers.process import steps as process
from dossiers.process.look import hold_on
from dossiers.reorganisation import steps as reorganisation
from dossiers.results import issuing, returning, steps
from dossiers.results.forms import FinishForm
from dossiers.standing import Standing, Ties, standing
from dossiers.supplement import asking, completing
from dossiers.tasks import tell_nation
from dossiers.terms import standing as facts
from dossiers.terms import steps as terms
from portal.accounts.models import User
from portal.agencies.models import Role
from portal.calendar.current import one_calendar
from portal.wake import wake_once_a_second

RECEIVING, DECIDING = Involvement.Part.RECEIVING, Involvement.Part.DECIDING
CLERK, OFFICER = frozenset({Role.CLERK}), frozenset({Role.OFFICER, Role.LEADER})
APART = timedelta(seconds=1)

SUBMIT = Action(
    "submit",
    _("Submit the dossier"),
    _("Dossier submitted"),
    {APPLICANT},
    {S.DRAFT},
    S.SUBMITTED,
    form=ActionForm,
    guard=effects.papers_complete,
    effect=effects.submit,
)
SUBMIT_AT_NATION = Action(
    "submit_at_nation",
    _("Submit the dossier at the national portal"),
    _("Dossier submitted at the national portal"),
    {NATION},
    {S.DRAFT},
    S.SUBMITTED,
    form=ActionForm,
    guard=effects.came_from_the_nation,
    effect=effects.submit,
)
RECEIVE = Action(
    "receive",
    _("Receive the dossier"),
    _("Dossier received, code and receipt issued"),
    CLERK,
    {S.SUBMITTED},
    S.RECEIVED,
    RECEIVING,
    effect=effects.receive,
)
REFUSE = Action(
    "refuse",
    _("Refuse to receive"),
    _("Dossier not received"),
    CLERK,
    {S.SUBMITTED, S.SUPPLEMENT},
    S.REFUSED,
    RECEIVING,
    guard=effects.reception_may_refuse,
    form=ReasonForm,
    is_grave=True,
)
FORWARD = Action(
    "forward",
    _("Forward to the deciding agency"),
    _("Dossier handed to the deciding agency"),
    CLERK,
    {S.RECEIVED},
    S.IN_PROCESS,
    RECEIVING,
    effect=effects.forward,
)
FINISH = Action(
    "finish",
    _("Record the result"),
    _("Result signed and ready"),
    OFFICER,
    {S.IN_PROCESS},
    S.FINISHED,
    DECIDING,
    form=FinishForm,
    guard=approving.may_issue,
    effect=issuing.finish,
)
HAND_OVER = Action(
    "hand_over",
    _("Hand over the result"),
    _("Result handed over"),
    CLERK,
    {S.FINISHED},
    S.HANDED_OVER,
    RECEIVING,
    guard=returning.not_by_post,
    effect=returning.hand_over,
)
ASK_SUPPLEMENT = Action(
    asking.NAME,
    _("Ask for a supplement"),
    _("Supplement asked for"),
    CLERK,
    {S.SUBMITTED, S.RECEIVED},
    S.SUPPLEMENT,
    RECEIVING,
    also=(Grant(OFFICER, {S.RECEIVED, S.IN_PROCESS}, DECIDING),),
    form=ReasonForm,
    guard=asking.may_ask,
    effect=asking.ask,
    page="admin:dossiers_dossier_supplement",
)
SUPPLEMENT_COMPLETE = Action(
    "supplement_complete",
    _("Send the supplement"),
    _("Supplement sent"),
    {APPLICANT},
    {S.SUPPLEMENT},
    asking.status_before,
    form=ActionForm,
    guard=completing.is_asked_for,
    effect=completing.complete,
    page="dossier_supplement",
)
TAKE_SUPPLEMENT = Action(
    "take_supplement",
    _("Take in a supplement"),
    _("Supplement taken in at the counter"),
    CLERK,
    {S.SUPPLEMENT},
    asking.status_before,
    RECEIVING,
    form=ActionForm,
    guard=completing.is_brought,
    effect=completing.complete,
    page="dossier_supplement",
)

TABLE = (
    SUBMIT, SUBMIT_AT_NATION, RECEIVE, REFUSE, FORWARD, ASK_SUPPLEMENT, SUPPLEMENT_COMPLETE, TAKE_SUPPLEMENT, FINISH,
    HAND_OVER,
    *withdrawing.TABLE, *steps.TABLE, *process.TABLE, *terms.TABLE, *counter.TABLE, *reorganisation.TABLE,
)  # fmt: skip
ACTIONS = {action.name: action for action in TABLE}
INTERNAL = [action.name for action in TABLE if action.is_internal]


def available(dossier: Dossier, user: User) -> list[Action]:
    """What ``user`` could do to ``dossier`` now: the buttons."""
    ties = Ties(dossier, user)
    return [action for action in ACTIONS.values() if _may_now(action, dossier, user, ties)]


def _may_now(action: Action, dossier: Dossier, user: User, ties: Ties) -> bool:
    if not any(dossier.status in grant.sources for grant in action.grants):
        return False
    as_whom = standing(action, dossier, user, ties)
    return bool(as_whom and dossier.status in as_whom.sources and _guard_holds(action, dossier, user))


def _guard_holds(action: Action, dossier: Dossier, user: User) -> bool:
    if action is SUBMIT:
        return True  # what is missing is said on the review page, not by a button that is not there
    try:
        action.guard(dossier, Act(user))
    except Refusal:
        return False
    return True


@transaction.atomic
@one_calendar()
def perform(action: Action, dossier: Dossier, act: Act) -> DossierEvent:
    """Do what ``act`` asks, write its history and owe it to the nation, or none of it.

    Locks and re-reads ``dossier``: of two officers clicking at once the second gets ``WrongStatus``. Raises
    ``NotYours`` or the refusal of the action's guard. ``dossier`` itself is brought up to date. Events of one dossier
    are at least a second apart: the wire knows only seconds.
    """
    locked = Dossier.objects.select_for_update().get(pk=dossier.pk)  # joined, it would be missed once it is transferred
    share(dossier, locked)
    as_whom = standing(action, locked, act.by)
    if as_whom is None:
        raise NotYours
    if locked.status not in as_whom.sources:
        raise WrongStatus
    action.guard(locked, act)
    last = locked.events.order_by("-number").values("at", "hash").first()
    act = Act(act.by, max(act.at, last["at"] + APART) if last else act.at, act.values)
    before, due_before, was_received = S(locked.status), locked.due_at, locked.code is not None
    locked.status = _target(action, locked)
    locked.last_event += 1
    hold_on(locked)
    action.effect(locked, act)
    course.follow(locked, before, act)
    locked.save()
    event = _new_event(action, locked, before, act, as_whom)
    event.values |= facts.moved(due_before, locked.due_at)
    event.hash = event_hash(event, last["hash"] if last else "")
    event.save(force_insert=True)
    _owe_to_nation(locked, [event] if was_received else locked.events.filter(owed__isnull=True).order_by("number"))
    papers.owe(event)
    notices.tell(event)
    for name in (column.attname for column in Dossier._meta.concrete_fields):
        setattr(dossier, name, getattr(locked, name))
    return event


def _target(action: Action, dossier: Dossier) -> S:
    if callable(action.target):
        return action.target(dossier)
    return S(dossier.status) if action.target is None else action.target


def _new_event(action: Action, dossier: Dossier, before: S, act: Act, as_whom: Standing) -> DossierEvent:
    return DossierEvent(
        dossier=dossier,
        number=dossier.last_event,
        action=action.name,
        status_before=before,
        status=dossier.status,
        at=act.at,
        by=act.by,
        by_name=str(act.by or ""),
        by_title=as_whom.post.title if as_whom.post else "",
        role=as_whom.role,
        agency=as_whom.post.agency if as_whom.post else None,
        note=act.text("note"),
        values={name: value for name, value in act.values.items() if isinstance(value, str | int | bool)},
    )


def _owe_to_nation(dossier: Dossier, unowed: Iterable[DossierEvent]) -> None:
    """Owe every event from acceptance on, the submission before it included; one that ended before acceptance is owed
    too (assumed), and of one that was born at the national portal every event (protocols §4.4)."""
    if dossier.code is None and not S(dossier.status).is_final and not dossier.national_code:
        return
    NationalMessage.objects.bulk_create(NationalMessage(subject=dossier, event=event) for event in unowed)
    transaction.on_commit(lambda: wake_once_a_second(tell_nation))
