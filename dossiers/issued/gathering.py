"""What each paper says, gathered once from history and kept: from then on it says that and nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction

from dossiers.issued.facts import course, deadline, inside, reception, returned
from dossiers.models import IssuedPaper

FROM_HISTORY: Mapping[str, Callable[[IssuedPaper], Any]] = {
    "receipt": reception.receipt,
    "supplement_request": reception.supplement,
    "refusal": reception.refusal,
    "apology": deadline.apology,
    "reminder": deadline.reminder,
    "opinion_request": inside.opinion_request,
    "opinion_answer": inside.opinion_answer,
    "verification_minutes": inside.verification_minutes,
    "approval_sheet": inside.approval_sheet,
    "control_slip": course.control_slip,
    "process_trail": course.trail,
    "result_receipt": returned.result_receipt,
}
OF_ONE_HAND = {"apology", "reminder", "opinion_request", "opinion_answer", "verification_minutes", "approval_sheet"}
"""What its author said and signed: nobody else issues it again."""

AGAIN = frozenset(FROM_HISTORY) - OF_ONE_HAND
WHOLE = ("dossier__edition__procedure", "dossier__edition__field", "dossier__case", "dossier__agency",
         "dossier__received_by__parent", "dossier__submitter", "dossier__owner_identity", "agency__parent",
         "event")  # fmt: skip


def gather(paper: IssuedPaper) -> IssuedPaper:
    """The row with its facts; of two who gather at once the first one counts."""
    if paper.facts:
        return paper
    whole = IssuedPaper.objects.select_related(*WHOLE).get(pk=paper.pk)
    facts = asdict(FROM_HISTORY[paper.key](whole))
    with transaction.atomic():
        held = IssuedPaper.objects.select_for_update().get(pk=paper.pk)
        whole.facts = held.facts or facts
        if not held.facts:
            whole.save(update_fields=["facts"])
    return whole
