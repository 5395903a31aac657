"""What the steps around a result must find and what they write, under the dossier's lock.

Whoever corrects, revokes or acknowledges says which result they mean (``of``): where another has taken its place in
the meantime they are told, and nothing happens to one they have not seen.
"""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.act import Act, Refusal
from dossiers.models import Attachment, CorrectionRequest, Dossier, Result, Status

OF = "of"


class ResultMoved(Refusal):
    message = _("Another result has taken the place of this one in the meantime. Look at the new one first.")


class NoResultThatHolds(Refusal):
    message = _("There is no result that could be changed: none was issued, or it was revoked.")


class NotReleased(Refusal):
    message = _("The result has not reached you yet.")


class AlreadyRead(Refusal):
    message = _("You have already said that you received and read this result.")


class CorrectionPending(Refusal):
    message = _("You have already asked to correct this result. The agency answers you.")


class NoCorrectionAsked(Refusal):
    message = _("Nobody has asked to correct this result.")


def current(dossier: Dossier) -> Result | None:
    return dossier.results.current().select_related("file").first()


def is_released(dossier: Dossier) -> bool:
    """The rule of ``AttachmentQuerySet.visible_to`` for a result issued now."""
    online = dossier.status == Status.FINISHED and dossier.return_by == Dossier.ReturnBy.ONLINE
    return online or dossier.status == Status.HANDED_OVER


def release(dossier: Dossier, at: datetime) -> None:
    """Once released, a result stays so whatever is chosen later."""
    if is_released(dossier):
        dossier.results.filter(released_at__isnull=True).update(released_at=at)


# --- Guards: they also say which buttons there are --------------------------------------------


def holds(dossier: Dossier, act: Act) -> None:
    """Raises ``NoResultThatHolds``."""
    _holding(dossier)


def may_be_asked(dossier: Dossier, act: Act) -> None:
    """Raises ``NoResultThatHolds``, ``NotReleased`` or ``CorrectionPending``."""
    result = _reached(dossier)
    if result.corrections.open().exists():
        raise CorrectionPending


def is_asked(dossier: Dossier, act: Act) -> None:
    """Raises ``NoResultThatHolds`` or ``NoCorrectionAsked``."""
    if not _holding(dossier).corrections.open().exists():
        raise NoCorrectionAsked


def is_unread(dossier: Dossier, act: Act) -> None:
    """Raises ``NoResultThatHolds``, ``NotReleased`` or ``AlreadyRead``."""
    if _reached(dossier).read_at is not None:
        raise AlreadyRead


def _holding(dossier: Dossier) -> Result:
    result = current(dossier)
    if result is None or result.revoked_at is not None:
        raise NoResultThatHolds
    return result


def _reached(dossier: Dossier) -> Result:
    result = _holding(dossier)
    if result.released_at is None and not is_released(dossier):
        raise NotReleased
    return result


def _meant(dossier: Dossier, act: Act) -> Result:
    """Raises ``ResultMoved`` unless the one that counts is the one they saw."""
    result = _holding(dossier)
    if str(result.file.uuid) != str(act.values.get(OF)):
        raise ResultMoved
    return result


# --- Effects ----------------------------------------------------------------------------------


def finish(dossier: Dossier, act: Act) -> None:
    """The signed result is back at the one-stop unit: this instant counts for being on time (A6)."""
    dossier.finished_at = act.at
    _issue(dossier, act, None)


def _issue(dossier: Dossier, act: Act, previous: Result | None) -> None:
    """``values``: ``result_file``, ``result_number``; ``signed_on`` (today), ``signer_title``, ``valid_until``."""
    dossier.result_number = act.text("result_number")
    file = Attachment.objects.create(dossier=dossier, kind=Attachment.Kind.RESULT, stored=act.values["result_file"])
    Result.objects.create(
        dossier=dossier,
        file=file,
        number=dossier.result_number,
        signed_on=act.values.get("signed_on") or timezone.localdate(act.at),
        signer_title=act.text("signer_title"),
        valid_until=act.values.get("valid_until"),
        issued_at=act.at,
        released_at=act.at if is_released(dossier) else None,
        previous=previous,
        is_refusal=previous is not None and previous.is_refusal,
    )


def acknowledge(dossier: Dossier, act: Act) -> None:
    """Raises ``ResultMoved``."""
    result = _meant(dossier, act)
    result.read_at = act.at
    result.save(update_fields=["read_at"])


def receive_online(dossier: Dossier, act: Act) -> None:
    """Returned online, the applicant's word is the hand-over. Raises ``ResultMoved``."""
    acknowledge(dossier, act)
    dossier.handed_over_at = act.at
    release(dossier, act.at)


def ask_correction(dossier: Dossier, act: Act) -> None:
    """``values``: ``what`` (of ``CorrectionRequest.What``), ``note``, ``shown`` (a stored file, or none).

    Raises ``ResultMoved``.
    """
    shown, file = act.values.get("shown"), None
    if shown is not None:
        file = Attachment.objects.create(dossier=dossier, kind=Attachment.Kind.CORRECTION, stored=shown)
    CorrectionRequest.objects.create(
        result=_meant(dossier, act), what=list(act.values.get("what") or ()), text=act.text("note"), file=file,
        asked_at=act.at, asked_by=act.by,
    )  # fmt: skip


def correct(dossier: Dossier, act: Act) -> None:
    """A new result takes the place of the one that counts. Raises ``ResultMoved``."""
    wrong = _meant(dossier, act)
    wrong.replaced_at = act.at
    wrong.save(update_fields=["replaced_at"])
    _answer(wrong, act, CorrectionRequest.Answer.CORRECTED)
    _issue(dossier, act, wrong)


def refuse_correction(dossier: Dossier, act: Act) -> None:
    """Raises ``ResultMoved``."""
    _answer(_meant(dossier, act), act, CorrectionRequest.Answer.REFUSED)


def revoke(dossier: Dossier, act: Act) -> None:
    """Raises ``ResultMoved``."""
    result = _meant(dossier, act)
    result.revoked_at, result.revoked_because = act.at, act.text("note")
    result.save(update_fields=["revoked_at", "revoked_because"])
    _answer(result, act, CorrectionRequest.Answer.REVOKED)


def _answer(result: Result, act: Act, answer: CorrectionRequest.Answer) -> None:
    result.corrections.open().update(answered_at=act.at, answer=answer, reason=act.text("note"))
