"""Answers kept ready at the desk (``dossiers.thread``), offered for a question too."""

from dossiers.models import CannedAnswer
from dossiers.thread.models import CannedAnswerQuerySet
from feedback.models import Enquiry
from portal.notices.placeholders import filled


def offered(enquiry: Enquiry) -> CannedAnswerQuerySet:
    """Those for everybody, for the agency that answers, and for the field that is asked about, that say nothing of a
    dossier's code or day."""
    agencies = [enquiry.handler_id] if enquiry.handler_id else []
    fitting = CannedAnswer.objects.fitting(agencies=agencies, field=enquiry.field_id or 0)
    return fitting.exclude(text__contains="{code}").exclude(text__contains="{due}")


def keys(text: str) -> list[int]:
    """What a form chose: one key or nothing."""
    return [int(text)] if text.isascii() and text.isdigit() and len(text) < 10 else []


def put_into(text: str, answer: CannedAnswer, enquiry: Enquiry) -> str:
    """``answer``, filled in, behind what was typed already."""
    values = {"owner": enquiry.name, "agency": enquiry.handler.name if enquiry.handler else ""}
    ready = filled(answer.text, values)
    return f"{text.rstrip()}\n\n{ready}" if text.strip() else ready
