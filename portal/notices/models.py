"""Who is told what, and how it reaches them outside the portal.

A notice is a row of the transaction that causes it; what leaves the portal is owed by a second row per way out.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.grants import AppendOnly
from portal.notices import addresses, quiet
from portal.notices.placeholders import PLAIN, check, filled
from portal.outbox import ERROR_LENGTH, OutboxMessage, OutboxQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

SUBJECT_LENGTH = 160


class Channel(models.TextChoices):
    """The ways out of the portal. Inside it every notice is there anyway."""

    EMAIL = "email", _("e-mail")
    SMS = "sms", _("text message")


class NoticeTemplateQuerySet(models.QuerySet["NoticeTemplate"]):
    def newest(self) -> Self:
        """The version in use of each key."""
        return self.order_by("key", "-version").distinct("key")


class NoticeTemplate(AppendOnly, models.Model):
    """One version of a wording. Changing it adds a version: what was sent can always be read again as it was."""

    key = models.SlugField(_("key"), max_length=40)
    version = models.PositiveIntegerField(_("version"))
    subject = models.CharField(_("Subject"), max_length=SUBJECT_LENGTH)
    body = models.TextField(_("Text of the notice"), max_length=3000)
    examples = models.JSONField(help_text="what may stand between braces, each with an example")
    made_at = models.DateTimeField(_("since"), auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = NoticeTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("wording of notices")
        verbose_name_plural = _("wording of notices")
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="noticetemplate_version_once"),
            models.CheckConstraint(
                condition=~Q(subject__regex=PLAIN) & ~Q(body__regex=PLAIN), name="noticetemplate_plain_placeholders"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"

    def clean(self) -> None:
        """Raises ``ValidationError`` for a placeholder that is not of this key's closed list (cases FI-07)."""
        check({"subject": self.subject, "body": self.body}, set(self.examples))


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """One's own; where every page starts."""
        return self.filter(person=user) if user.is_authenticated and user.is_active else self.none()

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def about(self, beginning: str) -> Self:
        """Those of all events whose names begin so, the newest first, with what became of them outside."""
        told = self.filter(once__startswith=beginning).select_related("template", "person")
        ways = models.Prefetch("deliveries", Delivery.objects.order_by("channel"))
        return told.prefetch_related(ways).order_by("-created_at", "-pk")

    def mark_read(self) -> int:
        """Those not read before; the first reading counts."""
        return self.unread().update(read_at=timezone.now())

    def to_forget(self, before: datetime) -> Self:
        """Older than ``before``, nothing of them still under way, and read, or without a reader here."""
        waiting = Delivery.objects.unsent().filter(notice=models.OuterRef("pk"))
        read = Q(read_at__lt=before) | Q(person__isnull=True)
        return self.filter(read, ~models.Exists(waiting), created_at__lt=before)


