"""How to sign in as an official of the demonstration by hand: password and second factor, made from the secret key."""

import hashlib
import hmac
import time
from dataclasses import dataclass

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.db import transaction

from portal.accounts.models import User

PREFIX = "demo-"
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
PASSWORD_LETTERS = 16
SECRET_LETTERS = 32
BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


class NoSuchAccount(Exception):
    """Not an account of the demonstration, or nothing is demonstrated."""


@dataclass(frozen=True)
class Entry:
    username: str
    password: str
    code: str
    seconds: int
    """For how long the code holds."""


@transaction.atomic
def entry(name: str) -> Entry:
    """What opens the account ``name`` (with or without ``demo-``) now. Sets password and authenticator, always the
    same ones. Raises ``NoSuchAccount``."""
    username = name if name.startswith(PREFIX) else PREFIX + name
    user = User.objects.select_for_update().filter(username=username).first()
    if user is None or not settings.DEMO:
        raise NoSuchAccount(username)
    password = _drawn(username, "password", LETTERS, PASSWORD_LETTERS)
    if not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    counter, past = divmod(int(time.time()), app_settings.TOTP_PERIOD)
    code = auth.format_hotp_value(auth.hotp_value(_secret(user), counter))
    return Entry(username, password, code, app_settings.TOTP_PERIOD - past)


def _secret(user: User) -> str:
    """That of the authenticator they have, else of one made now."""
    known = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if known is not None:
        return str(decrypt(known.data["secret"]))
    secret = _drawn(user.username, "authenticator", BASE_32, SECRET_LETTERS)
    auth.TOTP.activate(user, secret)
    return secret


def _drawn(username: str, purpose: str, letters: str, length: int) -> str:
    drawn = hmac.new(settings.SECRET_KEY.encode(), f"{purpose}:{username}".encode(), hashlib.sha256).digest()
    return "".join(letters[byte % len(letters)] for byte in drawn[:length])
