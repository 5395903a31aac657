"""The way of an entry: one statement begins it, one saves, one sends and counts it. Each is a transaction of its own.

Nothing on this way waits for a row that everybody writes: the counters have many slots, the questions are kept by the
process, no message goes to the broker. A second press, or a press whose answer was lost, finds the first.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.act import Refusal
from feedback.models import Entry, Round
from feedback.models.cases import LEGIBLE
from feedback.models.questionnaires import CODE_LENGTH
from feedback.questionnaires import bank
from feedback.questionnaires.paper import Answers
from feedback.questionnaires.person import Person

GRACE = timedelta(seconds=15)
"""What was sent in time may arrive so much later."""

SLOTS = 32
TRIES = 3
BEGIN = """
WITH running AS (
    SELECT id, least(ends_at, %(began_at)s::timestamptz + minutes * interval '1 minute') AS due_at FROM feedback_round
    WHERE id = %(round_id)s AND closed_at IS NULL AND starts_at <= %(began_at)s AND ends_at > %(began_at)s
), fresh AS (
    INSERT INTO feedback_entry (uuid, code, round_id, user_id, person_key, device, name, birth_year, phone, district_id,
        unit, may_publish, consented_at, seed, answers, began_at, due_at, was_late)
    SELECT gen_random_uuid(), %(code)s, id, %(user_id)s, %(person_key)s, %(device)s, %(name)s, %(birth_year)s,
        %(phone)s, %(district_id)s, %(unit)s, %(may_publish)s, %(consented_at)s, %(seed)s, '{}', %(began_at)s, due_at,
        false
    FROM running ON CONFLICT DO NOTHING RETURNING id, uuid, due_at
)
SELECT id, uuid, due_at FROM fresh
"""
SEND = """
WITH done AS (
    UPDATE feedback_entry SET answers = %(answers)s, prediction = %(prediction)s, score = %(score)s,
        sent_at = %(sent_at)s, saved_at = %(sent_at)s, was_late = %(was_late)s, used_ms = %(used_ms)s
    WHERE id = %(entry)s AND sent_at IS NULL RETURNING round_id, district_id
)
INSERT INTO feedback_tally (round_id, district_id, day, slot, sent)
SELECT round_id, district_id, %(day)s, %(slot)s, 1 FROM done
ON CONFLICT (round_id, district_id, day, slot) DO UPDATE SET sent = feedback_tally.sent + 1
"""
SAVE = """
UPDATE feedback_entry SET answers = answers || %(answers)s, prediction = coalesce(%(prediction)s, prediction),
    saved_at = %(now)s WHERE id = %(entry)s AND sent_at IS NULL
"""


class NotRunning(Refusal):
    message = _("This round is not open now. Its page says when one can take part.")


class EnteredBefore(Refusal):
    """The person's entry is known and was not begun here."""

    message = _(
        "Somebody with this name, year of birth and telephone number has taken part already: each person takes part "
        "once. If it was you, look up your entry by its code to see that it counted or to go on with it."
    )


class SentAlready(Refusal):
    message = _("Your entry has been sent already; it counts as it was sent.")


@dataclass(frozen=True)
class Said:
    """What the page sends."""

    answers: Answers
    prediction: int | None = None


def begin(round: Round, person: Person) -> Entry:
    """The entry of ``person`` in ``round``: a new one, or the one begun here before. Raises ``NotRunning`` or
    ``EnteredBefore``."""
    for _try in range(TRIES):
        fresh = _insert(round, person)
        found = fresh or find(round, person)
        if found is not None:
            if fresh is None and not is_held(found, person):
                raise EnteredBefore
            return found
        if not round.is_running(timezone.now()):
            break
    raise NotRunning


def _insert(round: Round, person: Person) -> Entry | None:
    """``None`` if the round does not run or the person has an entry there."""
    row = _row(round, person, timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, row)
        written = cursor.fetchone()
    if written is None:
        return None
    key, its_uuid, due_at = written
    entry = Entry(pk=key, uuid=its_uuid, due_at=due_at, **row)
    entry.round = round
    return entry


def _row(round: Round, person: Person, now: datetime) -> dict[str, Any]:
    facts = person.facts
    return {
        "code": draw_code(), "round_id": round.pk, "user_id": person.user.pk if person.user else None,
        "person_key": person.key(round.questionnaire), "device": person.device_digest, "name": facts.name,
        "birth_year": facts.birth_year, "phone": facts.phone,
        "district_id": facts.district.pk if facts.district else None, "unit": facts.unit,
        "may_publish": facts.may_publish, "consented_at": now if facts.consents else None,
        "seed": secrets.randbits(62), "began_at": now,
    }  # fmt: skip


def draw_code() -> str:
    return "".join(secrets.choice(LEGIBLE) for _letter in range(CODE_LENGTH))


