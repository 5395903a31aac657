"""The log of every exchange with the nation: that it was, of what size and outcome, never what was said.

Append-only by the rights of the database. What is older than the law asks for is removed by a function of the owner,
which refuses to reach into the last ninety days whoever calls it.
"""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.grants import AppendOnly
from portal.national import line


class ExchangeQuerySet(models.QuerySet["Exchange"]):
    def without_answer(self) -> Self:
        return self.filter(outcome=Exchange.Outcome.UNAVAILABLE)

    def in_trouble(self) -> Self:
        """Refused, or without an answer: the index of these is small."""
        return self.exclude(outcome=Exchange.Outcome.OK)


class Exchange(AppendOnly, models.Model):
    """One call and its answer. ``request_id`` travels as ``X-Road-Id``, so that both sides can name the exchange."""

    class Direction(models.TextChoices):
        OUT = "out", pgettext_lazy("an exchange", "to the national portal")
        IN = "in", pgettext_lazy("an exchange", "from the national portal")

    class Outcome(models.TextChoices):
        OK = "ok", _("answered")
        REFUSED = "refused", pgettext_lazy("an exchange", "refused")
        UNAVAILABLE = "unavailable", _("no answer that could be read")

    direction = models.CharField(_("direction"), max_length=3, choices=Direction)
    request_id = models.UUIDField(_("number of the exchange"))
    service = models.CharField(_("service"), max_length=60)
    request_sha256 = models.CharField(_("SHA-256 of the request"), max_length=64)
    request_size = models.PositiveIntegerField(_("size of the request"), help_text=_("bytes"))
    answer_sha256 = models.CharField(_("SHA-256 of the answer"), max_length=64, blank=True)
    answer_size = models.PositiveIntegerField(_("size of the answer"), help_text=_("bytes"))
    started_at = models.DateTimeField(_("started"))
    milliseconds = models.PositiveIntegerField(_("took"), help_text=_("milliseconds"))
    outcome = models.CharField(_("outcome"), max_length=11, choices=Outcome)
    code = models.CharField(
        _("code"), max_length=30, blank=True, help_text=_("of the refusal, or why there was no answer")
    )

    objects = ExchangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("exchange with the national portal")
        verbose_name_plural = _("exchanges with the national portal")
        indexes = [
            models.Index(fields=["started_at"], name="exchange_by_day"),
            models.Index(fields=["service", "-id"], name="exchange_of_service"),
            models.Index(fields=["-id"], name="exchange_in_trouble", condition=~models.Q(outcome="ok")),
        ]

    def __str__(self) -> str:
        return str(self.request_id)


def write(exchange: line.Exchange, direction: Exchange.Direction) -> None:
    """Keep that ``exchange`` took place."""
    Exchange.objects.create(
        direction=direction,
        request_id=exchange.request_id,
        service=exchange.service[:60],
        request_sha256=exchange.request_sha256,
        request_size=exchange.request_size,
        answer_sha256=exchange.answer_sha256,
        answer_size=exchange.answer_size,
        started_at=exchange.started_at,
        milliseconds=exchange.milliseconds,
        outcome=exchange.outcome,
        code=exchange.code[:30],
    )


def forget() -> int:
    """Remove what is older than ``settings.NATIONAL.log_days``; returns how many lines, some thousands at most."""
    before = timezone.now() - timedelta(days=settings.NATIONAL.log_days)
    with connection.cursor() as cursor:
        cursor.execute("SELECT forget_exchanges(%s)", [before])
        return int(cursor.fetchone()[0])
