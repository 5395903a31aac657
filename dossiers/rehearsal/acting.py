"""Working on while the line is cut: changes by the verbs of the workflow, as the officials in post would make them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from dossiers import workflow
from dossiers.act import Act, Refusal
from dossiers.action import Action
from dossiers.models import Dossier, Status
from portal.accounts.models import User
from portal.agencies.models import Post, Role

MOST = 100


@dataclass(frozen=True)
class Verb:
    """What a clerk of the one-stop unit does to a dossier in that status."""

    status: Status
    action: Action


VERBS = (Verb(Status.SUBMITTED, workflow.RECEIVE), Verb(Status.RECEIVED, workflow.FORWARD))


def work_on(number: int) -> int:
    """Make up to ``number`` changes. Returns how many came about: none without a dossier to work on or to copy."""
    wanted, done = min(number, MOST), 0
    for verb, dossier in _open():
        if done >= wanted:
            return done
        done += _done(verb.action, dossier)
    while done < wanted and (fresh := _filed_again()) is not None:
        done += _done(workflow.RECEIVE, fresh) + _done(workflow.FORWARD, fresh)
    return done


def _open() -> Iterator[tuple[Verb, Dossier]]:
    for verb in VERBS:
        for dossier in list(_workable().filter(status=verb.status)[:MOST]):
            yield verb, dossier


def _workable() -> QuerySet[Dossier]:
    """Handed in online, at a unit with a clerk in post."""
    clerks = Post.objects.current().filter(role=Role.CLERK, user__is_active=True)
    return Dossier.objects.filter(received_by__in=clerks.values("agency"), submitter__isnull=False).order_by("pk")


def _done(action: Action, dossier: Dossier) -> int:
    """1, or 0 where it was refused: another step of the same rehearsal was faster."""
    clerk = _clerk(dossier)
    if clerk is None:
        return 0
    try:
        workflow.perform(action, dossier, Act(clerk))
    except Refusal:
        return 0
    return 1


def _clerk(dossier: Dossier) -> User | None:
    posts = Post.objects.current().filter(role=Role.CLERK, agency=dossier.received_by_id, user__is_active=True)
    post = posts.select_related("user").order_by("pk").first()
    return post.user if post else None


COPIED = ("edition", "case", "agency", "received_by", "submitter", "owner_identity", "owner", "answers", "summary")


def _filed_again() -> Dossier | None:
    """The newest workable dossier, filed once more by the same person."""
    like = _workable().exclude(status=Status.DRAFT).order_by("-pk").first()
    if like is None:
        return None
    values: Mapping[str, object] = {name: getattr(like, name) for name in COPIED}
    dossier = Dossier.objects.create(**values)
    workflow.perform(workflow.SUBMIT, dossier, Act(dossier.submitter))
    return dossier
