"""What was said in words when a dossier was rated, where the rater asked for an answer: nothing else of a rating knows
its dossier by name."""

from dossiers.models import Dossier
from dossiers.own_data.sections import Row
from feedback.models import Remark


def of_dossier(dossier: Dossier) -> list[Row]:
    """The leader who answered is told by the agency."""
    return [_remark(one) for one in Remark.objects.filter(dossier=dossier).select_related("agency").order_by("on")]


def _remark(one: Remark) -> Row:
    return {
        "stage": str(one.get_stage_display()), "on": one.on, "agency": one.agency.name, "score": one.score,
        "words": one.words, "costs": one.costs, "answer": one.answer, "answered_at": one.answered_at,
    }  # fmt: skip
