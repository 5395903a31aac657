"""What the outside world must learn, kept as rows.

One lease, order and back-off for every outbox (design §4; cases finding 4). A row is owed until ``sent_at`` is set.
``next_attempt_at`` is schedule, lease and back-off in one; an unsent row without it is parked for a person, and parks
everything behind it for the same subject. The oldest unsent row of a subject leads: who holds it holds the subject, so
nothing overtakes.
"""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import portal.among  # noqa: F401  (the lookup)

FIRST_PAUSE = timedelta(seconds=2)
ERROR_LENGTH = 500


def pause(attempts: int) -> timedelta:
    """Doubling from two seconds to the longest pause, spread by a fifth so that a thousand subjects do not come back at
    once.
    """
    doubled: timedelta = FIRST_PAUSE * 2 ** min(attempts, 12)
    plain = min(doubled, timedelta(seconds=settings.OUTBOX_LONGEST_PAUSE))
    return plain * random.uniform(0.8, 1.2)  # noqa: S311  (spreads load; nothing secret)


def subject_of(row: Any) -> Any:
    """The key of what ``row`` is ordered by: of a related row, or the plain value itself."""
    return getattr(row, row._meta.get_field("subject").attname)


class OutboxQuerySet(models.QuerySet[Any]):
    def unsent(self) -> Self:
        return self.filter(sent_at__isnull=True)

    def parked(self) -> Self:
        return self.unsent().filter(next_attempt_at__isnull=True)

    def leads(self) -> Self:
        """The oldest unsent row of each subject."""
        earlier = self.model._default_manager.unsent().filter(
            subject=models.OuterRef("subject"), pk__lt=models.OuterRef("pk")
        )
        return self.unsent().filter(~models.Exists(earlier))

    def lease(self, *, subjects: int, until: datetime, now: datetime | None = None) -> list[Any]:
        """All unsent rows of up to ``subjects`` subjects that are due, oldest first, ours alone until ``until``.

        A parked row in the middle ends what is taken of its subject: what follows waits behind it.
        """
        with transaction.atomic():
            due = self.leads().filter(next_attempt_at__lte=now or timezone.now())
            leads = list(
                due.select_for_update(skip_locked=True, of=("self",)).order_by("next_attempt_at", "pk")[:subjects]
            )
            rows = (
                self.model._default_manager.unsent()
                .filter(subject__among=[subject_of(lead) for lead in leads])
                .order_by("pk")
            )
            taken = _until_parked(list(rows))
            self.filter(pk__among=[row.pk for row in taken]).update(next_attempt_at=until)
        for row in taken:
            row.next_attempt_at = until
        return taken

    def mark_sent(self, rows: Sequence[Any], at: datetime) -> None:
        self.filter(pk__among=[row.pk for row in rows]).update(sent_at=at, next_attempt_at=None, last_error="")

    def put_back(self, rows: Sequence[Any], error: str) -> None:
        """Not acknowledged: try again later, all rows of the subject at the same time."""
        attempts = max((row.attempts for row in rows), default=0) + 1
        self._still_leased(rows).update(
            attempts=attempts, next_attempt_at=timezone.now() + pause(attempts), last_error=error[:ERROR_LENGTH]
        )

    def let_go(self, rows: Sequence[Any]) -> None:
        """Leased but not tried: whoever comes next may take them."""
        self._still_leased(rows).update(next_attempt_at=timezone.now())

    def park(self, rows: Sequence[Any], error: str) -> None:
        """Refused: a person must look."""
        self._still_leased(rows).update(next_attempt_at=None, last_error=error[:ERROR_LENGTH])

    def _still_leased(self, rows: Sequence[Any]) -> Self:
        """``rows`` without those whose lease ran out and went to somebody else: theirs is not ours to end."""
        return self.unsent().filter(
            pk__among=[row.pk for row in rows], next_attempt_at__in={row.next_attempt_at for row in rows}
        )


def _until_parked(rows: list[Any]) -> list[Any]:
    taken, blocked = [], set()
    for row in rows:
        if row.next_attempt_at is None:
            blocked.add(subject_of(row))
        if subject_of(row) not in blocked:
            taken.append(row)
    return taken


class OutboxMessage(models.Model):
    """One thing owed to the outside.

    The concrete row adds its ``subject`` (what is ordered) and its ``event`` (unique).
    """

    created_at = models.DateTimeField(_("owed since"), auto_now_add=True)
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True, default=timezone.now)
    sent_at = models.DateTimeField(_("acknowledged"), null=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=ERROR_LENGTH, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        abstract = True
