"""What the nation keeps: its people, its copies of dossiers, and a raw log of everything that arrived."""

import uuid
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from mock_national.payplat_models import PaymentNotice, PaymentOrder
from mock_national.petition_models import PetitionAnswer, PetitionCopy, PetitionLine

__all__ = [
    "Call", "ChangedRecord", "DossierCopy", "Fault", "MapiSession", "PaymentNotice", "PaymentOrder", "Person",
    "PetitionAnswer", "PetitionCopy", "PetitionLine", "ProgressLine", "SigningKey",
]  # fmt: skip


class Person(AbstractBaseUser):
    """A citizen or a business with an account at the nation (protocols §6)."""

    class Kind(models.TextChoices):
        CITIZEN = "1", "Công dân"
        BUSINESS = "2", "Doanh nghiệp"

    username = models.CharField("tên đăng nhập", max_length=40, unique=True)
    tech_id = models.UUIDField(default=uuid.uuid4, unique=True)
    kind = models.CharField(max_length=1, choices=Kind)
    full_name = models.CharField(max_length=200)
    id_number = models.CharField(max_length=12, blank=True)
    old_id_number = models.CharField(max_length=9, blank=True)
    tax_code = models.CharField(max_length=14, blank=True)
    business_name = models.CharField(max_length=300, blank=True)
    gender = models.PositiveSmallIntegerField(null=True)
    born_on = models.DateField(null=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    assurance = models.CharField(max_length=5, default="1")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    objects: ClassVar["BaseUserManager[Self]"] = BaseUserManager()

    def __str__(self) -> str:
        return self.business_name or self.full_name


class SigningKey(models.Model):
    """A key that signs id_tokens; made by ``seed``, never in the repository."""

    pem = models.TextField()
    issued_at = models.DateTimeField(auto_now_add=True)


class MapiSession(models.Model):
    """A session of the data interface (§3.1)."""

    token = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()


class Call(models.Model):
    """The raw log: what arrived, in the order of arrival, and what became of it."""

    arrived_at = models.DateTimeField()
    service = models.CharField(max_length=60)
    body = models.JSONField()
    fault = models.CharField(max_length=20, blank=True)
    code = models.CharField(max_length=10, blank=True)
    is_stored = models.BooleanField(default=False)
    is_dropped = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]


class DossierCopy(models.Model):
    """A dossier as some province described it last."""

    code = models.CharField(max_length=80, unique=True)
    record = models.JSONField()
    first_arrived_at = models.DateTimeField(auto_now_add=True)
    arrived_at = models.DateTimeField(auto_now=True)
    versions = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-arrived_at", "-pk"]


class ProgressLine(models.Model):
    """A line of a dossier's trail; a repeat is accepted and ignored (§4.3, assumed)."""

    code = models.CharField(max_length=80, db_index=True)
    at = models.CharField(max_length=14)
    status = models.CharField(max_length=2)
    who = models.CharField(max_length=200)
    line = models.JSONField()
    arrived_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["code", "at", "status", "who"], name="progressline_once")]


class Fault(models.Model):
    """A switched-on fault: what goes wrong, for which service, how often, until when."""

    service = models.CharField(max_length=60, default="*")
    kind = models.CharField(max_length=20)
    share = models.FloatField(default=1)
    delay = models.FloatField(default=30)
    until = models.DateTimeField()


class ChangedRecord(models.Model):
    """A procedure whose record is not that of the files any more; empty where it is listed no more."""

    code = models.CharField(max_length=60, unique=True)
    record = models.JSONField(null=True)


class Sample(models.Model):
    """Both ledgers beside each other at a moment of a rehearsal: how many dossiers differ, how much is still owed."""

    at = models.DateTimeField(auto_now_add=True)
    differing = models.PositiveIntegerField()
    unsent = models.PositiveIntegerField()

    class Meta:
        ordering = ["-pk"]


from mock_national.asked import NationalAnswer, NationalQuestion  # noqa: E402, F401
from mock_national.filed import FiledDossier, FiledFile  # noqa: E402, F401  (names Person by a string)
from mock_national.kept import (  # noqa: E402, F401  (they name models of this module by strings)
    HeldCall,
    LoggedMessage,
    SatisfactionCopy,
    StateCopy,
    Switch,
)
