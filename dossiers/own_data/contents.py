"""What the portal keeps of a person, as plain values: for the JSON, the readable page and the tables alike.

Officials stand there by agency and title, as on the person's pages; other people's accounts do not stand there at all.
"""

import html
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.module_loading import import_string

from dossiers import workflow
from dossiers.answers import counted
from dossiers.fees import fee_lines
from dossiers.issued import shown as issued
from dossiers.models import Attachment, AttachmentQuerySet, Dossier, DossierEvent, Message, Opening, PaperTaken, Status
from dossiers.own_data.sections import Enclosed, sections
from dossiers.results.models import Result
from dossiers.supplement.models import SupplementRequest
from dossiers.supplement.walk import row_in_words
from portal.accounts.models import Identity, User
from portal.notices.models import Notice, Preference
from procedures.questions import Question, display

IDENTITY = (
    "kind", "full_name", "business_name", "id_number", "old_id_number", "passport", "tax_code", "born_on", "gender",
    "address", "phone", "email", "assurance", "read_at",
)  # fmt: skip
DOSSIER = (
    "provisional_number", "code", "national_code", "owner", "created_at", "submitted_at", "received_at", "first_due_at",
    "due_at", "finished_at", "handed_over_at", "withdrawal_asked_at", "result_number",
)  # fmt: skip


def everything(person: User) -> dict[str, Any]:
    return {
        "made_at": timezone.now(),
        "account": {"full_name": person.full_name, "email": person.email, "phone": person.phone,
                    "joined_at": person.joined_at},
        "identity": _identity(person),
        "preferences": list(Preference.objects.filter(person=person).values("channel", "is_wanted")),
        "dossiers": [_dossier(dossier, person) for dossier in own_dossiers(person)],
        **{section.name: section.tell(person) for section in sections()},
        "notices": [_notice(notice) for notice in _notices(person)],
    }  # fmt: skip


def own_dossiers(person: User) -> Iterator[Dossier]:
    """Handed in by this person, or theirs; drafts too."""
    whole = Dossier.objects.of(person).select_related("edition__procedure", "case", "agency", "received_by")
    return whole.order_by("pk").iterator(chunk_size=20)


def own_files(dossier: Dossier, person: User) -> AttachmentQuerySet:
    """All this person may open now as its applicant: a result only once it is released.

    An official who handed in at their own agency gets the result with the hand-over, not by their post.
    """
    files = Attachment.objects.visible_to(person).filter(dossier=dossier)
    if Dossier.objects.reached_by(person).filter(pk=dossier.pk).exclude(status=Status.HANDED_OVER).exists():
        files = files.exclude(kind=Attachment.Kind.RESULT)
    return files.select_related("stored", "component").order_by("pk")


def all_files(person: User) -> Iterator[Enclosed]:
    """Of dossiers and of what other rooms keep."""
    for dossier in own_dossiers(person):
        yield from (Enclosed(path_of(file), file.stored) for file in own_files(dossier, person))
    for section in sections():
        yield from section.files(person)


def _identity(person: User) -> dict[str, Any] | None:
    found: dict[str, Any] | None = Identity.objects.filter(user=person).values(*IDENTITY).first()
    return found


def _notices(person: User) -> Iterator[Notice]:
    return Notice.objects.visible_to(person).select_related("template").order_by("pk").iterator(chunk_size=200)


def _notice(notice: Notice) -> dict[str, Any]:
    return {"subject": notice.subject, "body": notice.body, "at": notice.created_at, "read_at": notice.read_at}


def _dossier(dossier: Dossier, person: User) -> dict[str, Any]:
    openings = dossier.openings.select_related("agency").order_by("pk")
    return {name: getattr(dossier, name) for name in DOSSIER} | {
        "uuid": str(dossier.uuid),
        "procedure": {"code": dossier.edition.procedure.code, "name": dossier.edition.name},
        "status": str(dossier.get_status_display()),
        "received_by": dossier.received_by.name,
        "agency": dossier.agency.name,
        "return_by": str(Dossier.ReturnBy(dossier.return_by).label),
        "answers": dossier.answers,
        "answers_in_words": list(_answers(dossier)),
        "told_at_nation": _told_at_nation(dossier),
        "fees": [{"name": str(line.label), "amount": line.amount} for line in fee_lines(dossier)],
        "papers_taken": [_taken(one) for one in dossier.papers_taken.select_related("component").order_by("pk")],
        "history": [_event(event) for event in _told(dossier)],
        "supplements": [_supplement(asked) for asked in dossier.supplements.whole().order_by("number")],
        "results": [_result(one) for one in dossier.results.filter(released_at__isnull=False).order_by("pk")],
        "issued_papers": [_issued(one) for one in issued.for_applicant(dossier)],
        "messages": [_message(one) for one in dossier.thread.all().whole()],
        "opened_by": [_opening(one) for one in openings],
        "files": [_file(file) for file in own_files(dossier, person)],
        **{name: tell(dossier) for name, tell in _told_above().items()},
    }


