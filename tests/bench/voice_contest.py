"""The citizen's voice under a burst: entries to a contest each second, begun and sent by many at once through the real
functions and through the pages, against psycopg2 inserting the same rows as fast as as many connections can."""

import secrets
import statistics
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import count

import httpx
from django.db import connection
from django.utils import timezone

from feedback.models import BankQuestion, Entry, Questionnaire, Round, Tally
from feedback.questionnaires import bank, entering, keeping
from feedback.questionnaires.entering import Said
from feedback.questionnaires.person import Facts, Person
from portal.agencies.models import Agency
from tests.bench.measure import Limit, Result
from tests.bench.serving import served
from tests.bench.submission import raw_connection
from tests.factories import AgencyFactory

AIM, HOURS_AIM, PAGES_AIM = 0.25, 4.0, 24.0
THREADS, TURNS, SECONDS = 16, 3, 4.0
CONTEST = 1_800_000
"""Entries of the province's contest of 2020."""

TOPICS, OF_EACH, DRAWN = 4, 50, 5
ROW = """INSERT INTO feedback_entry (uuid, code, round_id, person_key, device, name, birth_year, phone, district_id,
    unit, may_publish, seed, answers, prediction, began_at, due_at, saved_at, sent_at, was_late, score, used_ms)
    VALUES (gen_random_uuid(), %(code)s, %(round)s, %(key)s, repeat('0', 32), 'Nguyễn Văn An', 1990, '0912345678',
    %(district)s, 'THPT', false, 1, %(answers)s, 1, now(), now(), now(), now(), false, 20, 1000)"""


class Contest:
    """A round that runs, and people without end."""

    def __init__(self) -> None:
        self.districts = [AgencyFactory(kind=Agency.Kind.DISTRICT, level=2) for _ in range(10)]
        self.one = Questionnaire.objects.create(slug="thi", kind="contest", title="Thi", summary="Thi", unit_label="T")
        BankQuestion.objects.bulk_create(
            BankQuestion(
                questionnaire=self.one, number=number + 1, topic=f"Chủ đề {number % TOPICS}", text=f"Câu {number}?",
                difficulty=number % 3 + 1, kind="one", choices=["Một", "Hai", "Ba", "Bốn"], right=[number % 4],
            )
            for number in range(TOPICS * OF_EACH)
        )  # fmt: skip
        now = timezone.now()
        self.round = Round.objects.create(
            questionnaire=self.one, number=1, title="V", starts_at=now - timedelta(hours=1),
            ends_at=now + timedelta(days=1), per_topic=DRAWN, minutes=30, prediction="Bao nhiêu người?",
        )  # fmt: skip
        keeping.publish(self.one)
        self.round = Round.objects.select_related("questionnaire").get()
        self.numbers = count(1)

    def enter(self) -> None:
        """Begin, answer all, send: as the pages do it."""
        number = next(self.numbers)
        district = self.districts[number % len(self.districts)]
        facts = Facts(f"Nguyễn Văn {number}", 1990, "0912345678", district, "THPT")
        entry = entering.begin(self.round, Person(None, f"{number:032x}", facts))
        answers = {str(one.asked.key): [one.order[0]] for one in bank.paper_of(entry)}
        entering.send(entry, Said(answers, number))


def run() -> list[Result]:
    contest = Contest()
    ours, raw = _in_turns(contest)
    by_pages = _through_pages(contest)
    assert Tally.objects.exists()
    return [
        Result("contest_entry", ours, raw, "entries/s", "higher", AIM),
        Result("contest_hours_for_1.8m", _hours(ours), _hours(raw), "hours", "lower", HOURS_AIM),
        Limit("contest_hours_by_pages", _hours(by_pages), _hours(raw), "hours", "lower", PAGES_AIM),
    ]


def _hours(each_second: float) -> float:
    return CONTEST / each_second / 3600


def _in_turns(contest: Contest) -> tuple[float, float]:
    """The medians of turns taken alternately."""
    contest.enter()
    pairs = [(_burst(lambda: _django(contest)), _burst(lambda: _bare(contest))) for _ in range(TURNS)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


Worker = tuple[Callable[[], None], Callable[[], None]]
"""What enters once, and what ends the connection."""


def _django(contest: Contest) -> Worker:
    connection.ensure_connection()
    return contest.enter, connection.close


def _bare(contest: Contest) -> Worker:
    raw = raw_connection()
    raw.autocommit = True
    cursor = raw.cursor()
    answers = Entry.objects.filter(sent_at__isnull=False).values_list("answers", flat=True)[0]
    connection.close()
    facts = {"round": contest.round.pk, "district": contest.districts[0].pk, "answers": str(answers).replace("'", '"')}

    def insert() -> None:
        cursor.execute(ROW, facts | {"code": entering.draw_code(), "key": secrets.token_hex(16)})

    return insert, raw.close


def _burst(hire: Callable[[], Worker]) -> float:
    """Entries each second of ``THREADS`` that never rest."""
    done, ready = [0] * THREADS, threading.Barrier(THREADS + 1)
    ends = [0.0]

    def work(place: int) -> None:
        enter, leave = hire()
        ready.wait()
        while time.perf_counter() < ends[0]:
            enter()
            done[place] += 1
        leave()

    threads = [threading.Thread(target=work, args=(place,)) for place in range(THREADS)]
    for thread in threads:
        thread.start()
    ends[0] = time.perf_counter() + 3600
    ready.wait()
    ends[0] = time.perf_counter() + SECONDS
    for thread in threads:
        thread.join()
    return sum(done) / SECONDS


# --- Through the pages ------------------------------------------------------------------------------
def _through_pages(contest: Contest) -> float:
    """The form, beginning, the paper, sending, the receipt: five requests an entry, to workers as ``script/run``
    has them."""
    with served("portal.wsgi", "/healthz/ready", ENTRIES_PER_HOUR="100000000") as port:
        return _burst(lambda: _visitor(contest, f"http://127.0.0.1:{port}"))


def _visitor(contest: Contest, base: str) -> Worker:
    window = httpx.Client(base_url=base, timeout=60)

    def enter() -> None:
        window.cookies.clear()
        number = next(contest.numbers)
        start = f"/khao-sat/{contest.one.slug}/bat-dau/"
        token = _token(window.get(start))
        facts = {"name": f"Trần Văn {number}", "birth_year": "1990", "phone": "0912345678", "unit": "THPT"}
        district = contest.districts[number % len(contest.districts)].pk
        begun = window.post(start, data={**facts, "district": district, "csrfmiddlewaretoken": token})
        address = begun.headers["location"]
        paper = window.get(address)
        fields = dict.fromkeys(set(_between(paper.text, 'type="radio" id="', "-")), "0")
        sent = {**fields, "prediction": "7", "action": "send", "csrfmiddlewaretoken": _token(paper)}
        assert window.post(address, data=sent).status_code == 302
        assert 'data-entry="sent"' in window.get(address).text

    return enter, window.close


def _token(page: httpx.Response) -> str:
    return _between(page.text, 'name="csrfmiddlewaretoken" value="', '"')[0]


def _between(text: str, before: str, after: str) -> list[str]:
    return [part.split(after, 1)[0] for part in text.split(before)[1:]]
