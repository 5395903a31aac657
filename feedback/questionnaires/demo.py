"""Surveys and contests of the demonstration (``demo/questionnaires.json``): a survey and a contest that run, and a
contest that is over, with entries of people who do not exist, and one that waits to be closed."""

import json
import random
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from feedback.models import BankQuestion, Entry, Questionnaire, Round, Tally
from feedback.questionnaires import bank, entering, keeping, paper, work
from portal import jobs
from portal.agencies.models import Agency
from portal.jobs import Job

FILE = settings.BASE_DIR / "demo" / "questionnaires.json"
SEED = 2020


def seed() -> str:
    """Write each once; one that is there stays, whatever has become of it."""
    said = json.loads(FILE.read_text(encoding="utf-8"))
    known = set(Questionnaire.objects.values_list("slug", flat=True))
    made = [_survey(said["survey"])] if said["survey"]["slug"] not in known else []
    made += [_contest(one, said) for one in said["contests"] if one["slug"] not in known]
    return f"{len(made)} new"


@transaction.atomic
def _survey(said: dict[str, Any]) -> Round:
    words = {name: said[name] for name in ("slug", "title", "summary", "rules", "consent_text")}
    one = Questionnaire.objects.create(kind="survey", taking="anybody", **words)
    BankQuestion.objects.bulk_create(
        BankQuestion(questionnaire=one, number=number, kind=kind, text=text, choices=choices)
        for number, (kind, text, choices) in enumerate(said["bank"], 1)
    )
    return _published(one, said["round"])


def _contest(said: dict[str, Any], whole: dict[str, Any]) -> Round:
    with transaction.atomic():
        turn = _written(said, whole)
        _enter(turn, said["entries"], whole)
    if turn.ends_at < timezone.now() and not said.get("waits"):
        _count(turn)
    return turn


def _written(said: dict[str, Any], whole: dict[str, Any]) -> Round:
    words = {name: said[name] for name in ("slug", "title", "summary", "winners")}
    one = Questionnaire.objects.create(kind="contest", taking="named", **words, **whole["contest"])
    BankQuestion.objects.bulk_create(
        BankQuestion(
            questionnaire=one, number=number, topic=topic, difficulty=level, kind="one", text=text, choices=choices,
            right=[right],
        )
        for number, (topic, level, text, choices, right) in enumerate(whole["bank"], 1)
    )  # fmt: skip
    return _published(one, said["round"])


def _published(one: Questionnaire, said: dict[str, Any]) -> Round:
    today = timezone.localtime().replace(hour=8, minute=0, second=0, microsecond=0)
    facts = {name: said[name] for name in ("title", "per_topic", "minutes", "prediction") if name in said}
    turn = Round.objects.create(
        questionnaire=one, number=1, starts_at=today + timedelta(days=said["starts_in_days"]),
        ends_at=today + timedelta(days=said["ends_in_days"]), **facts,
    )  # fmt: skip
    keeping.publish(one)
    return turn


def _enter(turn: Round, number: int, whole: dict[str, Any]) -> None:
    """Invented entries, the same whenever they are made; their telephone numbers are nobody's."""
    chance = random.Random(f"{SEED} {turn.questionnaire.slug}")  # noqa: S311  (invented people)
    districts = list(Agency.objects.existing().filter(kind=Agency.Kind.DISTRICT).order_by("sort_key"))
    asked = bank.read(turn.questionnaire_id)
    until = min(timezone.now(), turn.ends_at)
    entries = [_entry(turn, place, chance, districts, until, asked, whole) for place in range(number)]
    Entry.objects.bulk_create(entries)
    sums = Counter((one.district_id, timezone.localdate(one.began_at)) for one in entries)
    Tally.objects.bulk_create(
        Tally(round=turn, district_id=district, day=day, slot=0, sent=count) for (district, day), count in sums.items()
    )


def _entry(
    turn: Round, place: int, chance: random.Random, districts: list[Agency], until: datetime, asked: Any, whole: Any
) -> Entry:
    began = turn.starts_at + (until - turn.starts_at) * chance.random()
    seed, used = chance.getrandbits(62), chance.randint(90, 800)
    drawn = paper.draw(asked, turn.per_topic, seed)
    skill = chance.choice((0.45, 0.7, 0.9))
    answers = {str(one.asked.key): [1 if chance.random() < skill else 0] for one in drawn}
    return Entry(
        round=turn, code=entering.draw_code(), person_key=f"{turn.pk}-{place}", device="", seed=seed, answers=answers,
        name=" ".join(chance.choice(part) for part in whole["names"]), birth_year=chance.randint(1950, 2010),
        phone=f"0000{place:06d}", district=chance.choice(districts) if districts else None,
        unit=chance.choice(whole["units"]), may_publish=chance.random() < 0.7, prediction=chance.randint(20, 150),
        began_at=began, due_at=began + timedelta(minutes=turn.minutes or 15), saved_at=began,
        sent_at=began + timedelta(seconds=used), used_ms=used * 1000, score=paper.mark(asked, answers),
    )  # fmt: skip


def _count(turn: Round) -> None:
    keeping.close(turn)
    Round.objects.filter(pk=turn.pk).update(closed_at=turn.ends_at + timedelta(hours=1))
    job = Job.objects.create(kind=work.COUNT, parameters={"round": turn.pk, "questionnaire": turn.questionnaire_id})
    while jobs.run(work.KINDS, job.pk) is not None:
        pass
