"""An official at the desk at this moment: whose lists they read, and when today and the near days end."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cached_property

from django.utils import timezone

from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.calendar.arithmetic import next_working_day
from portal.calendar.current import work_calendar
from portal.calendar.week import CalendarNotPublished, OfficeHoursUnknown


@dataclass(frozen=True)
class Seat:
    """Made anew for every request: a post that begins or ends counts at once."""

    user: User
    now: datetime = field(default_factory=timezone.now)

    @cached_property
    def agencies(self) -> tuple[int, ...]:
        """Where the person handles dossiers now."""
        handling = self.user.posts.current().handling()
        return tuple(sorted(set(handling.values_list("agency", flat=True))))

    @cached_property
    def units(self) -> list[Agency]:
        return list(Agency.objects.filter(pk__in=self.agencies))

    @property
    def today_ends(self) -> datetime:
        return midnight_after(self.now)

    @cached_property
    def near_ends(self) -> datetime:
        return near_ends(self.now)


def near_ends(now: datetime) -> datetime:
    """What is due today or on the next working day of the calendar is near: the end of that day. Tomorrow's where the
    calendar does not reach so far, for the desk works on."""
    today = timezone.localdate(now)
    try:
        working = next_working_day(work_calendar(), today)
    except (CalendarNotPublished, OfficeHoursUnknown):
        working = today + timedelta(days=1)
    return timezone.make_aware(datetime.combine(working + timedelta(days=1), time()))


def midnight_after(at: datetime) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(at) + timedelta(days=1), time()))
