"""Petitions of the demonstration (``demo/petitions.json``), in our own words: each goes through the acts of ``table``,
done by those who may do them, on working days before today. Nobody's numbers: they belong to people who do not exist.
"""

import json
from typing import Any

from django.conf import settings
from django.db import transaction

from dossiers.act import Act
from feedback import publishing, removing
from feedback.actions import ALL_HANDS, HANDLER, RECEPTION
from feedback.models import Petition, PetitionEvent, Publication
from feedback.past import ago
from feedback.petitions import filing, table
from feedback.petitions.acting import perform
from feedback.spam import digest_of
from portal.accounts.models import User
from portal.agencies.models import Agency, Post, Role
from portal.calendar.current import one_calendar
from procedures.models import Procedure

FILE = settings.BASE_DIR / "demo" / "petitions.json"
FACTS = ("kind", "title", "content", "place", "channel", "name", "is_organisation", "address", "phone", "email")
Step = dict[str, Any]


@one_calendar()
def seed() -> str:
    """Safe to repeat: what is known by its words is not sent again. Left out where its agency has no officials."""
    told: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    made = sum(_made(one) for one in told)
    return f"{made} petitions, {Publication.objects.filter(hidden_at=None).count()} published"


@transaction.atomic
def _made(one: dict[str, Any]) -> bool:
    petition = _written(one)
    if Petition.objects.filter(said_digest=petition.said_digest).exists() or not _can_be_handled(one):
        return False
    came, *steps = one["steps"]
    _come(petition, came)
    for step in steps:
        _do(petition, step, one)
    return True


def _can_be_handled(one: dict[str, Any]) -> bool:
    agency = one.get("agency", settings.PETITION_RECEPTION)
    roles = set(Post.objects.current().filter(agency__key=agency).values_list("role", flat=True))
    is_handled = any(step["do"] == table.TRANSFER.name for step in one["steps"])
    return {Role.OFFICER, Role.LEADER} <= roles if is_handled else True


# --- Coming in --------------------------------------------------------------------------------
def _written(one: dict[str, Any]) -> Petition:
    """Not saved; of somebody with an account, who they are stands there."""
    facts = {name: one[name] for name in FACTS if name in one}
    if "role" in one:
        user = User.objects.select_related("identity").get(username=f"demo-{one['role']}")
        facts |= {"name": user.full_name, "phone": user.phone, "email": user.email, "submitter": user}
        facts["address"] = user.identity.address
    return Petition(
        **facts, said_digest=digest_of(one["content"]),
        about=Agency.objects.filter(key=one.get("about") or one.get("agency")).first(),
        procedure=Procedure.objects.filter(code=one.get("procedure")).first(),
    )  # fmt: skip


def _come(petition: Petition, came: Step) -> None:
    """By the portal, or written down at the office that receives them."""
    petition.sent_at = at = ago(came["ago"], came["at"])
    event = PetitionEvent(action=came["do"], at=at, by=petition.submitter, role=Petition.SENDER)
    if came["do"] == filing.WRITTEN_DOWN:
        post = _post(Agency.objects.get(key=settings.PETITION_RECEPTION), ALL_HANDS)
        event = PetitionEvent(
            action=came["do"], at=at, by=post.user, by_title=post.title, role=post.role, agency=post.agency
        )
    filing.keep(petition, [], event)


# --- What became of it ------------------------------------------------------------------------
def _do(petition: Petition, step: Step, one: dict[str, Any]) -> None:
    action = table.ACTIONS[step["do"]]
    at, values = ago(step["ago"], step["at"]), _values(action, petition, step, one)
    perform(action, petition, Act(_by(action, petition), at, values))


def _by(action: table.Action, petition: Petition) -> User | None:
    """An officer does what an officer may, a leader the rest."""
    if action.is_of_sender:
        return petition.submitter
    part = RECEPTION if RECEPTION in action.by else HANDLER
    at = petition.handler if part == HANDLER else Agency.objects.get(key=settings.PETITION_RECEPTION)
    assert at is not None  # noqa: S101  (handled, so somebody has it in hand)
    return _post(at, action.by[part] & {Role.OFFICER} or action.by[part]).user


def _post(agency: Agency, roles: Any) -> Post:
    """An official of the demonstration where one holds it: they were there first."""
    found: Post = agency.posts.current().filter(role__in=roles).select_related("user", "agency").earliest("pk")
    return found


def _values(action: table.Action, petition: Petition, step: Step, one: dict[str, Any]) -> dict[str, Any]:
    """With what the forms of these acts begin with at the desk."""
    said = {name: value for name, value in step.items() if name not in ("ago", "at", "do")}
    if action is table.TRANSFER:
        said["agency"] = Agency.objects.get(key=one["agency"]).pk
    if action is table.PUBLISH:
        said |= {name: removing.proposed(str(getattr(petition, name)), petition).text for name in publishing.WORDS}
    return said