def find(round: Round, person: Person) -> Entry | None:
    """By the account, or by what the person says; without either, what this browser began without a name."""
    of_round = Entry.objects.select_related("round__questionnaire").filter(round=round)
    by_account = of_round.filter(user=person.user).first() if person.user else None
    return by_account or of_round.filter(person_key=person.key(round.questionnaire)).first()


def is_held(entry: Entry, person: Person) -> bool:
    """Whether it is the account's, or was begun in (or moved to) this browser."""
    if person.user is not None and entry.user_id == person.user.pk:
        return True
    return entry.user_id is None and entry.device == person.device_digest


def ends_at(entry: Entry) -> datetime:
    """From when on answers no longer count."""
    closed = entry.round.closed_at
    return min(entry.due_at, closed) if closed else entry.due_at


def is_late(entry: Entry, now: datetime) -> bool:
    return now > ends_at(entry) + GRACE


def save(entry: Entry, said: Said) -> datetime | None:
    """Keep what is answered so far; when. ``None`` if its time is over. Raises ``SentAlready``."""
    now = timezone.now()
    if is_late(entry, now):
        return None
    row: dict[str, Any] = {"entry": entry.pk, "prediction": said.prediction, "now": now}
    with connection.cursor() as cursor:
        cursor.execute(SAVE, row | {"answers": json.dumps(said.answers)})
        if not cursor.rowcount:
            raise SentAlready
    return now


def send(entry: Entry, said: Said) -> Entry:
    """End it. After its time what was saved before counts, and the rest does not. Raises ``SentAlready``."""
    now = timezone.now()
    late = is_late(entry, now)
    if not _ended(entry, Said(entry.answers, entry.prediction) if late else said, now, is_late=late):
        raise SentAlready
    return entry


def _ended(entry: Entry, kept: Said, now: datetime, *, is_late: bool) -> bool:
    """Whether this call ended it; then ``entry`` says so, too."""
    facts: dict[str, Any] = {
        "answers": kept.answers, "prediction": kept.prediction, "sent_at": now, "was_late": is_late,
        "score": bank.mark(entry, kept.answers),
        "used_ms": used_ms(entry, now),
    }  # fmt: skip
    row = facts | {"entry": entry.pk, "day": timezone.localdate(now), "slot": secrets.randbelow(SLOTS)}
    with connection.cursor() as cursor:
        cursor.execute(SEND, row | {"answers": json.dumps(kept.answers)})
        if not cursor.rowcount:
            return False
    for name, value in facts.items():
        setattr(entry, name, value)
    return True


def used_ms(entry: Entry, now: datetime) -> int:
    """From the beginning until it was sent, at most until its time was over."""
    return max(0, (min(now, ends_at(entry)) - entry.began_at) // timedelta(milliseconds=1))


def end_by_time(entry: Entry) -> Entry:
    """Somebody comes back to an entry whose time ran out: it counts with what was saved. Safe to repeat."""
    if entry.sent_at is None and is_late(entry, timezone.now()):
        _ended(entry, Said(entry.answers, entry.prediction), timezone.now(), is_late=True)
        entry.refresh_from_db()
    return entry


def by_code(code: str) -> Entry | None:
    return Entry.objects.select_related("round__questionnaire").filter(code=code).first()


def move_here(entry: Entry, person: Person) -> None:
    """Who has the code goes on in this browser; one of an account stays the account's."""
    if entry.user_id is None:
        Entry.objects.filter(pk=entry.pk).update(device=person.device_digest)


WITHDRAW = """
WITH gone AS (
    UPDATE feedback_entry SET answers = '{}', prediction = NULL, name = '', birth_year = NULL, phone = '', unit = '',
        user_id = NULL, person_key = %(key)s, may_publish = false, withdrawn_at = %(now)s,
        sent_at = coalesce(feedback_entry.sent_at, %(now)s)
    FROM feedback_entry AS before
    WHERE feedback_entry.id = %(entry)s AND before.id = feedback_entry.id AND feedback_entry.withdrawn_at IS NULL
    RETURNING feedback_entry.round_id, feedback_entry.district_id, before.sent_at
)
UPDATE feedback_tally SET sent = sent - 1 FROM gone WHERE gone.sent_at IS NOT NULL AND feedback_tally.id = (
    SELECT id FROM feedback_tally WHERE round_id = gone.round_id AND district_id IS NOT DISTINCT FROM gone.district_id
    ORDER BY day, slot LIMIT 1)
"""


def withdraw(entry: Entry) -> None:
    """Take back the consent to a survey: answers and all that is personal go, the counts follow. Safe to repeat."""
    key = secrets.token_hex(16)
    with connection.cursor() as cursor:
        cursor.execute(WITHDRAW, {"entry": entry.pk, "key": key, "now": timezone.now()})
    entry.refresh_from_db()
