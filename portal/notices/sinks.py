"""The last step out of the portal: one small class per way of handing a message over.

They translate and touch neither database nor request. Two errors: ``Unavailable`` (try later: nothing is known of
what the other side did) and ``Rejected`` (a person must look). Both name the kind of trouble and nobody.
"""

import os
import smtplib
import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend

from portal.notices.models import Channel

ANSWERS = 12
"""So many one letter waits for at most, from the connection to the end of the data."""


def longest_call() -> float:
    """Seconds that handing one message over takes at most."""
    return ANSWERS * settings.EMAIL_TIMEOUT


class Unavailable(Exception):
    """No answer, or one about the other side itself. The message may have been taken."""


class Rejected(Exception):
    """This message is not wanted. Sending it again would be refused again."""


@dataclass(frozen=True)
class Letter:
    """An e-mail to one person. ``key`` is the same at every attempt."""

    key: uuid.UUID
    to: str
    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class TextMessage:
    """At most 160 letters to one telephone. ``key`` is the same at every attempt."""

    key: uuid.UUID
    to: str
    text: str


Message = TypeVar("Message", contravariant=True)


class Sink(ABC, Generic[Message]):
    """One provider's way of taking messages."""

    @abstractmethod
    def send(self, message: Message) -> str:
        """Hand it over and give the provider's reference. Raises ``Unavailable`` or ``Rejected``."""

    def close(self) -> None:
        """Nothing more comes for a while."""


class Smtp(Sink[Letter]):
    """Any mail server; one connection serves many letters."""

    def __init__(self, server: EmailBackend | None = None) -> None:
        self._server = server or EmailBackend()

    def send(self, message: Letter) -> str:
        mail = envelope(message)
        try:
            self._server.open()
            self._server.send_messages([mail])
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise _as_ours(error) from error
        return str(mail.extra_headers["Message-ID"])

    def close(self) -> None:
        self._server.close()


def _as_ours(error: Exception) -> Unavailable | Rejected:
    """A 5xx about the recipient or the letter is a refusal; all else, wrong passwords too, is the server's trouble."""
    code = 0
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = next(iter(error.recipients.values()))[0]
    elif isinstance(error, smtplib.SMTPResponseException):
        code = error.smtp_code
    kind = f"{type(error).__name__} {code or ''}".strip()
    about_this_one = isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
    return Rejected(kind) if about_this_one and code >= 500 else Unavailable(kind)


def envelope(letter: Letter) -> EmailMultiAlternatives:
    """One recipient, a bare address; the same Message-ID at every attempt, by which mail systems know repetitions."""
    own = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    mail = EmailMultiAlternatives(
        subject=" ".join(letter.subject.split()),
        body=letter.text,
        to=[letter.to],
        headers={"Message-ID": f"<{letter.key}@{own.rpartition('@')[2]}>", "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(letter.html, "text/html")
    return mail


class MailFile(Sink[Letter]):
    """For demonstrations: each letter as a file that a mail program opens."""

    def send(self, message: Letter) -> str:
        return _keep("mail", f"{message.key}.eml", envelope(message).message().as_bytes())


class SmsFile(Sink[TextMessage]):
    """For demonstrations, until a provider is contracted: each text message as a file."""

    def send(self, message: TextMessage) -> str:
        return _keep("sms", f"{message.key}.txt", f"{message.to}\n{message.text}\n".encode())


def _keep(folder: str, name: str, content: bytes) -> str:
    """Whole or not at all, once under its name, readable for the owner alone. Gives the name."""
    path = Path(settings.VAR_DIR) / folder / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        aside = path.with_suffix(f".{os.getpid()}")
        aside.touch(mode=0o600)
        with aside.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        aside.rename(path)
    except OSError as error:
        raise Unavailable(type(error).__name__) from error
    return name


SINKS: Mapping[str, Mapping[str, Callable[[], Sink[Any]]]] = {
    Channel.EMAIL: {"smtp": Smtp, "file": MailFile},
    Channel.SMS: {"file": SmsFile},
}


def chosen() -> dict[str, Callable[[], Sink[Any]]]:
    """The ways out that this portal offers, each with its sink; one that is ``off`` is not there."""
    names = {Channel.EMAIL: settings.NOTICES.mail, Channel.SMS: settings.NOTICES.sms}
    return {channel: SINKS[channel][name] for channel, name in names.items() if name in SINKS[channel]}
