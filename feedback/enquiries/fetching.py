"""Taking in the questions that people asked at the national portal: each ``HOIDAPID`` once (protocols §9.2).

The nation lists a question until it is answered, so that one that was fetched is listed again: it is known by its id.
"""

import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError
from django.db.models import Q

from feedback.enquiries.asking import keep
from feedback.enquiries.national import said
from feedback.models import Enquiry
from feedback.spam import digest_of
from portal.agencies.models import Agency
from portal.national.client import NationalError, NationalPortal
from procedures.models import Field, Procedure

log = logging.getLogger(__name__)
TITLE = 120


def fetch(portal: NationalPortal) -> int:
    """Returns how many were new. What cannot be a question is left there and logged by its id."""
    try:
        waiting = portal.waiting_questions()
    except NationalError as error:
        log.warning("questions could not be fetched: %s", type(error).__name__)
        return 0
    return sum(take(item) for item in waiting)


def take(item: dict[str, Any]) -> bool:
    """Whether it is new; safe to repeat, also in parallel."""
    key, content = said(item, "HOIDAPID"), said(item, "NOIDUNG")
    if not key or not content:
        log.error("a question of the national portal lacks its id or its words: %s", key[:60] or "no id")
        return False
    if Enquiry.objects.filter(national_id=key).exists():
        return False
    try:
        keep(_enquiry(item, key, content))
    except IntegrityError:
        if not Enquiry.objects.filter(national_id=key).exists():
            raise
        return False
    return True


def _enquiry(item: dict[str, Any], key: str, content: str) -> Enquiry:
    """Not saved. Codes that nobody knows here are left out: reception reads the words."""
    procedure = Procedure.objects.select_related("current__field").filter(code=said(item, "MATTHCDP")).first()
    field = Field.objects.filter(code=said(item, "MALINHVUC")).first()
    unit = said(item, "MADONVI")
    return Enquiry(
        national_id=key[:60], channel=Enquiry.Channel.NATION, title=title_of(content), content=content,
        said_digest=digest_of(content), name=said(item, "HOVATEN")[:200], address=said(item, "DIACHI")[:300],
        email=_email(said(item, "THUDIENTU")), phone=said(item, "SODIENTHOAI")[:20], procedure=procedure,
        field=field or (procedure.current.field if procedure and procedure.current else None),
        about=Agency.objects.existing().filter(Q(code_2016=unit) | Q(code_2020=unit)).first(),
    )  # fmt: skip


def title_of(content: str) -> str:
    """The first sentence or what fits of it: the wire knows no title."""
    first = content.split("\n")[0].strip()
    return first if len(first) <= TITLE else f"{first[:TITLE].rsplit(' ', 1)[0]}…"


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        return ""
    return text
