"""Contests and surveys for tests: a bank, a round that runs, people."""

import random
from datetime import timedelta
from typing import Any

from django.utils import timezone

from feedback.models import BankQuestion, Certificate, Entry, Questionnaire, Round
from feedback.questionnaires import bank, entering, keeping, work
from feedback.questionnaires.entering import Said
from feedback.questionnaires.person import Facts, Person
from portal.jobs import Job

TOPICS = ("Nộp hồ sơ", "Trả tiền", "Phản ánh")


def written(kind: str = "contest", *, per_topic: int | None = 2, bank_size: int = 4, **turn: Any) -> Round:
    """A draft with one round that runs for an hour more."""
    number = Questionnaire.objects.count() + 1
    one = Questionnaire.objects.create(
        slug=f"cuoc-{number}", kind=kind, title="Tìm hiểu dịch vụ công", summary="Ngắn", winners=3,
        taking="named" if kind == "contest" else "anybody", consent_text="Giữ câu trả lời của tôi", unit_label="Trường",
    )  # fmt: skip
    BankQuestion.objects.bulk_create(_question(one, place, bank_size) for place in range(bank_size * len(TOPICS)))
    now = timezone.now()
    facts = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(hours=1), "minutes": 30, **turn}
    return Round.objects.create(questionnaire=one, number=1, title="Vòng 1", per_topic=per_topic, **facts)


def _question(one: Questionnaire, place: int, bank_size: int) -> BankQuestion:
    return BankQuestion(
        questionnaire=one, number=place + 1, topic=TOPICS[place // bank_size], difficulty=place % 3 + 1, kind="one",
        text=f"Câu hỏi {place + 1}?", choices=["Đúng", "Sai", "Không biết"],
        right=[0] if one.kind == "contest" else [],
    )  # fmt: skip


def published(*args: Any, **kwargs: Any) -> Round:
    turn = written(*args, **kwargs)
    keeping.publish(turn.questionnaire)
    return Round.objects.select_related("questionnaire").get(pk=turn.pk)


def somebody(number: int = 1, device: str = "", **facts: Any) -> Person:
    said = {"name": f"Nguyễn Văn {number}", "birth_year": 1990, "phone": f"09{number:08d}", **facts}
    return Person(None, device or f"{number:032x}", Facts(**said))


def answered(entry: Entry, right: int | None = None) -> dict[str, list[int]]:
    """So many right answers; all of them where no number is said."""
    paper = bank.paper_of(entry)
    return {str(one.asked.key): [0] if right is None or place < right else [1] for place, one in enumerate(paper)}


def entered(turn: Round, number: int, right: int | None = None, prediction: int | None = None) -> Entry:
    entry = entering.begin(turn, somebody(number))
    return entering.send(entry, Said(answered(entry, right), prediction))


def seeds(number: int) -> list[int]:
    return [random.Random(place).getrandbits(62) for place in range(number)]


def contest_with_entry(user: Any, stored: Any) -> dict[str, Any]:
    """For a walk over every address: a contest that runs, an entry of ``user`` there with a certificate, a file that
    was made of it."""
    turn = published()
    entry = entering.begin(turn, Person(user, "a" * 32, somebody().facts))
    paper = Certificate.objects.create(
        entry=entry, token="b" * 32, number="001/2020", issued_at=timezone.now(), file=stored
    )
    one = turn.questionnaire
    job = Job.objects.create(
        kind=work.EXPORT, state=Job.State.DONE, parameters={"questionnaire": one.pk, "round": turn.pk}, result=stored
    )
    address = {"slug:slug": one.slug, "uuid:uuid": entry.uuid, "str:token": paper.token}
    return {"contest": address, "questionnaire": one.pk, "counted": job.uuid}
