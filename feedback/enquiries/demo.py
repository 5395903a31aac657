"""Answered questions of the demonstration, in our own words (``demo/enquiries.json``), each through its whole life."""

import json
from typing import Any

from django.conf import settings
from django.db import transaction

from dossiers.act import Act
from feedback.actions import ALL_HANDS
from feedback.enquiries import table
from feedback.enquiries.acting import perform
from feedback.enquiries.asking import keep
from feedback.models import Enquiry
from feedback.past import ago
from feedback.spam import digest_of
from portal.accounts.models import User
from portal.agencies.models import Agency, Post, Role
from procedures.models import Procedure

HOURS = ("19:40", "08:30", "10:15", "15:20")
"""Of its steps: asked in the evening, answered in office hours."""


def seed() -> str:
    """Safe to repeat: what is known by its words is not asked again."""
    read: list[dict[str, Any]] = json.loads((settings.BASE_DIR / "demo/enquiries.json").read_text(encoding="utf-8"))
    made = [one["title"] for one in read if _made(one)]
    return f"{len(made)} answered questions"


@transaction.atomic
def _made(one: dict[str, Any]) -> bool:
    digest = digest_of(f"{one['title']} {one['content']}")
    procedure = Procedure.objects.in_use().select_related("current__field").filter(code=one["procedure"]).first()
    if procedure is None or procedure.current is None or Enquiry.objects.filter(said_digest=digest).exists():
        return False
    asked = keep(
        Enquiry(
            title=one["title"], content=one["content"], said_digest=digest, name=one["name"], email=one["email"],
            procedure=procedure, field=procedure.current.field,
        ),
        ago(one["days"][0], HOURS[0]),
    )  # fmt: skip
    if "answer" in one:
        _answered(asked, one)
    return True


def _answered(enquiry: Enquiry, one: dict[str, Any]) -> None:
    agency = Agency.objects.get(key=one["agency"])
    receives, officer, leader = _receiver(), _at(agency, Role.OFFICER), _at(agency, Role.LEADER)
    words = {name: one[name] for name in ("title", "content", "answer")}
    steps: list[tuple[table.Action, User, dict[str, Any]]] = [
        (table.ASSIGN, receives, {"agency": agency.pk}),
        (table.PROPOSE, officer, {"answer": one["answer"]}),
        (table.APPROVE_PUBLIC, leader, words),
    ]
    for (action, by, values), days, hour in zip(steps, one["days"][1:], HOURS[1:], strict=True):
        perform(action, enquiry, Act(by, ago(days, hour), values))


def _receiver() -> User:
    return _at(Agency.objects.get(key=settings.PETITION_RECEPTION), *ALL_HANDS)


def _at(agency: Agency, *roles: str) -> User:
    post: Post = agency.posts.current().filter(role__in=roles).select_related("user").earliest("pk")
    return post.user
