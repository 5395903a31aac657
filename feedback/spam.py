"""Holding off floods and spam from what anybody may send (FI-20, D35): by source, by content, with an honest word.

No third party is asked; what is held off becomes no row, so the officials' lists do not grow.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.act import Refusal
from dossiers.tracking import counting
from feedback.models import Case
from portal.accounts.models import User
from portal.vietnamese import plain

LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
MOST_LINKS = 3
SAME_WITHIN = timedelta(days=7)


class TooOften(Refusal):
    message = _("Much came from here within an hour. What you wrote is kept on this page: send it later.")


class TooManyLinks(Refusal):
    message = _("At most 3 links are taken. Say in words what they show, or enclose it as a file.")


class SentBefore(Refusal):
    """The very same words are with us already."""

    message = _("The same has been sent already and is with us. You need not send it again.")


@dataclass(frozen=True)
class Sender:
    """Who sends, from where: ``source`` is an address, which is counted and not kept."""

    user: User | None
    source: str = ""

    @property
    def counted_as(self) -> str:
        return f"user:{self.user.pk}" if self.user else self.source


def sender_of(request: HttpRequest) -> Sender:
    user = request.user if isinstance(request.user, User) else None
    return Sender(user, str(get_adapter(request).get_client_ip(request)))


def hold_off(case: Case, kind: str, sender: Sender) -> None:
    """Count one more of ``kind`` from there within the hour. Raises ``TooManyLinks``, ``SentBefore`` for the words
    (``said_digest``) of the last week, or ``TooOften``."""
    if len(LINK.findall(case.content)) > MOST_LINKS:
        raise TooManyLinks
    lately = type(case)._default_manager.filter(sent_at__gt=timezone.now() - SAME_WITHIN)
    if lately.filter(said_digest=case.said_digest).exists():
        raise SentBefore
    asked, _digest = counting.count(kind, sender.counted_as)
    if asked > settings.PETITIONS_PER_HOUR:
        raise TooOften


def digest_of(content: str) -> str:
    """Of the words alone: spacing, marks and capitals aside."""
    return hashlib.sha256(plain(content).encode()).hexdigest()
