"""Papers of a dossier as pages list them."""

from dataclasses import dataclass

from dossiers.issued import gathering, registry
from dossiers.models import Dossier, IssuedPaper


@dataclass(frozen=True)
class Shown:
    """A paper with the words of its form, which are Vietnamese in both languages."""

    paper: IssuedPaper
    title: str
    basis: str
    may_be_again: bool
    may_be_revoked: bool = True

    @property
    def is_stuck(self) -> bool:
        """It could not be made, and is tried no more until somebody opens it."""
        return self._rests and self.paper.attempts > 0

    @property
    def is_made_when_opened(self) -> bool:
        return self._rests and self.paper.attempts == 0

    @property
    def _rests(self) -> bool:
        return self.paper.made_at is None and self.paper.next_attempt_at is None


def issued(dossier: Dossier) -> list[Shown]:
    """Every one, the newest first."""
    return [_shown(paper) for paper in dossier.issued_papers.select_related("agency").order_by("-pk")]


def for_applicant(dossier: Dossier) -> list[Shown]:
    """Those meant for whoever handed it in."""
    papers = dossier.issued_papers.for_applicant().select_related("agency").order_by("-pk")
    return [_shown(paper) for paper in papers]


def apart_from_money(dossier: Dossier) -> list[Shown]:
    """The same, without receipts for money: those stand where the money stands."""
    elsewhere = {form.key for form in registry.FORMS if form.is_ended_elsewhere}
    return [one for one in for_applicant(dossier) if one.paper.key not in elsewhere]


def _shown(paper: IssuedPaper) -> Shown:
    form = registry.form_of(paper.key, paper.version)
    holds = paper.state == IssuedPaper.State.VALID
    may_be_again = holds and paper.key in gathering.AGAIN
    return Shown(paper, form.title, form.basis, may_be_again, holds and not form.is_ended_elsewhere)