@cache
def _told_above() -> dict[str, Callable[[Dossier], Any]]:
    """Rooms above this one tell of a dossier what is theirs; the settings name them."""
    return {name: import_string(path) for name, path in settings.OWN_DATA.items()}


def _told_at_nation(dossier: Dossier) -> list[dict[str, str]]:
    """What the form here does not ask."""
    submission = getattr(dossier, "submission", None) if dossier.national_code else None
    return list(submission.others) if submission else []


def _answers(dossier: Dossier) -> Iterator[dict[str, str]]:
    for step, asked in counted(dossier).steps:
        for question in asked:
            words = _in_words(question, dossier.answer(question.name))
            if words and question.is_asked:
                yield {"step": str(step.title), "question": str(question.label), "answer": words}


def _in_words(question: Question, value: Any) -> str:
    if question.kind == "repeated":
        return " | ".join(row_in_words(question, row) for row in value or [])
    return html.unescape(strip_tags(str(display(question, value) or "")))


def _told(dossier: Dossier) -> Iterator[DossierEvent]:
    """As the person's pages show it: what went to and fro between agencies is no part of it."""
    told = dossier.events.exclude(action__in=workflow.INTERNAL)
    return told.select_related("agency").order_by("number").iterator(chunk_size=200)


def _taken(taken: PaperTaken) -> dict[str, Any]:
    """What was handed over the counter."""
    return {
        "paper": taken.component.name, "originals": taken.originals, "certified": taken.certified,
        "photocopies": taken.photocopies, "held": taken.held, "given_back_at": taken.given_back_at,
    }  # fmt: skip


def _issued(shown: issued.Shown) -> dict[str, Any]:
    paper = shown.paper
    return {"title": shown.title, "number": paper.number, "at": paper.issued_at, "agency": paper.agency.name}


def _event(event: DossierEvent) -> dict[str, Any]:
    action = workflow.ACTIONS.get(event.action)
    by = event.agency.name if event.agency else ""
    return {"what": str(action.done) if action else event.action, "at": event.at, "agency": by, "note": event.note}


def _supplement(asked: SupplementRequest) -> dict[str, Any]:
    items = [
        {"reason": str(item.get_reason_display()), "what": item.what, "before": item.before, "after": item.after,
         "remark": item.remark}
        for item in asked.items.all()
    ]  # fmt: skip
    return {"reason": asked.reason, "at": asked.asked_at, "completed_at": asked.completed_at, "items": items}


def _result(result: Result) -> dict[str, Any]:
    asked = [
        {"what": one.what_in_words, "text": one.text, "at": one.asked_at, "answered_at": one.answered_at,
         "answer": str(one.get_answer_display()), "reason": one.reason}
        for one in result.corrections.order_by("pk")
    ]  # fmt: skip
    return {
        "number": result.number, "signed_on": result.signed_on, "state": str(result.state.label),
        "valid_until": result.valid_until, "revoked_because": result.revoked_because,
        "read_at": result.read_at, "corrections": asked,
    }  # fmt: skip


def _message(message: Message) -> dict[str, Any]:
    reading = getattr(message, "reading", None)
    by = message.by_name if message.agency is None else ", ".join(filter(None, [message.by_title, message.agency.name]))
    return {"from": by, "at": message.written_at, "text": message.text, "read_at": reading.read_at if reading else None}


def _opening(opening: Opening) -> dict[str, Any]:
    return {
        "agency": opening.agency.name if opening.agency else "", "title": opening.title,
        "role": str(opening.get_role_display()),
        "what": str(opening.get_what_display()), "at": opening.opened_at,
    }  # fmt: skip


def _file(file: Attachment) -> dict[str, Any]:
    return {
        "kind": str(file.get_kind_display()), "paper": file.component.name if file.component else "",
        "name": file.stored.name, "size": file.stored.size, "sha256": file.stored.sha256,
        "added_at": file.added_at, "in_copy": path_of(file) if file.stored.is_released else None,
    }  # fmt: skip


def path_of(file: Attachment) -> str:
    """Where the file lies in the ZIP: numbered, so that equal names do not meet."""
    return f"tep/{file.dossier.public_code or 'ban-nhap'}-{file.dossier_id}/{file.pk}-{file.stored.name}"
