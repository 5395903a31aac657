"""What petitions and questions of citizens have in common: a case that is sent, acted on, answered, and made public
without whoever sent it. A kind says anew what has a label or a way back of its own.
"""

import secrets
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.grants import AppendOnly

LEGIBLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_LENGTH = 10


def draw_secret() -> str:
    """Ten letters and digits that nobody mistakes for one another: about 49 bits."""
    return "".join(secrets.choice(LEGIBLE) for _letter in range(SECRET_LENGTH))


class Case(models.Model):
    """As it was sent; ``status`` and what follows are moved by ``feedback.acting.perform`` alone."""

    SENDER: ClassVar[str]
    """What history calls whoever sent it."""

    ENDED: ClassVar[tuple[int, ...]]

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    secret = models.CharField(max_length=SECRET_LENGTH, default=draw_secret, editable=False)
    status = models.PositiveSmallIntegerField(_("status"))
    sent_at = models.DateTimeField()

    submitter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    title = models.CharField(max_length=200)
    content = models.TextField()
    said_digest = models.CharField(max_length=64, editable=False, help_text="of the words of the content, for repeats")
    about = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("agency"))

    handler = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(_("due"), null=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    last_event = models.PositiveIntegerField(default=0)

    events: "models.Manager[CaseEvent]"
    answer_files: Any

    class Meta:
        abstract = True

    @property
    def is_public(self) -> bool:
        rows: Any = type(self)._default_manager
        return bool(rows.published().filter(pk=self.pk).exists())


Kind = TypeVar("Kind", bound=Case)


class CaseQuerySet(models.QuerySet[Kind]):
    public: ClassVar[str]
    """The name of what the public reads of a case."""

    def visible_to(self, user: User) -> Self:
        """Where every list and page of the desk starts: the reception of petitions sees all, an agency those it has
        or had in hand."""
        agencies = user.posts.current().handling().agencies()
        if agencies.filter(key=settings.PETITION_RECEPTION).exists():
            return self
        return self.filter(Q(handler__in=agencies) | Exists(self._had_by(agencies)))

    def _had_by(self, agencies: Iterable[Agency]) -> models.QuerySet[Any]:
        events: Any = self.model._meta.get_field("events")
        had: models.QuerySet[Any] = events.related_model.objects.filter(handler__in=agencies)
        return had.filter(**{events.field.name: OuterRef("pk")})

    def of(self, user: User) -> Self:
        return self.filter(submitter=user)

    def open(self) -> Self:
        return self.exclude(status__in=self.model.ENDED)

    def late(self, now: datetime) -> Self:
        return self.open().filter(due_at__lt=now)

    def published(self) -> Self:
        """What the public sees, and the only way to it: a page, a list, a feed, a map of the site, a file."""
        return self.filter(**{f"{self.public}__isnull": False, f"{self.public}__hidden_at__isnull": True})


class CaseEvent(AppendOnly, models.Model):
    """A line of a case's history, numbered 1..n."""

    number = models.PositiveIntegerField()
    action = models.CharField(max_length=20)
    status_before = models.PositiveSmallIntegerField()
    status = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_title = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=12)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+", help_text="that acted")
    handler = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, related_name="+", help_text="that has it in hand from now on"
    )
    due_at = models.DateTimeField(null=True, help_text="by when this step was due; nothing where it had no term")
    note = models.TextField(blank=True)
    values = models.JSONField(default=dict)

    class Meta:
        abstract = True


HIDDEN_WITH_A_GROUND = (
    Q(hidden_at__isnull=True, hidden_by__isnull=True)
    | Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_because="")
)  # fmt: skip


class Published(models.Model):
    """What the public reads of an answered case: written anew without whoever asked, never the row itself."""

    title = models.CharField(max_length=200)
    content = models.TextField()
    answer = models.TextField(_("answer"))
    findable = models.TextField(editable=False, help_text="without marks, for searching")
    vector = models.GeneratedField(
        expression=SearchVector("findable", config="simple"), output_field=SearchVectorField(), db_persist=True
    )
    removed = models.JSONField(default=dict)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    hidden_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    hidden_because = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering = ["-published_at", "-pk"]

    @property
    def case(self) -> Case:
        raise NotImplementedError

    @property
    def changed_at(self) -> datetime:
        return self.published_at
