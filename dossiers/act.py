"""What somebody asks of a dossier, and how the portal says no."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User


class Refusal(Exception):
    """A domain refusal; ``message`` tells the person why and what to do."""

    message: str | Promise = _("This cannot be done now.")

    def __str__(self) -> str:
        return str(self.message)


class WrongStatus(Refusal):
    """Somebody was faster, or the page is old."""

    message = _(
        "The dossier has moved on in the meantime: this step is no longer possible. Its history says what was done."
    )


class NotYours(Refusal):
    """The person holds no role in this dossier that allows the step."""

    message = _("Your post does not allow this step for this dossier.")


class EditedElsewhere(Refusal):
    """It was saved in another window or on another device after this page was made."""

    message = _("This draft was changed in another window in the meantime. Look at both versions and choose.")


class PapersMissing(Refusal):
    """A required paper has no file."""

    message = _("A required paper is missing. Add it under “Papers” and submit again.")


class AlreadyReceived(Refusal):
    message = _("The dossier has been received and has its code: this step is no longer possible.")


class StillAwaited(Refusal):
    message = _("The citizen still has time for the supplement. Wait until its term is over.")


class WithdrawalNotAsked(Refusal):
    message = _("The citizen has not asked to withdraw this dossier.")


class WithdrawalAlreadyAsked(Refusal):
    message = _("You have already asked to withdraw this dossier.")


@dataclass(frozen=True)
class Act:
    """Who does it, when, and with which words and things.

    ``by`` is ``None`` for the system.
    """

    by: User | None
    at: datetime = field(default_factory=timezone.now)
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def person(self) -> User:
        """Raises ``NotYours`` for the system."""
        if self.by is None:
            raise NotYours
        return self.by

    def text(self, name: str) -> str:
        return str(self.values.get(name) or "")
