"""Who takes part, so that one person has one entry in a round, and nobody can tell from what is kept for it who it is.

With an account the account is the person. Without, it is name, year of birth and telephone number: the school or the
district would let anybody enter once for each of them, and a telephone alone is shared by a family. Somebody who
enters with an account and once more without one is found by the second, for both write it (decision 042).
"""

import re
import secrets
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from feedback.models import Questionnaire
from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.vietnamese import plain

COOKIE = "bacgiang_bai_thi"
COOKIE_SECONDS = 30 * 24 * 3600
SHAPE = re.compile(r"[0-9a-f]{32}")
DIGEST_LENGTH = 32


@dataclass(frozen=True)
class Facts:
    """What somebody says of themselves; empty in a survey without names."""

    name: str = ""
    birth_year: int | None = None
    phone: str = ""
    district: Agency | None = None
    unit: str = ""
    may_publish: bool = False
    consents: bool = False


@dataclass(frozen=True)
class Person:
    """``device``: a random text that this browser keeps in a cookie."""

    user: User | None
    device: str
    facts: Facts = Facts()

    def key(self, questionnaire: Questionnaire) -> str:
        """The same for the same person; of another questionnaire, another one."""
        if questionnaire.taking == Questionnaire.Taking.NAMED or self.facts.name:
            said = f"{plain(self.facts.name)}|{self.facts.birth_year}|{self.facts.phone}"
        else:
            said = f"account {self.user.pk}" if self.user else f"device {self.device}"
        return _digest(f"{questionnaire.pk}|{said}")

    @property
    def device_digest(self) -> str:
        return _digest(f"device|{self.device}")


def _digest(said: str) -> str:
    return salted_hmac("feedback.questionnaires", said, algorithm="sha256").hexdigest()[:DIGEST_LENGTH]


def at(request: HttpRequest) -> Person:
    """Who sits at this browser; the cookie is set by ``remember``, before anything is sent."""
    known = request.COOKIES.get(COOKIE, "")
    device = known if SHAPE.fullmatch(known) else secrets.token_hex(16)
    return Person(request.user if isinstance(request.user, User) else None, device)


def remember(response: HttpResponse, request: HttpRequest, person: Person) -> HttpResponse:
    """An answer that never arrives does no harm: the browser has had the cookie since it was shown the form."""
    if request.COOKIES.get(COOKIE) != person.device:
        response.set_cookie(
            COOKIE, person.device, max_age=COOKIE_SECONDS, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    return response
