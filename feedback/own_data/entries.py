"""What somebody answered in surveys and contests. What is right is never told: not here, and not on any page."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from dossiers.own_data.sections import Enclosed, Row, Section, Tables, in_copy
from feedback.models import Entry
from feedback.questionnaires import bank, ranking
from feedback.questionnaires.paper import Drawn
from portal.accounts.models import User
from portal.templatetags.words import moment

KEPT = ("code", "began_at", "saved_at", "sent_at", "was_late", "prediction", "consented_at")
SAID = ("name", "birth_year", "phone", "unit", "may_publish")


def _of(person: User) -> QuerySet[Entry]:
    whole = ("round__questionnaire", "district", "standing", "certificate__file")
    return Entry.objects.filter(user=person).select_related(*whole).order_by("pk")


def tell(person: User) -> list[Row]:
    return [_entry(entry) for entry in _of(person)]


def _entry(entry: Entry) -> Row:
    questionnaire = entry.round.questionnaire
    return {name: getattr(entry, name) for name in KEPT} | {
        "questionnaire": questionnaire.title,
        "kind": str(questionnaire.get_kind_display()),
        "is_contest": questionnaire.is_contest,
        "round": entry.round.title,
        "prediction_asked": entry.round.prediction,
        "said_of_oneself": {name: getattr(entry, name) for name in SAID}
        | {"district": entry.district.name if entry.district else ""},
        "answers": [_answered(one, entry) for one in bank.paper_of(entry)],
        "result": _result(entry),
        "certificate": _certificate(entry),
    }


def _answered(drawn: Drawn, entry: Entry) -> Row:
    ticked = drawn.places(entry.answers)
    words = [words for place, words in enumerate(drawn.shown) if place in ticked]
    return {"question": drawn.asked.text, "answer": drawn.words(entry.answers) or "; ".join(words)}


def _result(entry: Entry) -> Row | None:
    """Of a contest whose round is counted and so in public."""
    if entry.round.ranked_at is None or not entry.round.questionnaire.is_contest:
        return None
    standing = getattr(entry, "standing", None)
    rank = standing.rank if standing else None
    return {"right": entry.score or 0, "questions": ranking.most_right(entry.round), "rank": rank}


def _certificate(entry: Entry) -> Row | None:
    paper = getattr(entry, "certificate", None)
    if paper is None:
        return None
    return {"number": paper.number, "issued_at": paper.issued_at, "in_copy": in_copy(_enclosed(entry))}


def _enclosed(entry: Entry) -> Enclosed:
    paper = entry.certificate.file
    return Enclosed(f"tep/bai-thi-{entry.code}/{paper.name}", paper)


def files(person: User) -> Iterator[Enclosed]:
    return (_enclosed(entry) for entry in _of(person).filter(certificate__isnull=False))


def tables(rows: list[Row]) -> Tables:
    heads = ["Mã bài", "Cuộc thi, khảo sát", "Vòng", "Gửi lúc", "Câu hỏi", "Trả lời"]
    return {"bai-thi-khao-sat": [heads, *(line for row in rows for line in _lines(row))]}


def _lines(row: Row) -> Iterator[list[Any]]:
    head = [row["code"], row["questionnaire"], row["round"], moment(row["sent_at"])]
    for line in row["answers"]:
        yield [*head, line["question"], line["answer"]]
    if row["prediction_asked"]:
        yield [*head, row["prediction_asked"], row["prediction"]]


SECTION = Section("entries", "own_data/_entries.html", tell, tables, files)
