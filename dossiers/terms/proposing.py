"""A further request for a supplement: the law allows one, so an official proposes it with its ground and a leader
decides (NĐ 61/2018 Đ.15.3, 17.2; D2)."""

from dataclasses import asdict

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dossiers.act import Act, Refusal
from dossiers.models import Dossier, SupplementProposal
from dossiers.supplement import asking
from dossiers.supplement.asking import Fix
from portal.accounts.models import User

DECISION = ["is_approved", "decided_at", "decided_by"]


class FirstIsFree(Refusal):
    message = _("The first request needs no approval: send it yourself.")


class ProposalPending(Refusal):
    message = _("A further request waits for a leader's approval already.")


class NothingProposed(Refusal):
    message = _("No further request waits for approval.")


class OwnProposal(Refusal):
    message = _("Who proposed the request does not approve it: another leader decides.")


def may_propose(dossier: Dossier, act: Act) -> None:
    """Raises ``WithdrawalPending``, ``FirstIsFree`` or ``ProposalPending``."""
    asking.no_withdrawal_pending(dossier, act)
    if not dossier.supplements.exists():
        raise FirstIsFree
    if dossier.proposals.pending().exists():
        raise ProposalPending


def propose(dossier: Dossier, act: Act) -> None:
    """``values`` as for asking. Raises what asking raises for a list that is not whole."""
    fixes = asking.judged(dossier, act)
    SupplementProposal.objects.create(
        dossier=dossier, items=[asdict(fix) for fix in fixes], fine=sorted(act.values.get("fine") or ()),
        note=act.text("note"), ground=act.text("ground"), due_at=act.values.get("due_at"), asked_at=act.at,
        asked_by=act.by,
    )  # fmt: skip


def may_decide(dossier: Dossier, act: Act) -> None:
    """Raises ``WithdrawalPending`` or what ``waits`` raises."""
    asking.no_withdrawal_pending(dossier, act)
    waits(dossier, act)


def waits(dossier: Dossier, act: Act) -> None:
    """Raises ``NothingProposed`` or ``OwnProposal``."""
    proposal = dossier.proposals.pending().first()
    if proposal is None:
        raise NothingProposed
    if act.by is not None and proposal.asked_by_id == act.by.pk:
        raise OwnProposal


def approve(dossier: Dossier, act: Act) -> None:
    """The request goes out as it was proposed. Raises what asking raises where the dossier has changed since."""
    proposal = dossier.proposals.pending().get()
    proposal.is_approved, proposal.decided_at, proposal.decided_by = True, act.at, act.by
    proposal.save(update_fields=DECISION)
    values = {
        "items": [Fix(**item) for item in proposal.items],
        "fine": proposal.fine,
        "note": proposal.note,
        "ground": proposal.ground,
        "due_at": proposal.due_at if proposal.due_at and proposal.due_at > act.at else None,
    }
    asking.ask(dossier, Act(act.by, act.at, values))


def reject(dossier: Dossier, act: Act) -> None:
    """``values``: ``note``, why; it stands in the history."""
    dossier.proposals.pending().update(is_approved=False, decided_at=act.at, decided_by=act.by)


def asked_again(user: User) -> QuerySet[Dossier]:
    """Dossiers reached by ``user`` that were sent back more than once: who instructs once has none."""
    return Dossier.objects.reached_by(user).filter(supplements__number=2)
