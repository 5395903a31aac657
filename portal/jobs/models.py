"""The rows of long work: the job, the lines of its report, and what it has prepared for itself."""

import re
import uuid
from collections.abc import Iterable, Mapping
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.files.models import StoredFile


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: User) -> Self:
        """One's own, and those nobody started: the nightly ones."""
        return self.filter(Q(started_by=user) | Q(started_by__isnull=True))

    def open(self) -> Self:
        return self.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])

    def stoppable(self) -> Self:
        return self.filter(state__in=[Job.State.WAITING, Job.State.RUNNING, Job.State.PAUSED])

    def resumable(self) -> Self:
        """Paused, or given up after something unforeseen; what cannot be done at all cannot go on (``tries`` is 0)."""
        return self.filter(Q(state=Job.State.PAUSED) | Q(state=Job.State.FAILED, tries__gt=0))

    def due(self, kinds: Iterable[str]) -> Self:
        """Nobody holds them; the oldest first."""
        free = Q(leased_until__isnull=True) | Q(leased_until__lt=timezone.now())
        return self.open().filter(free, kind__in=list(kinds)).order_by("pk")


class Job(models.Model):
    """One piece of long work.

    ``parameters`` hold ids and choices, never anything personal. ``position`` is the handler's own note of how far it
    is. ``total`` is empty until it is known.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        PAUSED = "paused", _("paused")
        DONE = "done", _("completed")
        FAILED = "failed", _("failed")
        STOPPED = "stopped", _("stopped by hand")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    parameters = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    position = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    source = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    result = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("ordered"), auto_now_add=True)
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    lease_key = models.CharField(max_length=32, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    said = models.TextField(blank=True)
    values = models.JSONField(default=dict)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("job")
        verbose_name_plural = _("long work")
        indexes = [models.Index(fields=["state", "id"], name="job_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"

    @property
    def is_open(self) -> bool:
        return self.state in {self.State.WAITING, self.State.RUNNING}

    @property
    def is_ended(self) -> bool:
        return self.state in {self.State.DONE, self.State.FAILED, self.State.STOPPED}

    @property
    def percent(self) -> int | None:
        """How much is done, in hundredths, rounded down; unknown before the total is."""
        if self.state == self.State.DONE:
            return 100
        return None if not self.total else min(99, self.done * 100 // self.total)

    @property
    def message(self) -> SafeString:
        """What the job has to say as a whole, in the reader's language."""
        return _marked(self.said, self.values)

    def tell(self, outcome: str, subject: str, said: str = "", *, place: str = "", **values: Any) -> None:
        """A line of the report: ``said`` is a message id, ``place`` where in the file (sheet, row, column)."""
        self.counts[outcome] = self.counts.get(outcome, 0) + 1
        self.lines.create(outcome=outcome, subject=subject[:60], place=place[:200], said=said, values=values)

    def finish(self, result: StoredFile | None = None) -> None:
        """Within the last step: nothing is left to do."""
        self.state, self.ended_at, self.result = self.State.DONE, timezone.now(), result


class JobLine(models.Model):
    """A line of a job's report."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="lines")
    outcome = models.CharField(max_length=20)
    subject = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=200, blank=True)
    said = models.TextField(blank=True)
    values = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["job", "outcome"], name="jobline_outcome")]

    @property
    def message(self) -> str:
        return _filled(self.said, self.values)

    @property
    def marked(self) -> SafeString:
        return _marked(self.said, self.values)


class JobPart(models.Model):
    """What a job has prepared and not used yet; gone when it ends."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.JSONField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["job", "number"], name="jobpart_once")]


PLACE = re.compile(r"%\((\w+)\)s")


def _filled(said: str, values: Mapping[str, Any]) -> str:
    text = gettext(said) if said else ""
    return PLACE.sub(lambda place: str(values.get(place[1], "")), text)


def _marked(said: str, values: Mapping[str, Any]) -> SafeString:
    """As HTML: words that are filled in are of the catalogue and stay Vietnamese."""
    text = escape(gettext(said)) if said else ""
    return SafeString(PLACE.sub(lambda place: _in_its_language(values.get(place[1], "")), text))


def _in_its_language(value: Any) -> str:
    return str(value) if isinstance(value, int) else format_html('<span lang="vi">{}</span>', value)
