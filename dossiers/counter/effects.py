"""What the counter's steps must find and what they write, under the dossier's lock."""

from datetime import datetime

from django.db.models import Q, QuerySet

from dossiers import effects, numbering
from dossiers.act import Act
from dossiers.answers import components
from dossiers.counter.refusals import (
    NothingOnItsWay,
    NotOverTheCounter,
    NumberNotReserved,
    OutsideOutage,
    OwnDossier,
    PapersNotThere,
)
from dossiers.models import BookNumber, Dossier, HandOverItem, Involvement
from dossiers.results import issuing
from dossiers.tracking import secret
from portal.accounts.models import Identity, User
from procedures.models import Channel

COMPLETE_AT, BOOK, RESULT_FILE = "complete_at", "book", "result_file"

# --- Taking in --------------------------------------------------------------------------------


def may_be_taken_in(dossier: Dossier, act: Act) -> None:
    """Raises ``NotOverTheCounter``, ``OwnDossier`` or ``PapersNotThere``."""
    if dossier.channel == Channel.ONLINE:
        raise NotOverTheCounter
    not_ones_own(dossier, act)
    papers_there(dossier)


def not_ones_own(dossier: Dossier, act: Act) -> None:
    """Neither owned nor brought by who acts, as far as the nation says who they are. Raises ``OwnDossier``."""
    if act.by is not None and numbers_of(act.by) & _numbers_in(dossier):
        raise OwnDossier
    if act.by is not None and act.by.pk in {dossier.submitter_id, getattr(dossier.owner_identity, "user_id", None)}:
        raise OwnDossier


def numbers_of(user: User) -> set[str]:
    """The numbers of the person behind an official's account; none where the nation has not named them here."""
    identities = Identity.objects.filter(user=user)
    rows = identities.values_list("id_number", "old_id_number", "tax_code")
    return {number for row in rows for number in row if number}


def _numbers_in(dossier: Dossier) -> set[str]:
    brought = dossier.intake.brought_by if hasattr(dossier, "intake") else {}
    said = (dossier.owner.get("id_number"), dossier.owner.get("tax_code"), brought.get("id_number"))
    return {number for number in said if number}


def papers_there(dossier: Dossier) -> None:
    """Every paper demanded lies there or was scanned. Raises ``PapersNotThere``."""
    there = Q(originals__gt=0) | Q(certified__gt=0) | Q(photocopies__gt=0) | Q(digitised__gt=0)
    given = set(dossier.papers_taken.filter(there).values_list("component", flat=True))
    if any(one.is_required and one.is_handed_in and one.pk not in given for one in components(dossier)):
        raise PapersNotThere


def take_in(dossier: Dossier, act: Act) -> None:
    """Handed in and received in one act: code, receipt and the legal clock (NĐ 61/2018 Đ.17).

    ``values``: ``complete_at`` from when the clock runs (by post the signing of the record of hand-over, QĐ 45/2016
    Đ.7.4; now); ``book``, a ``BookNumber`` written by hand in an outage. The code is of the day on which it is given,
    by post too (assumed). Raises ``NumberNotReserved`` or ``OutsideOutage``.
    """
    complete_at: datetime = act.values.get(COMPLETE_AT) or act.at
    dossier.provisional_number = numbering.provisional()
    dossier.submitted_at = dossier.received_at = complete_at
    secret.of(dossier)
    dossier.due_at = dossier.first_due_at = effects.legal_due(dossier, complete_at)
    dossier.code = _book_code(dossier, act) if act.values.get(BOOK) else numbering.draw(dossier.agency, act.at)


def _book_code(dossier: Dossier, act: Act) -> str:
    """Raises ``NumberNotReserved`` or ``OutsideOutage``."""
    free = BookNumber.objects.free().select_for_update().select_related("outage")
    number = free.filter(pk=act.values[BOOK].pk, agency=dossier.agency).first()
    if number is None:
        raise NumberNotReserved
    if not number.outage.begun_at <= act.at <= number.outage.ended_at:
        raise OutsideOutage
    number.dossier = dossier
    number.save(update_fields=["dossier"])
    return numbering.code_of(dossier.agency, number.day, number.serial)


def receive_and_return(dossier: Dossier, act: Act) -> None:
    """A result on the spot (NĐ 61/2018 Đ.17.4). ``values`` as for ``take_in`` and for a result, whose file may lack:
    what was certified or stamped is in the citizen's hand."""
    take_in(dossier, act)
    effects.forward(dossier, act)
    dossier.finished_at = dossier.handed_over_at = max(act.at, dossier.received_at or act.at)
    if act.values.get(RESULT_FILE):
        issuing.finish(dossier, act)
        issuing.release(dossier, act.at)
    dossier.result_number = act.text("result_number")


# --- Hand-over slips --------------------------------------------------------------------------


def is_on_its_way(dossier: Dossier, act: Act) -> None:
    """Raises ``NothingOnItsWay``."""
    if not _on_its_way(dossier, act).exists():
        raise NothingOnItsWay


def _on_its_way(dossier: Dossier, act: Act) -> QuerySet[HandOverItem]:
    """Its line on the slip that is open; ``values`` may name the one that was seen (``item``)."""
    open_ = dossier.hand_overs.filter(state=HandOverItem.State.SENT)
    return open_.filter(pk=act.values["item"]) if "item" in act.values else open_


def not_on_its_way(dossier: Dossier, act: Act) -> None:
    """A result is on one slip at a time. Raises ``NothingOnItsWay``."""
    if _on_its_way(dossier, act).exists():
        raise NothingOnItsWay


def accept(dossier: Dossier, act: Act) -> None:
    _decide(dossier, act, HandOverItem.State.ACCEPTED)


def return_result(dossier: Dossier, act: Act) -> None:
    _decide(dossier, act, HandOverItem.State.RETURNED)


def return_dossier(dossier: Dossier, act: Act) -> None:
    """The papers go back to who sent them: the dossier is reception's alone once more."""
    _decide(dossier, act, HandOverItem.State.RETURNED)
    dossier.involvements.current().filter(part=Involvement.Part.DECIDING).update(until=act.at)


def _decide(dossier: Dossier, act: Act, state: HandOverItem.State) -> None:
    _on_its_way(dossier, act).update(
        state=state, decided_at=act.at, decided_by=act.by, decided_by_name=str(act.by or ""), reason=act.text("note")
    )
