"""A notice in the form of each way out.

What leaves the portal names nobody's identity number, and its link leads to the portal's own address, whatever host
a request named (cases PR-10, HD-05).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from portal.accounts.models import User
from portal.notices.models import Channel, Delivery, Notice, NoticeTemplate
from portal.notices.placeholders import PLACEHOLDER
from portal.notices.sinks import Letter, TextMessage
from portal.vietnamese import unmarked

SMS_LETTERS = 160
IDENTITY_NUMBER = re.compile(r"\b\d{6}(?:\d{3})?(\d{3})\b")
"""Nine digits of the old card, twelve of the new one."""


def masked(text: str) -> str:
    return IDENTITY_NUMBER.sub(r"•••\1", text)


def letter(delivery: Delivery) -> Letter:
    notice = delivery.notice
    values = {
        "name": " ".join(notice.name.split()) or "ông/bà",
        "subject": masked(notice.subject),
        "paragraphs": paragraphs(masked(notice.body)),
        "url": settings.PORTAL_URL + notice.link,
        "portal_url": settings.PORTAL_URL,
        "can_be_switched_off": notice.person is not None,
    }
    with translation.override("vi"):
        text, html = (render_to_string(f"notices/mail.{form}", values).strip() + "\n" for form in ("txt", "html"))
    return Letter(delivery.key, notice.address(Channel.EMAIL), str(values["subject"]), text, html)


def paragraphs(body: str) -> list[str]:
    return [part.strip() for part in re.split(r"\n\s*\n", body.replace("\r\n", "\n")) if part.strip()]


def text_message(delivery: Delivery) -> TextMessage:
    notice = delivery.notice
    return TextMessage(delivery.key, notice.address(Channel.SMS), sms(masked(notice.subject)))


def sms(subject: str) -> str:
    """One sentence and where to read the rest; no link, for citizens are told to follow none from a text message.

    Without marks 160 letters are one message of every network; with marks they are three.
    """
    head, tail = _around()
    return head + _cut(_written(subject), SMS_LETTERS - len(head) - len(tail)) + tail


def letters_too_many(subject: str, examples: Mapping[str, str]) -> int:
    """By how much the text message would be cut, if positive. Placeholders without an example count as they stand."""
    length = len(_written(PLACEHOLDER.sub(lambda found: examples.get(found[1], found[0]), subject)))
    return length + sum(map(len, _around())) - SMS_LETTERS


def _around() -> tuple[str, str]:
    return _written("DVC Bắc Giang: "), _written(f". Xem tại {urlsplit(settings.PORTAL_URL).netloc}")


def _written(text: str) -> str:
    return unmarked(text) if settings.NOTICES.sms_letters == "unmarked" else text


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 3].rsplit(" ", 1)[0].rstrip(" ,.") + "..."


@dataclass(frozen=True)
class Preview:
    """A wording with its examples filled in, as each reader gets it."""

    notice: Notice
    mail: Letter
    sms: str


def preview(template: NoticeTemplate, reader: User) -> Preview:
    notice = Notice(template=template, values=template.examples, person=reader, name=str(reader), link="/")
    return Preview(notice, letter(Delivery(notice=notice)), sms(masked(notice.subject)))
