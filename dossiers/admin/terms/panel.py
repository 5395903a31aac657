"""The deadline on the dossier's desk page: where it stands, what moved it, what may be done about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.safestring import SafeString

from dossiers.action import Action
from dossiers.admin.supplement_form import label
from dossiers.models import Apology, Dossier, Hold, Reminder, SupplementItem, SupplementProposal, TermWarning
from dossiers.supplement import walk
from dossiers.terms import standing, steps
from dossiers.terms.standing import Standing

PAGES = frozenset({steps.DESK, steps.URGING})
FIRST = (steps.DUTY_DONE, steps.GO_ON)
"""What such a dossier waits for: the one primary act."""


@dataclass(frozen=True)
class Panel:
    dossier: Dossier
    stood: Standing
    holds: list[Hold]
    apology: Apology | None
    warnings: list[TermWarning]
    proposal: SupplementProposal | None
    reminders: list[Reminder]
    acts: list[Action] = field(default_factory=list)
    now: datetime = field(default_factory=timezone.now)

    @property
    def proposed(self) -> list[tuple[str | SafeString, str, str]]:
        """What, why and what to do, of a further request for a supplement that waits."""
        if self.proposal is None:
            return []
        points, reasons = walk.points(self.dossier), dict(SupplementItem.Reason.choices)
        return [
            (label(points[item["key"]]) if item["key"] in points else "–", str(reasons[item["reason"]]), item["what"])
            for item in self.proposal.items
        ]

    @property
    def first(self) -> Action | None:
        return next((action for action in self.acts if action in FIRST), None)

    @property
    def is_moved(self) -> bool:
        return self.dossier.due_at != self.dossier.first_due_at


def panel(dossier: Dossier, possible: Iterable[Action]) -> Panel:
    """``possible``: what this official may do to the dossier now."""
    return Panel(
        dossier=dossier,
        stood=standing.standing(dossier),
        holds=list(dossier.holds.order_by("-begun_in")),
        apology=Apology.objects.filter(dossier=dossier).select_related("signed_by", "drafted_by").first(),
        warnings=list(dossier.warnings.filter(due_at=dossier.due_at).order_by("at")) if dossier.due_at else [],
        proposal=dossier.proposals.pending().select_related("asked_by").first(),
        reminders=list(dossier.reminders.select_related("to", "sender")),
        acts=[action for action in possible if action.page == steps.DESK],
    )
