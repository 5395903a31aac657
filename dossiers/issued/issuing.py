"""Writing down that a paper is issued. The row is all that an act waits for; the file is made soon after.

An act whose paper says what history says is a line of ``OWED``. One that keeps more than history (an apology, a
reminder, an opinion asked) fills the paper's dataclass and calls ``issue`` in its effect: nothing is gathered later.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from dossiers.issued import registry
from dossiers.issued.facts.deadline import carries_reminder, signed
from dossiers.issued.facts.hops import RECEIVED_BY
from dossiers.issued.tasks import make_papers
from dossiers.models import Dossier, DossierEvent, IssuedPaper
from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.wake import wake_once_a_second

OWED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(RECEIVED_BY, ("receipt",)),
    "ask_supplement": ("supplement_request",),
    "approve_supplement": ("supplement_request",),
    "refuse": ("refusal",),
    "refuse_appraised": ("refusal", "control_slip"),
    "reschedule": ("apology",),
    "urge": ("reminder",),
    "ask_opinion": ("opinion_request",),
    "answer_opinion": ("opinion_answer",),
    "record_verification": ("verification_minutes",),
    "submit_approval": ("approval_sheet",),
    "approve": ("approval_sheet",),
    "send_back": ("approval_sheet",),
    "transfer": ("control_slip",),
    "return_hand_over": ("control_slip",),
    "forward": ("control_slip",),
    "finish": ("control_slip",),
    "hand_over": ("control_slip", "result_receipt"),
    "hand_to_post": ("control_slip",),
    "receive_online": ("control_slip",),
}
"""What is issued by which act. The control slip grows where the dossier changes agencies; between steps it is printed
by hand, with all of them."""


@dataclass(frozen=True)
class Author:
    """Who issues a paper, for which agency."""

    user: User | None
    name: str
    title: str
    agency: Agency


def owe(event: DossierEvent) -> None:
    """Within the act's transaction: one row a paper, no more."""
    for key in _keys(event):
        _write(event.dossier, key, _author(event), event.at, event=event, number=_number(event, key))


def _keys(event: DossierEvent) -> tuple[str, ...]:
    return () if event.action == "urge" and not carries_reminder(event) else OWED.get(event.action, ())


def owed_to(event: DossierEvent, key: str) -> IssuedPaper:
    """The paper of an act; its row is written now for an act that is older than this room."""
    known = event.issued_papers.filter(key=key).current().first()
    if known is not None:
        return known
    number = _number(event, key)
    with transaction.atomic():
        Dossier.objects.select_for_update().only("pk").get(pk=event.dossier_id)
        again = event.issued_papers.filter(key=key).current().first()
        return again or _write(event.dossier, key, _author(event), event.at, event=event, number=number)


@transaction.atomic
def issue(dossier: Dossier, key: str, author: Author, *, facts: Any = None, number: str = "") -> IssuedPaper:
    """A paper that no line of ``OWED`` issues. ``facts`` is the dataclass of that paper, or none where history has
    it all. Raises ``NoSuchForm``."""
    Dossier.objects.select_for_update().only("pk").get(pk=dossier.pk)
    return _write(dossier, key, author, timezone.now(), facts=asdict(facts) if facts else {}, number=number)


@transaction.atomic
def issue_again(paper: IssuedPaper, author: Author, reason: str) -> IssuedPaper:
    """With what holds now, in place of one that says something wrong; the old one stays readable and is marked."""
    old = IssuedPaper.objects.select_for_update().current().get(pk=paper.pk)
    now = timezone.now()
    old.replaced_at = now
    old.save(update_fields=["replaced_at"])
    more = {"event": old.event, "number": old.number, "previous": old, "reason": reason}
    return _write(old.dossier, old.key, author, now, **more)


@transaction.atomic
def issue_instead(paper: IssuedPaper, author: Author, reason: str, *, facts: Any, number: str) -> IssuedPaper:
    """Another with facts and a number of its own in place of ``paper``, which stays readable and is marked."""
    old = IssuedPaper.objects.select_for_update().current().get(pk=paper.pk)
    now = timezone.now()
    old.replaced_at = now
    old.save(update_fields=["replaced_at"])
    more = {"facts": asdict(facts), "number": number, "previous": old, "reason": reason}
    return _write(old.dossier, old.key, author, now, **more)


@transaction.atomic
def revoke(paper: IssuedPaper, by: User, reason: str) -> None:
    """It no longer holds, and whoever checks it is told so."""
    held = IssuedPaper.objects.select_for_update().current().get(pk=paper.pk)
    if held.revoked_at is None:
        held.revoked_at, held.revoked_by, held.revoked_because = timezone.now(), by, reason
        held.save(update_fields=["revoked_at", "revoked_by", "revoked_because"])


def _write(dossier: Dossier, key: str, author: Author, at: datetime, **more: Any) -> IssuedPaper:
    form = registry.form_on(key, timezone.localdate(at))
    if form.replaces_last and "previous" not in more:
        more["previous"] = _put_away(dossier, key, at)
    paper = IssuedPaper.objects.create(
        dossier=dossier,
        key=key,
        version=form.version,
        is_for_applicant=form.is_for_applicant,
        issued_at=at,
        issued_by=author.user,
        official=author.name,
        title=author.title,
        agency=author.agency,
        **more,
    )
    transaction.on_commit(lambda: wake_once_a_second(make_papers))
    return paper


def _put_away(dossier: Dossier, key: str, at: datetime) -> IssuedPaper | None:
    last = dossier.issued_papers.filter(key=key).current().first()
    if last is not None:
        last.replaced_at = at
        last.save(update_fields=["replaced_at"])
    return last


def _author(event: DossierEvent) -> Author:
    agency = event.agency or event.dossier.received_by
    return Author(event.by, event.by_name, event.by_title, agency)


def _number(event: DossierEvent, key: str) -> str:
    """Forms 01 and 02 are numbered by the dossier's code and their sign (A7), a further request by its round; others
    carry the number under which their agency keeps them."""
    code = event.dossier.public_code
    if key == "receipt":
        return f"{code}/TNHS"
    if key == "supplement_request":
        round_ = event.dossier.supplements.get(asked_in=event.number).number
        return f"{code}{f'-{round_:02d}' if round_ > 1 else ''}/HDHS"
    if key == "apology":
        return signed(event).number
    return str(event.values.get({"reminder": "reminder", "refusal": "result_number"}.get(key, ""), ""))
