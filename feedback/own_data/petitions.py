"""The petitions somebody sent, as their pages show them."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from dossiers.own_data.sections import Enclosed, Row, Section, Tables
from feedback.models import Petition, PetitionEvent, PetitionFile
from feedback.own_data.enclosures import of_answer, of_answers, row
from feedback.petitions.table import ACTIONS
from feedback.templatetags.feedback import petition_step
from portal.accounts.models import User
from portal.templatetags.words import moment

KEPT = (
    "number", "sent_at", "received_at", "answered_at", "answer_due_at", "national_id", "title", "content", "place",
    "name", "is_organisation", "address", "phone", "email", "reopened",
)  # fmt: skip
WHOLE = ("dossier", "procedure__current", "about", "handler", "publication")


def tell(person: User) -> list[Row]:
    found = Petition.objects.of(person).select_related(*WHOLE).prefetch_related("events__agency", "files__stored")
    return [_petition(petition) for petition in found.order_by("pk")]


def _petition(petition: Petition) -> Row:
    told = [event for event in petition.events.all() if not _is_internal(event)]
    return {name: getattr(petition, name) for name in KEPT} | {
        "kind": str(petition.get_kind_display()),
        "came_by": str(petition.get_channel_display()),
        "status": str(petition.get_status_display()),
        "dossier": petition.dossier.public_code if petition.dossier else "",
        "procedure": petition.procedure.current.name if petition.procedure and petition.procedure.current else "",
        "about": petition.about.name if petition.about else "",
        "handler": petition.handler.name if petition.handler else "",
        "history": [_event(event) for event in told],
        "answers": [_answer(event) for event in told if event.action == "approve"],
        "published_at": _published_at(petition),
        "files": [row(_enclosed(petition, file)) for file in petition.files.all()],
        "answer_files": of_answer(petition),
    }


def _is_internal(event: PetitionEvent) -> bool:
    return event.action in ACTIONS and ACTIONS[event.action].is_internal


def _agency(event: PetitionEvent) -> str:
    return event.agency.name if event.agency else ""


def _event(event: PetitionEvent) -> Row:
    return {"what": str(petition_step(event)), "at": event.at, "agency": _agency(event), "note": event.note}


def _answer(event: PetitionEvent) -> Row:
    """As it was approved then; one proposed and not approved yet is none."""
    return {"text": event.values.get("answer", ""), "at": event.at, "agency": _agency(event)}


def _published_at(petition: Petition) -> Any:
    publication = getattr(petition, "publication", None)
    return publication.published_at if publication and publication.hidden_at is None else None


def _enclosed(petition: Petition, file: PetitionFile) -> Enclosed:
    return Enclosed(f"tep/phan-anh-{petition}/{file.pk}-{file.stored.name}", file.stored)


def files(person: User) -> Iterator[Enclosed]:
    own = Petition.objects.of(person).order_by("pk")
    found = PetitionFile.objects.filter(petition__in=own).select_related("petition", "stored").order_by("pk")
    return chain((_enclosed(file.petition, file) for file in found), of_answers(own))


def tables(rows: list[Row]) -> Tables:
    heads = ["Số", "Về việc", "Nội dung", "Trạng thái", "Cơ quan xử lý", "Gửi lúc", "Trả lời lúc", "Nội dung trả lời"]
    return {"phan-anh-kien-nghi": [heads, *(_line(row) for row in rows)]}


def _line(row: Row) -> list[Any]:
    answer = row["answers"][-1]["text"] if row["answers"] else ""
    return [
        row["number"] or "chưa vào sổ", row["title"], row["content"], row["status"], row["handler"],
        moment(row["sent_at"]), moment(row["answered_at"]), answer,
    ]  # fmt: skip


SECTION = Section("petitions", "own_data/_petitions.html", tell, tables, files)
