"""What each paper says, gathered once from history and kept: from then on it says that and nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction

from dossiers.issued.facts import course, reception, returned
from dossiers.models import IssuedPaper

FROM_HISTORY: Mapping[str, Callable[[IssuedPaper], Any]] = {
    "receipt": reception.receipt,
    "supplement_request": reception.supplement,
    "refusal": reception.refusal,
    "control_slip": course.control_slip,
    "process_trail": course.trail,
    "result_receipt": returned.result_receipt,
}
WHOLE = ("dossier__edition__procedure", "dossier__case", "dossier__agency", "dossier__received_by__parent",
         "dossier__submitter", "dossier__owner_identity", "agency__parent", "event")  # fmt: skip


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
