"""Ratings of the living province: long work, ordered once, begun when all its dossiers are there. What is rated goes
through the very verbs that citizens and leaders use; then the quarter that is over is scored."""

import json
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any

from celery import shared_task
from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.act import Act, Refusal
from dossiers.models import Dossier
from dossiers.province.work import PROVINCE
from feedback.models import Remark, Stage
from feedback.ratings import counts, remarks
from feedback.ratings.giving import SEEN, Occasion, Said, rate, rated
from feedback.scores import publishing
from portal import jobs
from portal.accounts.models import User
from portal.agencies.models import Post, Role
from portal.calendar.week import VIETNAM
from portal.jobs import Job, Slice
from portal.wake import wake

JUDGED, A_STEP, WAITS = "judged", 25, 20
FILE = settings.BASE_DIR / "demo" / "ratings.json"
PEOPLE = "demo-"
"""How the user names of those begin whom somebody plays: their dossiers are theirs to rate."""

SCORES = {True: (2, 3, 9, 24, 62), False: (24, 30, 24, 16, 6)}
"""Of a hundred, from 1 to 5; of dossiers in time, and late."""

AFTER = timedelta(days=4)
ANSWERED, IN_TIME = 0.86, 0.9


@cache
def told() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def seed() -> str:
    """Order it where a province is made. Safe to repeat."""
    if not settings.PROVINCE:
        return "none wanted"
    if Job.objects.filter(kind=JUDGED).exists():
        return "ordered already"
    jobs.start(JUDGED, judge_province, by=None)
    return "made in the background, once the province is there"


@shared_task
def judge_province(pk: int | None = None) -> None:
    """May run twice, late or never finish: its place is a row."""
    more = jobs.run(KINDS, pk)
    if more is not None:
        wake(judge_province, more)


def work(part: Slice) -> None:
    if Job.objects.open().filter(kind=PROVINCE).exists():
        part.rest(WAITS)
        return
    while not part.is_over:
        with part.step() as job:
            if _step(job):
                return


def _step(job: Job) -> bool:
    """Whether it was the last one. The key reached is the place."""
    reached = int(job.parameters.get("reached", 0))
    ended = rated(_ended().filter(pk__gt=reached)).only(*SEEN, "due_at", "finished_at").order_by("pk")[:A_STEP]
    dossiers = list(ended)
    for dossier in dossiers:
        _judge(dossier)
    job.done += len(dossiers)
    if dossiers:
        Job.objects.filter(pk=job.pk).update(parameters=job.parameters | {"reached": dossiers[-1].pk})
        return False
    counts.keep_standings()
    publishing.publish_due()
    job.finish()
    return True


def _ended() -> Any:
    """Of the province, handed over before anybody was asked."""
    return Dossier.objects.filter(
        Q(submitter=None) | ~Q(submitter__username__startswith=PEOPLE), handed_over_at__isnull=False
    ).exclude(ratings__isnull=False)


def _judge(dossier: Dossier) -> None:
    chance = Random(f"{told()['random']}-{dossier.uuid}")  # noqa: S311  (invented raters, nothing secret)
    for stage in Stage:
        if chance.randrange(100) < told()["share"][stage.value]:
            try:
                said = _said(dossier, stage, chance)
                rate(Occasion(dossier, stage), said)
            except Refusal:
                continue
            _answer(dossier, stage, chance)


def _said(dossier: Dossier, stage: Stage, chance: Random) -> Said:
    is_good = dossier.due_at is None or (dossier.finished_at or timezone.now()) <= dossier.due_at
    score = chance.choices(range(1, 6), SCORES[is_good])[0]
    happened = (dossier.handed_over_at if stage == Stage.RESULT else dossier.received_at) or timezone.now()
    on = min(timezone.localdate(happened + AFTER * chance.random()), timezone.localdate())
    words, costs = _words(score, chance)
    return Said(
        _answers(score, stage, chance, is_good=is_good) | ({"costs": "paid"} if costs else {}), words, costs,
        at_kiosk=chance.random() < 0.3, on=on,
    )  # fmt: skip


def _answers(score: int, stage: Stage, chance: Random, *, is_good: bool) -> dict[str, str]:
    attitude = "very" if score == 5 else "yes" if score >= 3 or chance.random() < 0.4 else "not"
    found = {"overall": str(score), "attitude": attitude, "costs": "none"}
    found["information"] = "full" if score >= 3 or chance.random() < 0.5 else "part"
    if stage == Stage.RECEPTION:
        return found | {"explained": "yes" if score >= 3 else "no"}
    often = chance.choices(("0", "1", "more"), (80, 15, 5) if score >= 4 else (35, 40, 25))[0]
    return found | {
        "time": "on_time" if is_good else "late",
        "contacts": often,
        "agencies": "0" if often == "0" else "1",
    }


def _words(score: int, chance: Random) -> tuple[str, str]:
    if score >= 4:
        return (chance.choice(told()["good"]) if chance.random() < 0.12 else ""), ""
    if score == 3 or chance.random() > 0.7:
        return "", ""
    return chance.choice(told()["bad"]), (chance.choice(told()["costs"]) if chance.random() < 0.05 else "")


def _answer(dossier: Dossier, stage: Stage, chance: Random) -> None:
    """By a leader of the agency, mostly in time; some still wait."""
    remark = remarks.of_link(dossier.pk, stage)
    leader = _leader(remark) if remark and remark.due_at else None
    if remark is None or remark.due_at is None or leader is None or chance.random() > ANSWERED:
        return
    days = timedelta(days=1 if chance.random() < IN_TIME else 12)
    at = datetime.combine(remark.on, time(15), VIETNAM) + days
    if at < timezone.now():
        remarks.answer(remark, Act(leader, at, {"answer": chance.choice(told()["answers"])}))


def _leader(remark: Remark) -> User | None:
    posts = Post.objects.current().filter(agency=remark.agency, role=Role.LEADER).select_related("user")
    post = posts.order_by(F("pk")).first()
    return post.user if post else None


KINDS: Mapping[str, jobs.Kind] = {JUDGED: jobs.Kind(_("Invented ratings of the demonstration"), work, {})}
