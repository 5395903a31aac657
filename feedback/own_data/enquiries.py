"""The questions somebody asked, as their pages show them, with every wording of the answer they got."""

from collections.abc import Iterator
from typing import Any

from dossiers.own_data.sections import Enclosed, Row, Section, Tables
from feedback.enquiries.table import ACTIONS
from feedback.models import Enquiry, EnquiryEvent
from feedback.own_data.enclosures import of_answer, of_answers
from feedback.templatetags.enquiries import enquiry_step
from portal.accounts.models import User
from portal.templatetags.words import moment

KEPT = ("sent_at", "answered_at", "answer_due_at", "title", "content", "name", "address", "phone", "email")
WHOLE = ("field", "procedure__current", "about", "handler", "public", "petition")


def tell(person: User) -> list[Row]:
    found = Enquiry.objects.of(person).select_related(*WHOLE).prefetch_related("events__agency", "wordings")
    return [_enquiry(enquiry) for enquiry in found.order_by("pk")]


def _enquiry(enquiry: Enquiry) -> Row:
    procedure = enquiry.procedure.current if enquiry.procedure else None
    return {name: getattr(enquiry, name) for name in KEPT} | {
        "code": str(enquiry),
        "status": str(enquiry.get_status_display()),
        "field": enquiry.field.name if enquiry.field else "",
        "procedure": procedure.name if procedure else "",
        "about": enquiry.about.name if enquiry.about else "",
        "handler": enquiry.handler.name if enquiry.handler else "",
        "became_petition": str(enquiry.petition) if enquiry.petition else "",
        "history": [_event(event) for event in enquiry.events.all() if not _is_internal(event)],
        "answers": [{"text": one.text, "at": one.at} for one in enquiry.wordings.all()],
        "answer_files": of_answer(enquiry),
        "published_at": _published_at(enquiry),
    }


def _is_internal(event: EnquiryEvent) -> bool:
    return event.action in ACTIONS and ACTIONS[event.action].is_internal


def _event(event: EnquiryEvent) -> Row:
    agency = event.agency.name if event.agency else ""
    return {"what": str(enquiry_step(event)), "at": event.at, "agency": agency, "note": event.note}


def _published_at(enquiry: Enquiry) -> Any:
    public = getattr(enquiry, "public", None)
    return public.published_at if public and public.hidden_at is None else None


def files(person: User) -> Iterator[Enclosed]:
    return of_answers(Enquiry.objects.of(person).order_by("pk"))


def tables(rows: list[Row]) -> Tables:
    heads = ["Mã", "Câu hỏi", "Nội dung", "Trạng thái", "Cơ quan trả lời", "Hỏi lúc", "Trả lời lúc", "Nội dung trả lời"]
    return {"hoi-dap": [heads, *(_line(row) for row in rows)]}


def _line(row: Row) -> list[Any]:
    answer = row["answers"][-1]["text"] if row["answers"] else ""
    return [
        row["code"], row["title"], row["content"], row["status"], row["handler"], moment(row["sent_at"]),
        moment(row["answered_at"]), answer,
    ]  # fmt: skip


SECTION = Section("enquiries", "own_data/_enquiries.html", tell, tables, files)
