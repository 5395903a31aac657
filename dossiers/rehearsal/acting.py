"""Working on while the line is cut: changes by the verbs of the workflow, as the officials in post would make them."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import QuerySet

from dossiers import workflow
from dossiers.act import Act, Refusal
from dossiers.action import Action
from dossiers.models import Attachment, Dossier, Status
from portal.accounts.models import User
from portal.agencies.models import Post, Role
from portal.files.storage import FileDamaged, open_stored, store
from procedures.models import Channel

MOST, TRIED = 100, 40


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
    """The newest workable dossier that can be handed in as it is, filed once more by the same person with its
    papers."""
    handed_in = _workable().exclude(status=Status.DRAFT).filter(channel=Channel.ONLINE)
    for like in handed_in.order_by("-pk")[:TRIED]:
        with suppress(Refusal, FileDamaged), transaction.atomic():
            dossier = Dossier.objects.create(**{name: getattr(like, name) for name in COPIED})
            _copy_papers(like, dossier)
            workflow.perform(workflow.SUBMIT, dossier, Act(dossier.submitter))
            return dossier
    return None


def _copy_papers(like: Dossier, dossier: Dossier) -> None:
    for paper in like.attachments.filter(kind=Attachment.Kind.PAPER, removed_at__isnull=True).select_related("stored"):
        with open_stored(paper.stored) as stored:
            content = SimpleUploadedFile(paper.stored.name, stored.read(), paper.stored.media_type)
        again = store(content, by=dossier.submitter, pages=paper.stored.pages)
        dossier.attachments.create(component=paper.component, kind=paper.kind, stored=again, position=paper.position)
