"""The satisfaction of a month, told to the nation once the month is over (``DongBoDanhGia``, protocols §4.6): an item a
question, agency by agency, through an outbox of its own. Sent again it replaces what is there (assumed).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import override

from dossiers.national import Satisfaction, satisfaction_record
from feedback import delivering
from feedback.models import Rating, SatisfactionMessage
from feedback.ratings.shares import FEWEST
from feedback.ratings.slips import ATTITUDE, OVERALL, UNSATISFIED, slip_of
from portal.agencies.models import Agency
from portal.national.client import NationalPortal

SERVICE = "DongBoDanhGia"
Grades = tuple[int, int, int]
GRADES: Mapping[str, Mapping[str, int]] = {
    OVERALL: {"5": 0, "4": 1, "3": 2, "2": 2, "1": 2},
    ATTITUDE: {"very": 0, "yes": 1, UNSATISFIED: 2},
    "time": {"early": 0, "on_time": 1, "late": 2},
    "online": {"easy": 0, "so": 1, "hard": 2},
}
"""Which of the nation's three grades a choice is (assumed: so-so is not content)."""


def month_before(day: date) -> date:
    """The first day of it."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def owe(today: date | None = None) -> int:
    """Write down that last month is owed, by agency; of fewer than five raters nothing is told. Safe to repeat. Returns
    how many agencies there are."""
    month = month_before(today or timezone.localdate())
    counted = _of_month(month).order_by().values("agency").annotate(raters=Count("pk")).filter(raters__gte=FEWEST)
    rows = [
        SatisfactionMessage(subject=f"{month:%Y-%m}:{row['agency']}", month=month, agency_id=row["agency"])
        for row in counted
    ]
    SatisfactionMessage.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def drain(portal: NationalPortal) -> int:
    """Send what is due; what gets no answer comes back with a pause, what is refused waits for a person. Returns how
    many messages were acknowledged."""
    return delivering.drain(SatisfactionMessage, (SERVICE,), partial(_deliver, portal))


def _deliver(portal: NationalPortal, messages: Sequence[SatisfactionMessage], last_call: float) -> int:
    """One a subject: an agency's month."""
    (row,) = messages
    said = items(row.month, row.agency)
    return delivering.tried(SatisfactionMessage, messages, lambda: portal.send_satisfaction(said))


# --- What is said -------------------------------------------------------------------------------
def items(month: date, agency: Agency) -> list[dict[str, Any]]:
    """An item a question that at least five answered."""
    counts = _counted(month, agency)
    staff = counts.get((ATTITUDE,), Counter())
    return [satisfaction_record(one) for one in _figures(month, agency, counts, shares(staff))]


def _figures(
    month: date, agency: Agency, counts: Mapping[tuple[str, ...], Counter[int]], staff: Grades
) -> Iterator[Satisfaction]:
    for key in sorted(key for key in counts if len(key) == 2):
        of_service = counts[key]
        if of_service.total() >= FEWEST:
            yield Satisfaction(
                month, agency.code_2016, agency.name, _asked(*key), of_service.total(), staff, shares(of_service)
            )


def _counted(month: date, agency: Agency) -> dict[tuple[str, ...], Counter[int]]:
    """Grades by set and question, and of the attitude over all sets."""
    found: dict[tuple[str, ...], Counter[int]] = {}
    rows = _of_month(month).filter(agency=agency).values_list("slip", "answers")
    for slip, answers in rows.iterator():
        for key, choice in answers.items():
            if key in GRADES:
                found.setdefault((slip, key), Counter())[GRADES[key][choice]] += 1
            if key == ATTITUDE:
                found.setdefault((ATTITUDE,), Counter())[GRADES[key][choice]] += 1
    return found


def shares(counts: Counter[int]) -> Grades:
    """Whole per cents that make a hundred: what is cut off goes to the largest remainders. Nothing of nothing."""
    total = counts.total()
    if not total:
        return 0, 0, 0
    parts = [counts[grade] * 100 // total for grade in range(3)]
    rests = sorted(range(3), key=lambda grade: (-(counts[grade] * 100 % total), grade))
    for grade in rests[: 100 - sum(parts)]:
        parts[grade] += 1
    return parts[0], parts[1], parts[2]


def _asked(slip: str, key: str) -> str:
    """Wire texts are Vietnamese."""
    with override("vi"):
        return str(slip_of(slip).question(key).label)


def _of_month(month: date) -> Any:
    return Rating.objects.filter(on__gte=month, on__lt=(month + timedelta(days=32)).replace(day=1))
