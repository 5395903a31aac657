"""Results as they were issued, what is asked about them, and how they go back to people.

The dossier and its files are named by strings: ``dossiers.models`` reads this module.
"""

import secrets
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

TOKEN_BYTES = 24


def new_token() -> str:
    """192 random bits: nobody guesses the address at which a result is checked."""
    return secrets.token_urlsafe(TOKEN_BYTES)


class ResultQuerySet(models.QuerySet["Result"]):
    def current(self) -> Self:
        """The one that counts now, be it revoked or expired."""
        return self.filter(replaced_at__isnull=True)


class Result(models.Model):
    """One document issued in a dossier. Its file is never changed: that would break the signature within.

    A corrected one takes the place of the one before, which stays readable and is marked.
    """

    class State(models.TextChoices):
        VALID = "valid", pgettext_lazy("a result", "valid")
        REPLACED = "replaced", _("replaced")
        REVOKED = "revoked", _("revoked")
        EXPIRED = "expired", _("expired")

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="results")
    file = models.OneToOneField("dossiers.Attachment", on_delete=models.PROTECT, related_name="result")
    token = models.CharField(max_length=43, unique=True, default=new_token, help_text="where it can be checked")
    number = models.CharField(_("number"), max_length=60)
    signed_on = models.DateField(_("signed on"))
    is_refusal = models.BooleanField(
        default=False, db_default=False, help_text="the matter was refused after appraisal (NĐ 61/2018 Đ.19.8)"
    )
    signer_title = models.CharField(_("title of who signed"), max_length=200, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    issued_at = models.DateTimeField(_("issued"))
    released_at = models.DateTimeField(null=True, help_text="since when the applicant may read it")
    previous = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="next")
    replaced_at = models.DateTimeField(_("replaced"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    revoked_because = models.TextField(_("reason of the revocation"), blank=True)
    downloaded_at = models.DateTimeField(null=True, help_text="first download by the applicant")
    read_at = models.DateTimeField(null=True, help_text="the applicant said so by the button")

    objects = ResultQuerySet.as_manager()

    class Meta:
        ordering = ["dossier", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(replaced_at__isnull=True), name="result_one_counts"
            ),
            models.CheckConstraint(
                condition=Q(replaced_at__isnull=True) | Q(revoked_at__isnull=True), name="result_replaced_or_revoked"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("signed_on")), name="result_valid_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def state(self) -> State:
        return self.state_on(timezone.localdate())

    def state_on(self, day: date) -> State:
        """Replaced and revoked say more than a date that has passed."""
        if self.replaced_at is not None:
            return Result.State.REPLACED
        if self.revoked_at is not None:
            return Result.State.REVOKED
        is_over = self.valid_until is not None and self.valid_until < day
        return Result.State.EXPIRED if is_over else Result.State.VALID


class CorrectionQuerySet(models.QuerySet["CorrectionRequest"]):
    def open(self) -> Self:
        return self.filter(answered_at__isnull=True)


class CorrectionRequest(models.Model):
    """The applicant says what is wrong with a result (NĐ 61/2018 Đ.21: an error of the agency is mended at its
    cost)."""

    class What(models.TextChoices):
        """A closed list, so that errors can be counted."""

        PERSON = "person", _("name or details of a person")
        DATE = "date", _("a date")
        NUMBER = "number", _("a number or an amount")
        PLACE = "place", _("an address or a place")
        CONTENT = "content", _("what was decided")
        FILE = "file", _("the file cannot be opened or is another one")

    class Answer(models.TextChoices):
        CORRECTED = "corrected", _("corrected")
        REFUSED = "refused", _("not corrected")
        REVOKED = "revoked", _("result revoked")

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="corrections")
    what = models.JSONField(default=list, help_text="of What")
    text = models.TextField(_("what is wrong and how it should read"))
    file = models.OneToOneField("dossiers.Attachment", on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(_("asked"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    reason = models.TextField(_("answer of the agency"), blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["result", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["result"], condition=Q(answered_at__isnull=True), name="correction_one_open"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="") | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="correction_answered_somehow",
            ),
        ]

    @property
    def what_in_words(self) -> list[str]:
        return [str(self.What(one).label) for one in self.what]


class ReturnCharge(models.Model):
    """What the post takes for bringing a result, paid to the postman (QĐ 45/2016: the citizen pays the postage)."""

    class Reach(models.TextChoices):
        INSIDE = "inside", _("within the province")
        OUTSIDE = "outside", _("to another province")

    reach = models.CharField(_("where to"), max_length=8, choices=Reach)
    amount = models.PositiveIntegerField(_("amount in VND"))
    valid_from = models.DateField(_("valid from"), help_text=_("Holds until a later row of the same kind."))
    basis = models.CharField(_("basis"), max_length=200, blank=True)
    is_assumed = models.BooleanField(
        _("assumed"), default=True, help_text=_("Not taken from a published tariff; people are told so.")
    )

    class Meta:
        ordering = ["reach", "-valid_from"]
        verbose_name = _("charge of return by post")
        verbose_name_plural = _("charges of return by post")
        constraints = [models.UniqueConstraint(fields=["reach", "valid_from"], name="return_charge_of_a_day")]

    def __str__(self) -> str:
        return f"{self.get_reach_display()}, {self.valid_from:%d/%m/%Y}"


class Dispatch(models.Model):
    """A result handed to the post (phiếu gửi): under which number, when, to whom, for how much."""

    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="dispatch")
    number = models.CharField(_("number of the consignment"), max_length=30)
    posted_on = models.DateField(_("handed to the post on"))
    charge = models.PositiveIntegerField(null=True, help_text="đồng, paid on delivery; null where not known")
    to = models.JSONField(help_text="snapshot: name, phone, address")
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.number
