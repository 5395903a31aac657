"""Counting a closed round: set-wise statements, each small enough for a slice of long work.

Order of a contest: more right answers; then the prediction nearest to the number of entries that answered all right
(none comes last); then less time used; then sent earlier; then begun earlier.
"""

import json

from django.db import connection
from django.utils import timezone

from feedback.models import AnswerCount, Entry, Round, Standing, UnitResult
from feedback.questionnaires import bank, entering, paper

CHUNK = 1_000
OPEN = "round_id = %(round)s AND withdrawn_at IS NULL AND sent_at IS NOT NULL"
RANK = f"""
INSERT INTO feedback_standing (entry_id, round_id, rank, distance)
SELECT id, round_id, %(before)s + row_number() OVER (
        ORDER BY abs(prediction - %(all_right)s) NULLS LAST, used_ms, sent_at, id), abs(prediction - %(all_right)s)
FROM feedback_entry WHERE {OPEN} AND score = %(score)s
"""  # noqa: S608  (no value of anybody's)
UNITS = f"""
INSERT INTO feedback_unitresult (round_id, district_id, unit, entries, score_sum, all_right)
SELECT round_id, district_id, min(unit), count(*), coalesce(sum(score), 0), count(*) FILTER (WHERE score = %(most)s)
FROM feedback_entry WHERE {OPEN} GROUP BY round_id, district_id, lower(unit)
"""  # noqa: S608
ANSWERS = f"""
INSERT INTO feedback_answercount (round_id, question_id, choice, number)
SELECT entry.round_id, question.id, choice::integer, count(*)
FROM (SELECT round_id, answers FROM feedback_entry WHERE {OPEN}) AS entry
CROSS JOIN jsonb_each(entry.answers) AS said
JOIN feedback_bankquestion question ON question.id = said.key::bigint AND question.kind <> 'text'
CROSS JOIN jsonb_array_elements_text(said.value) AS choice
GROUP BY entry.round_id, question.id, choice
"""  # noqa: S608
ENDED = """
WITH done AS (
    UPDATE feedback_entry SET score = told.score, sent_at = told.sent_at, used_ms = told.used_ms, was_late = true
    FROM jsonb_to_recordset(%(told)s) AS told (id bigint, score int, sent_at timestamptz, used_ms bigint)
    WHERE feedback_entry.id = told.id AND feedback_entry.sent_at IS NULL RETURNING round_id, district_id
)
INSERT INTO feedback_tally (round_id, district_id, day, slot, sent)
SELECT round_id, district_id, %(day)s, 0, count(*) FROM done GROUP BY round_id, district_id
ON CONFLICT (round_id, district_id, day, slot) DO UPDATE SET sent = feedback_tally.sent + excluded.sent
"""


def end_left_open(round: Round, after: int) -> int | None:
    """Entries that were begun and never sent count with what was saved in time: the next some after the key ``after``.
    Gives the last key; ``None`` if there were none."""
    left = Entry.objects.select_related("round__questionnaire").filter(round=round, sent_at__isnull=True, pk__gt=after)
    found = list(left.order_by("pk")[:CHUNK])
    if not found:
        return None
    told = [_ended(entry) for entry in found]
    with connection.cursor() as cursor:
        cursor.execute(ENDED, {"told": json.dumps(told), "day": timezone.localdate()})
    return found[-1].pk


def _ended(entry: Entry) -> dict[str, object]:
    ended = entering.ends_at(entry)
    return {
        "id": entry.pk, "sent_at": ended.isoformat(), "used_ms": entering.used_ms(entry, ended),
        "score": bank.mark(entry, entry.answers),
    }  # fmt: skip


def most_right(round: Round) -> int:
    """How many questions an entry has."""
    return len(paper.draw(bank.published(round.questionnaire_id), round.per_topic, 0))


def forget(round: Round) -> None:
    """Counting begins anew."""
    for rows in (Standing.objects, UnitResult.objects, AnswerCount.objects):
        rows.filter(round=round).delete()


def count_all_right(round: Round) -> int:
    return Entry.objects.filter(round=round, score=most_right(round), withdrawn_at__isnull=True).count()


def rank(round: Round, score: int, before: int, all_right: int) -> int:
    """Those with this score, behind the ``before`` with a higher one. Returns how many."""
    return _done(RANK, round=round.pk, score=score, before=before, all_right=all_right)


def count_units(round: Round) -> int:
    return _done(UNITS, round=round.pk, most=most_right(round))


def count_answers(round: Round) -> int:
    return _done(ANSWERS, round=round.pk)


def _done(statement: str, **values: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def settle(round: Round, all_right: int | None) -> None:
    """From now on everybody sees the results."""
    Round.objects.filter(pk=round.pk).update(ranked_at=timezone.now(), all_right=all_right)
