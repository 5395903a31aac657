"""A notice in the form of each way out.

What leaves the portal names nobody's identity number, and its link leads to the portal's own address, whatever host
a request named (cases PR-10, HD-05).
"""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from portal.notices.models import Channel, Delivery
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
        "name": " ".join(notice.name.split()),
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
    written = unmarked if settings.NOTICES.sms_letters == "unmarked" else str
    head, tail = written("DVC Bắc Giang: "), written(f". Xem tại {urlsplit(settings.PORTAL_URL).netloc}")
    return head + _cut(written(subject), SMS_LETTERS - len(head) - len(tail)) + tail


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 3].rsplit(" ", 1)[0].rstrip(" ,.") + "..."
