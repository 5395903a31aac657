"""The rest days of the years 2019-2027 as known (A6), proposed to the calendar that administrators keep.

Bộ luật Lao động 2019 Đ.112 (2012 Đ.115 before 2021, with one day for Quốc khánh); the Prime Minister fixes Tết and
Quốc khánh of each year. Saturdays and Sundays inside a range rest anyway and are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

NEW_YEAR, TET, HUNG_KINGS = "Tết Dương lịch", "Tết Nguyên đán", "Giỗ Tổ Hùng Vương"
REUNIFICATION, LABOUR, NATIONAL = (
    "Ngày Chiến thắng 30/4",
    "Ngày Quốc tế Lao động 1/5",
    "Quốc khánh",
)
CULTURE, SWAPPED = "Ngày Văn hóa Việt Nam", "Nghỉ hoán đổi"
KNOWN = "Lịch nghỉ đã công bố, nhập theo trí nhớ; thứ trong tuần và ngày âm lịch đã tính lại"
COMPUTED = "Tính theo Bộ luật Lao động 2019 Đ.111-112, chưa có quyết định công bố"
POLITBURO = "Nghị quyết 80-NQ/TW, căn cứ pháp lý chưa kiểm tra"

REST_DAYS: tuple[tuple[str, str, str], ...] = (
    ("2019-01-01", "2019-01-01", NEW_YEAR),
    ("2019-02-04", "2019-02-08", TET),
    ("2019-04-15", "2019-04-15", HUNG_KINGS),
    ("2019-04-29", "2019-04-29", SWAPPED),
    ("2019-04-30", "2019-04-30", REUNIFICATION),
    ("2019-05-01", "2019-05-01", LABOUR),
    ("2019-09-02", "2019-09-02", NATIONAL),
    ("2020-01-01", "2020-01-01", NEW_YEAR),
    ("2020-01-23", "2020-01-29", TET),
    ("2020-04-02", "2020-04-02", HUNG_KINGS),
    ("2020-04-30", "2020-04-30", REUNIFICATION),
    ("2020-05-01", "2020-05-01", LABOUR),
    ("2020-09-02", "2020-09-02", NATIONAL),
    ("2021-01-01", "2021-01-01", NEW_YEAR),
    ("2021-02-10", "2021-02-16", TET),
    ("2021-04-21", "2021-04-21", HUNG_KINGS),
    ("2021-04-30", "2021-04-30", REUNIFICATION),
    ("2021-05-03", "2021-05-03", LABOUR),
    ("2021-09-02", "2021-09-03", NATIONAL),
    ("2022-01-03", "2022-01-03", NEW_YEAR),
    ("2022-01-31", "2022-02-04", TET),
    ("2022-04-11", "2022-04-11", HUNG_KINGS),
    ("2022-05-02", "2022-05-02", REUNIFICATION),
    ("2022-05-03", "2022-05-03", LABOUR),
    ("2022-09-01", "2022-09-02", NATIONAL),
    ("2023-01-02", "2023-01-02", NEW_YEAR),
    ("2023-01-20", "2023-01-26", TET),
    ("2023-05-01", "2023-05-01", LABOUR),
    ("2023-05-02", "2023-05-02", HUNG_KINGS),
    ("2023-05-03", "2023-05-03", REUNIFICATION),
    ("2023-09-01", "2023-09-04", NATIONAL),
    ("2024-01-01", "2024-01-01", NEW_YEAR),
    ("2024-02-08", "2024-02-14", TET),
    ("2024-04-18", "2024-04-18", HUNG_KINGS),
    ("2024-04-29", "2024-04-29", SWAPPED),
    ("2024-04-30", "2024-04-30", REUNIFICATION),
    ("2024-05-01", "2024-05-01", LABOUR),
    ("2024-09-02", "2024-09-03", NATIONAL),
    ("2025-01-01", "2025-01-01", NEW_YEAR),
    ("2025-01-27", "2025-01-31", TET),
    ("2025-04-07", "2025-04-07", HUNG_KINGS),
    ("2025-04-30", "2025-04-30", REUNIFICATION),
    ("2025-05-01", "2025-05-01", LABOUR),
    ("2025-05-02", "2025-05-02", SWAPPED),
    ("2025-09-01", "2025-09-02", NATIONAL),
    ("2026-01-01", "2026-01-01", NEW_YEAR),
    ("2026-01-02", "2026-01-02", SWAPPED),
    ("2026-02-16", "2026-02-20", TET),
    ("2026-04-27", "2026-04-27", HUNG_KINGS),
    ("2026-04-30", "2026-04-30", REUNIFICATION),
    ("2026-05-01", "2026-05-01", LABOUR),
    ("2026-08-31", "2026-08-31", SWAPPED),
    ("2026-09-01", "2026-09-02", NATIONAL),
    ("2026-11-24", "2026-11-24", CULTURE),
    ("2027-01-01", "2027-01-01", NEW_YEAR),
    ("2027-02-04", "2027-02-10", TET),  # first day of the year on Saturday 6/2
    ("2027-04-16", "2027-04-16", HUNG_KINGS),
    ("2027-04-30", "2027-04-30", REUNIFICATION),
    ("2027-05-03", "2027-05-03", LABOUR),  # for Saturday 1/5
    ("2027-09-02", "2027-09-03", NATIONAL),
    ("2027-11-24", "2027-11-24", CULTURE),
)
MAKEUP_DAYS: tuple[tuple[str, str], ...] = (
    ("2019-01-05", "Làm bù cho 31/12/2018"),
    ("2019-05-04", "Làm bù cho 29/4/2019"),
    ("2024-05-04", "Làm bù cho 29/4/2024"),
    ("2025-04-26", "Làm bù cho 2/5/2025"),
    ("2026-01-10", "Làm bù cho 2/1/2026"),
    ("2026-08-22", "Làm bù cho 31/8/2026"),
)


@dataclass(frozen=True)
class SpecialDay:
    """A day that differs from the ordinary week; ``is_proposed``: computed, not announced."""

    date: date
    name: str
    source: str
    is_proposed: bool


def _weekdays(first: str, last: str) -> Iterator[date]:
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    while day <= end:
        if day.weekday() < 5:
            yield day
        day += timedelta(days=1)


def _special(day: date, name: str) -> SpecialDay:
    if name == CULTURE:
        return SpecialDay(day, name, POLITBURO, is_proposed=True)
    return SpecialDay(day, name, COMPUTED if day.year >= 2027 else KNOWN, is_proposed=day.year >= 2027)


def holidays() -> list[SpecialDay]:
    return [_special(day, name) for first, last, name in REST_DAYS for day in _weekdays(first, last)]


def makeup_days() -> list[SpecialDay]:
    return [_special(date.fromisoformat(day), name) for day, name in MAKEUP_DAYS]