class Notice(models.Model):
    """One thing told to one person: the wording it was told in, and what stood between its braces.

    ``once`` names the event; the same event is told to the same person once. ``email`` and ``phone`` were given for
    this matter: they serve who has no account, or no address in it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="notices")
    name = models.CharField(max_length=300)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    template = models.ForeignKey(NoticeTemplate, on_delete=models.PROTECT, related_name="notices")
    values = models.JSONField()
    link = models.CharField(max_length=200, help_text="a path of the portal")
    once = models.CharField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["person", "-created_at"], name="notice_of_person"),
            models.Index(fields=["person"], name="notice_unread", condition=Q(read_at__isnull=True)),
            models.Index(fields=["once"], name="notice_about", opclasses=["varchar_pattern_ops"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["once", "person"], name="notice_once_per_person"),
            models.UniqueConstraint(
                fields=["once", "email", "phone"], condition=Q(person__isnull=True), name="notice_once_per_contact"
            ),
            models.CheckConstraint(condition=Q(link__regex=r"^/([^/\\]|$)"), name="notice_link_is_a_path"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def subject(self) -> str:
        """In one line."""
        return " ".join(filled(self.template.subject, self.values).split())

    @property
    def body(self) -> str:
        return filled(self.template.body, self.values)

    def address(self, channel: str) -> str:
        """Where that way reaches this person: by their account, else as given for this matter; or nowhere."""
        read, column = (addresses.email, "email") if channel == Channel.EMAIL else (addresses.mobile, "phone")
        known = [getattr(holder, column) for holder in (self.person, self) if holder is not None]
        return next(filter(None, map(read, known)), "")


class DeliveryQuerySet(OutboxQuerySet):
    def unsent(self) -> Self:
        return super().unsent().filter(ended="")

    def failed(self) -> Self:
        return self.filter(ended=Delivery.Ended.FAILED)

    def begun(self, now: datetime) -> Self:
        """Unsent and not merely waiting for the morning."""
        return self.unsent().filter(Q(attempts__gt=0) | Q(next_attempt_at__lte=now))

    def keep_quiet(self, now: datetime) -> None:
        """At night what would ring is put off to the morning."""
        if morning := quiet.ends_at(now):
            self.unsent().filter(channel=Channel.SMS, next_attempt_at__lt=morning).update(next_attempt_at=morning)

    def mark_handed_over(self, delivery: "Delivery", reference: str) -> None:
        self.filter(pk=delivery.pk).update(
            sent_at=timezone.now(), next_attempt_at=None, last_error="", reference=reference[:200], ended=""
        )

    def park(self, rows: Sequence[Any], error: str) -> None:
        """Nothing more is tried by itself; it stands at the desk, and holds up nothing behind it."""
        self._end(rows, Delivery.Ended.FAILED, error, attempts=F("attempts") + 1)

    def drop(self, rows: Sequence[Any], why: str) -> None:
        """Not wanted any more, or nowhere to go."""
        self._end(rows, Delivery.Ended.DROPPED, why)

    def _end(self, rows: Sequence[Any], ended: str, why: str, **more: Any) -> None:
        self._still_leased(rows).update(next_attempt_at=None, ended=ended, last_error=why[:ERROR_LENGTH], **more)

    def send_again(self) -> int:
        """A person's act on failed ones; how many go out anew, under the keys they had."""
        return self.failed().update(ended="", attempts=0, next_attempt_at=timezone.now())


class Delivery(OutboxMessage):
    """One notice on one way out of the portal.

    ``subject`` is the way and whom it reaches: what one person gets one way keeps its order. ``key`` goes with every
    attempt, so that a receiver can tell a repetition (delivery is at least once). ``last_error`` names the kind of
    trouble and nobody.
    """

    class Ended(models.TextChoices):
        FAILED = "failed", _("could not be sent")
        DROPPED = "dropped", _("not sent: not wanted or no address")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField(_("way out"), max_length=5, choices=Channel)
    subject = models.CharField(max_length=300)
    ended = models.CharField(max_length=7, choices=Ended, blank=True)
    reference = models.CharField(max_length=200, blank=True, help_text="the provider's name for what it took")

    objects = DeliveryQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("notice that could not be sent")
        verbose_name_plural = _("notices that could not be sent")
        indexes = [
            models.Index(fields=["subject", "id"], name="delivery_unsent", condition=Q(sent_at__isnull=True, ended="")),
            models.Index(
                fields=["next_attempt_at", "id"], name="delivery_due", condition=Q(sent_at__isnull=True, ended="")
            ),
            models.Index(fields=["-id"], name="delivery_failed", condition=Q(ended="failed")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="delivery_once_per_way"),
            models.CheckConstraint(condition=Q(sent_at__isnull=True) | Q(ended=""), name="delivery_sent_or_ended"),
        ]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def standing(self) -> tuple[str, str | Promise]:
        """The tone of a tag and its words."""
        if self.sent_at:
            return "done", _("handed over to the provider")
        if self.ended:
            return ("refused" if self.ended == Delivery.Ended.FAILED else "stopped"), Delivery.Ended(self.ended).label
        if self.channel == Channel.SMS and quiet.ends_at(timezone.now()):
            return "active", _("waits for the morning")
        return "active", _("on its way")

    @property
    def masked_address(self) -> str:
        address = self.notice.address(self.channel)
        return addresses.masked(address) if address else "–"


class PreferenceQuerySet(models.QuerySet["Preference"]):
    def refused(self, people: Iterable[User]) -> set[tuple[int, str]]:
        """(person, way) of what those people do not want."""
        return set(self.filter(person__in=people, is_wanted=False).values_list("person_id", "channel"))


class Preference(models.Model):
    """What a person said about a way out; who said nothing is told by every way that reaches them.

    There is none for the portal itself: what the law wants told stands there always (NĐ 61/2018 Đ.17).
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=5, choices=Channel)
    is_wanted = models.BooleanField()

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "channel"], name="preference_once_per_way")]
