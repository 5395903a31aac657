"""A supplement handed in: the open items take their new values, everything else stays, and the clock starts from zero
(NĐ 61/2018 Đ.19.4)."""

from django.utils.translation import gettext_lazy as _

from dossiers.act import Act, Refusal
from dossiers.answers import COMPUTED, TYPED, copy_out_changed, counted, put_answer
from dossiers.effects import legal_due
from dossiers.models import Attachment, Dossier
from dossiers.supplement.models import SupplementItem, SupplementRequest
from dossiers.supplement.opened import Opened
from portal.calendar.current import work_calendar
from procedures import deadlines


class NothingToSupplement(Refusal):
    message = _("Nothing is asked of you in this dossier now.")


class NotWhole(Refusal):
    """An item is neither changed nor explained, or what new answers demand is missing."""

    message = _("Something is still to be put right. It is listed on this page; complete it and send again.")


class TheirsToSend(Refusal):
    message = _("The applicant has an account and sends the supplement themselves, on the page of the dossier.")


def is_asked_for(dossier: Dossier, act: Act) -> None:
    """Raises ``NothingToSupplement``."""
    if not dossier.supplements.open().exists():
        raise NothingToSupplement


def is_brought(dossier: Dossier, act: Act) -> None:
    """By somebody without an account: what others have begun to write is theirs alone. Raises ``NothingToSupplement``
    or ``TheirsToSend``."""
    is_asked_for(dossier, act)
    if has_account(dossier):
        raise TheirsToSend


def has_account(dossier: Dossier) -> bool:
    """Whether the submitter or the owner can sign in and do it."""
    owner = dossier.owner_identity
    return dossier.submitter_id is not None or (owner is not None and owner.user_id is not None)


def complete(dossier: Dossier, act: Act) -> None:
    """Put what is saved into the dossier and restart its clock. Raises ``NotWhole``."""
    request = dossier.supplements.open().get()
    opened = Opened(dossier, request)
    if opened.undone() or opened.gaps():
        raise NotWhole
    after = _take_over(opened)
    _restart(dossier, request, act)
    SupplementItem.objects.bulk_update(after, ["after", "remark", "state"])


def _take_over(opened: Opened) -> list[SupplementItem]:
    """The items as they are now; answers and files of the dossier changed to match."""
    dossier, items = opened.dossier, opened.items
    for item in items:
        changed = opened.is_changed(item)
        item.state = SupplementItem.State.CHANGED if changed else SupplementItem.State.KEPT
        item.remark = opened.request.remarks.get(item.key, "")
        item.after = opened.value(item) if item.question else _files_after(opened, item)
    new = {name: value for name, value in opened.instead(opened.names).items() if value != dossier.answer(name)}
    for name, value in new.items():
        put_answer(dossier, name, value, TYPED)
    _compute_anew(dossier)
    copy_out_changed(dossier, new.keys())
    _exchange_files(opened)
    return items


def _files_after(opened: Opened, item: SupplementItem) -> list[str]:
    place = next(place for place in opened.papers if place.component.pk == item.component_id)
    stay = place.held if item.adds or not place.offered else ()
    return [str(file.uuid) for file in (*stay, *place.offered)]


def _exchange_files(opened: Opened) -> None:
    """New files become papers of the dossier; where they take the place of old ones, those stay visible as before."""
    for place in opened.papers:
        if place.offered and place.item is not None and not place.item.adds:
            _make(place.held, Attachment.Kind.REPLACED)
        _make(place.offered, Attachment.Kind.PAPER)


def _make(files: tuple[Attachment, ...], kind: str) -> None:
    Attachment.objects.filter(pk__in=[file.pk for file in files]).update(kind=kind)


def _compute_anew(dossier: Dossier) -> None:
    whole = counted(dossier)
    for question in whole.questions():
        if question.compute is not None and question.name in whole.answers:
            put_answer(dossier, question.name, whole.answers[question.name], COMPUTED)


def _restart(dossier: Dossier, request: SupplementRequest, act: Act) -> None:
    """From zero: the whole limit of law from now on, or before acceptance a new answer of reception. The first due
    date is never touched."""
    if dossier.code is None:
        dossier.reception_due_at = deadlines.reception_due(act.at, work_calendar())
    else:
        dossier.due_at = request.due_after = legal_due(dossier, act.at)
    request.completed_at, request.completed_in = act.at, dossier.last_event
    request.save(update_fields=["completed_at", "completed_in", "due_after"])
