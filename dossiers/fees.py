"""What a dossier costs, line by line: the fees of its edition for its case, channel and answers."""

from django.utils import timezone

from dossiers.answers import counted
from dossiers.models import Dossier
from procedures import fees
from procedures.fees import Line


def has_fees(dossier: Dossier) -> bool:
    """Whether its edition states any fee for its case and channel, whatever the answers."""
    stated = dossier.edition.fees.all()
    return any(fee.channel == dossier.channel and fee.case_id in (None, dossier.case_id) for fee in stated)


def fee_lines(dossier: Dossier) -> list[Line]:
    """As of the day it was received, before that of the day it was submitted."""
    on = timezone.localdate(dossier.received_at or dossier.submitted_at)
    stated = list(dossier.edition.fees.all())
    answers = counted(dossier).answers if fees.depend_on_answers(dossier.edition, stated) else {}
    return fees.lines(stated, case=dossier.case, channel=dossier.channel, answers=answers, on=on)
