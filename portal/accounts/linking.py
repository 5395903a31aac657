"""Linking a local account with a person of the nation: after both were proven in one session, and never by a number.

The local account by its password and second step a moment ago, the person by the national sign-on that follows. What
the nation says may show that an account here bears the same number; that is a reason to ask, not to link.
"""

import time
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest

from portal.accounts import identity
from portal.accounts.models import Identity, User

FOR, DECLINED = "linking_for", "linking_declined"
"""In the session: who asked to be linked and when; that the account found is not theirs."""

SECONDS = 600


class NotProven(Exception):
    """Nobody, somebody else, or too long ago, has proven the local account in this session."""


class TakenByAnother(Exception):
    """The person of the nation has an account of their own here."""


class AnotherPerson(Exception):
    """The local account is linked with another person."""


def ask(request: HttpRequest) -> None:
    """The person signed in, who has just proven it, wants to be linked with whom the nation names next."""
    request.session[FOR] = [request.user.pk, int(time.time())]


def asked_by(request: HttpRequest) -> User:
    """Once. Raises ``NotProven``."""
    user, at = request.session.pop(FOR, [None, 0])
    if user is None or user != request.user.pk or time.time() - at > SECONDS:
        raise NotProven
    return User.objects.get(pk=user)


@transaction.atomic
def link(user: User, claims: Mapping[str, Any]) -> Identity:
    """Raises ``TakenByAnother`` or ``AnotherPerson``. A person whom the nation has given a new technical id stays the
    same account."""
    told = identity.read_claims(claims)
    known = Identity.objects.select_for_update().filter(tech_id=told["tech_id"]).first()
    if known is not None and known.user_id not in (None, user.pk):
        raise TakenByAnother
    before = Identity.objects.select_for_update().filter(user=user).first()
    if before is not None and before.tech_id != told["tech_id"]:
        if known is not None or not _is_same(before, told):
            raise AnotherPerson
        Identity.objects.filter(pk=before.pk).update(tech_id=told["tech_id"])
    return identity.remember(user, claims)


def _is_same(before: Identity, told: Mapping[str, Any]) -> bool:
    numbers = {before.id_number, before.old_id_number, before.tax_code} - {""}
    return before.kind == told["kind"] and bool(numbers & set(_numbers(told)))


def _numbers(told: Mapping[str, Any]) -> list[str]:
    names = ("tax_code",) if told["kind"] == Identity.Kind.BUSINESS else ("id_number", "old_id_number")
    return [told[name] for name in names if told[name]]


def may_have_an_account(claims: Mapping[str, Any]) -> bool:
    """Whether an account that somebody can prove by a password bears a number the nation names."""
    told = identity.read_claims(claims)
    numbers = _numbers(told)
    if not numbers:
        return False
    alike = Q(id_number__in=numbers) | Q(old_id_number__in=numbers) | Q(tax_code__in=numbers)
    others = Identity.objects.filter(alike, user__is_active=True).exclude(tech_id=told["tech_id"])
    return any(one.user and one.user.has_usable_password() for one in others.select_related("user"))
