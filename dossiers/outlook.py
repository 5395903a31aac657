"""What happens next with a dossier, who acts and by when, in one sentence; and what the national portal knows of it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from dossiers.models import Dossier, Status
from dossiers.supplement import asking
from portal.templatetags.words import moment

NEXT: dict[int, Promise] = {
    Status.DRAFT: _("Only you see this draft. Complete it and submit it."),
    Status.SUBMITTED: _(
        "{unit} checks the dossier and answers you by {reception_due}. You need do nothing until then."
    ),
    Status.RECEIVED: _("{unit} hands the dossier to {agency}. You get the result by {due}."),
    Status.REFUSED: _("{unit} did not receive the dossier. Read the reason below, correct it and file again."),
    Status.IN_PROCESS: _("{agency} is working on the dossier. You get the result by {due}."),
    Status.SUPPLEMENT: _(
        "It is your turn: put right what {asker} lists{until}. The time limit stands still meanwhile."
    ),
    Status.FINANCIAL_DUTY: _(
        "It is your turn: pay what {agency} asks for below. The time limit stands still meanwhile."
    ),
    Status.WITHDRAWN: _("The dossier was withdrawn. Nothing more happens with it; you can file a new one."),
    Status.STOPPED: _("{agency} has stopped work on the dossier. The reason is below."),
    Status.HANDED_OVER: _("The result was handed over at {handed_over}. Nothing remains to be done."),
}
READY: dict[str, Promise] = {
    Dossier.ReturnBy.COUNTER: _("The result is ready. Fetch it at {unit}; bring your identity paper and the receipt."),
    Dossier.ReturnBy.POST: _("The result is ready. {unit} sends it to you by public post."),
    Dossier.ReturnBy.ONLINE: _("The result is ready. You can download it on this page."),
}
POSTED = _("The result was handed to the post at {handed_over}. Its number is below; the post brings it to you.")
READ = _("You received and read the result. Nothing remains to be done.")
CORRECTION_ASKED = _("You have asked to correct the result. {agency} answers you.")
MATTER_REFUSED: dict[str, Promise] = {
    Dossier.ReturnBy.COUNTER: _("{agency} has refused the matter. Fetch the refusal with its reasons at {unit}."),
    Dossier.ReturnBy.POST: _("{agency} has refused the matter. {unit} sends you the refusal with its reasons by post."),
    Dossier.ReturnBy.ONLINE: _("{agency} has refused the matter. The refusal with its reasons is on this page."),
}
"""After appraisal (NĐ 61/2018 Đ.19.8), until it is handed over."""
REVOKED = _("{agency} has revoked the result: it must no longer be used. The reason is below.")
WITHDRAWAL_ASKED = _("You have asked to withdraw. {unit} answers you; until then work on the dossier goes on.")
UNTIL = _(", by {at}")
ASKABLE = {Status.RECEIVED, Status.IN_PROCESS, Status.SUPPLEMENT, Status.FINANCIAL_DUTY, Status.STOPPED}
NO_TERM = _("a date the agency tells you")


def outlook(dossier: Dossier) -> SafeString:
    """The sentence that stands first on the dossier's page."""
    status = Status(dossier.status)
    text = READY[dossier.return_by] if status == Status.FINISHED else NEXT[status]
    if status in {Status.FINISHED, Status.HANDED_OVER}:
        text = _since_the_result(dossier) or text
    if dossier.withdrawal_asked_at and status in ASKABLE:
        text = WITHDRAWAL_ASKED
    return format_html(
        str(text),
        unit=_vietnamese(dossier.received_by),
        agency=_vietnamese(dossier.agency),
        reception_due=moment(dossier.reception_due_at),
        due=moment(dossier.due_at) or NO_TERM,
        handed_over=moment(dossier.handed_over_at),
        **_supplement(dossier),
    )


def _since_the_result(dossier: Dossier) -> Promise | None:
    """What happened to the result last, where that says more than the status."""
    result = next((one for one in dossier.results.all() if one.replaced_at is None), None)
    if result is None:
        return None
    if result.revoked_at is not None:
        return REVOKED
    if any(asked.answered_at is None for asked in result.corrections.all()):
        return CORRECTION_ASKED
    if result.read_at is not None:
        return READ
    if result.is_refusal and dossier.status == Status.FINISHED:
        return MATTER_REFUSED[dossier.return_by]
    return POSTED if hasattr(dossier, "dispatch") else None


def _supplement(dossier: Dossier) -> dict[str, SafeString | str]:
    """Who asked for the supplement that is waited for, and by when it is to come."""
    if dossier.status != Status.SUPPLEMENT:
        return {}
    asked = asking.last_asked(dossier)
    by = asked.agency if asked and asked.agency else dossier.received_by
    due_at = dossier.supplements.open().values_list("due_at", flat=True).first()
    return {"asker": _vietnamese(by), "until": format_html(str(UNTIL), at=moment(due_at)) if due_at else ""}


def _vietnamese(name: object) -> SafeString:
    return format_html('<span lang="vi">{}</span>', name)


@dataclass(frozen=True)
class NationalState:
    tone: str
    text: str | Promise


def national_state(dossier: Dossier) -> NationalState:
    """Whether the national portal has the dossier, since when, and what went wrong last, without technical words."""
    unsent = list(dossier.owed.filter(sent_at__isnull=True).order_by("pk"))
    since = moment(dossier.nation_knows_since)
    if any(message.next_attempt_at is None for message in unsent):
        return NationalState("warning", _PARKED)
    if any(message.last_error for message in unsent):
        return NationalState("warning", _TROUBLE)
    if unsent:
        return NationalState("info", _ON_ITS_WAY)
    if since:
        return NationalState("success", str(_KNOWS) % {"since": since})
    return NationalState("info", _NOT_YET)


_PARKED = _(
    "The national portal did not accept the last change. A technician is looking at it; your dossier goes on as usual."
)
_TROUBLE = _("The national portal could not be reached. We try again by ourselves; your dossier goes on as usual.")
_ON_ITS_WAY = _("The last change is on its way to the national portal.")
_KNOWS = _("The national portal has this dossier since %(since)s and knows its present state.")
_NOT_YET = _("The national portal gets the dossier as soon as it is received.")
