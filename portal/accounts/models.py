"""Who uses the portal, and who the nation says they are."""

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth import get_backends
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.backends import BaseBackend


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(username, password, is_superuser=True, **fields)


def backends_with_rights() -> "list[BaseBackend]":
    """Those that say what somebody may do; the ones that only sign in would look for tables of rights not kept here."""
    from django.contrib.auth.backends import ModelBackend  # it imports this module's User

    return [backend for backend in get_backends() if not isinstance(backend, ModelBackend)]


class User(AbstractBaseUser):
    """An account.

    It owns no rights: officials' rights come from their posts, citizens' from their dossiers.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField(_("user name"), max_length=64, unique=True)
    full_name = models.CharField(_("full name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_superuser = models.BooleanField(_("administers everything"), default=False)
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return str(self)

    @property
    def is_staff(self) -> bool:
        """Whether any door of the desk is open to this person now; asked of the posts each time."""
        return self.has_perm("desk.enter")

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        if not self.is_active:
            return False
        return self.is_superuser or any(backend.has_perm(self, perm, obj) for backend in backends_with_rights())

    def has_perms(self, perms: Iterable[str], obj: models.Model | None = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perms)

    def has_module_perms(self, app_label: str) -> bool:
        if not self.is_active:
            return False
        asked = [backend for backend in backends_with_rights() if hasattr(backend, "has_module_perms")]
        return self.is_superuser or any(backend.has_module_perms(self, app_label) for backend in asked)


class Identity(models.Model):
    """A person or business as the national sign-on described it last (protocols §6).

    Owners of dossiers need no account.
    """

    class Kind(models.TextChoices):
        CITIZEN = "citizen", _("citizen")
        BUSINESS = "business", _("business")

    user = models.OneToOneField(User, on_delete=models.PROTECT, null=True, blank=True, related_name="identity")
    tech_id = models.UUIDField(_("national technical id"), unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    full_name = models.CharField(_("full name"), max_length=200)
    id_number = models.CharField(_("personal identity number"), max_length=12, blank=True)
    old_id_number = models.CharField(_("old identity card number"), max_length=9, blank=True)
    passport = models.CharField(_("passport"), max_length=20, blank=True)
    tax_code = models.CharField(_("tax code"), max_length=14, blank=True)
    business_name = models.CharField(_("name of the business"), max_length=300, blank=True)
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    gender = models.CharField(_("sex"), max_length=10, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    assurance = models.CharField(_("level of assurance"), max_length=10, blank=True)
    read_at = models.DateTimeField(_("read from the nation at"))

    class Meta:
        verbose_name = _("national identity")
        verbose_name_plural = _("national identities")

    def __str__(self) -> str:
        return self.business_name or self.full_name


class NationalSession(models.Model):
    """A session of ours that began at the nation: by ``sub`` and ``sid`` the nation can end it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="national_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    sub = models.CharField(max_length=191, db_index=True)
    sid = models.CharField(max_length=191, blank=True)
    begun_at = models.DateTimeField(auto_now_add=True)
    checked_at = models.DateTimeField(db_index=True, help_text="when the nation vouched for it last")

    def __str__(self) -> str:
        return self.sub
