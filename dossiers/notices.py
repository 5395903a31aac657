"""What the people of a dossier are told of each of its events (NĐ 61/2018 Đ.17.2): which wording, to whom, with which
values. The wordings themselves begin in ``notices.json`` and live on at the desk.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.http import urlencode

from dossiers.models import Dispatch, Dossier, DossierEvent
from portal.accounts.models import User
from portal.notices import owing, wording
from portal.notices.owing import Recipient
from portal.notices.wording import Kind
from portal.templatetags.words import moment, money
from procedures.models import Edition

TOLD: Mapping[str, str] = {
    "submit": "dossier_submitted",
    "submit_at_nation": "dossier_submitted",
    "receive": "dossier_received",
    "take_in": "dossier_received",
    "refuse": "dossier_refused",
    "ask_supplement": "supplement_asked",
    "supplement_complete": "supplement_complete",
    "take_supplement": "supplement_complete",
    "stop": "dossier_stopped",
    "finish": "result_ready",
    "correct_result": "result_corrected",
    "ask_correction": "correction_asked",
    "refuse_correction": "correction_refused",
    "revoke_result": "result_revoked",
    "hand_to_post": "result_posted",
    "receive_online": "result_handed_over",
    "change_return": "return_changed",
    "hand_over": "result_handed_over",
    "withdraw": "dossier_withdrawn",
    "ask_withdrawal": "withdrawal_asked",
    "confirm_withdrawal": "withdrawal_confirmed",
    "refuse_withdrawal": "withdrawal_refused",
    "transfer": "dossier_transferred",
    "ask_duty": "duty_asked",
    "duty_done": "duty_fulfilled",
    "continue": "dossier_continued",
    "reschedule": "date_moved",
    "recount": "date_counted_anew",
    "refuse_appraised": "matter_refused",
    "approve_supplement": "supplement_asked",
    "follow_agency": "agency_changed",
}
"""The action of an event and the kind of notice it causes."""

NOT_TOLD = frozenset({
    "forward", "acknowledge", "claim", "assign", "next_step", "return_step", "take_back", "submit_approval", "approve",
    "send_back", "ask_opinion", "answer_opinion", "remind_opinion", "opinion_late", "record_verification",
    "draft_apology", "propose_supplement", "reject_supplement", "urge", "answer_urge", "receive_and_return",
    "send_result", "accept_hand_over", "return_hand_over", "return_result",
})  # fmt: skip
"""Steps inside the agencies, a word that asks for no answer, and what was settled in their presence: the dossier's
page shows them, nobody is called."""

BEGUN_WITH = json.loads((Path(__file__).parent / "notices.json").read_text(encoding="utf-8"))
SENTENCES: Mapping[str, str] = BEGUN_WITH["sentences"]

OFFERED = ("code", "procedure", "hotline")


def _kinds(group: str) -> dict[str, Kind]:
    return wording.begun(BEGUN_WITH[group], BEGUN_WITH["examples"], OFFERED)


KINDS = _kinds("kinds")
ABOUT_DRAFTS = _kinds("drafts")
"""What the clock says of a draft (``expiry.py``)."""

TO_OFFICIALS = _kinds("officials")
"""What the clock says to leaders and who keeps the posts (``terms/digest.py``)."""


@cache
def hotline() -> str:
    """As the footer of every page writes it."""
    return strip_tags(render_to_string("components/hotline.html")).strip()


def _procedure(dossier: Dossier) -> str:
    """The name alone: an edition is large; one that has been read is not read again."""
    if Dossier.edition.field.is_cached(dossier):
        return dossier.edition.name
    return Edition.objects.values_list("name", flat=True).get(pk=dossier.edition_id)


Value = Callable[[Dossier, str], str]
VALUES: Mapping[str, Value] = {
    "code": lambda dossier, note: dossier.public_code,
    "procedure": lambda dossier, note: _procedure(dossier),
    "unit": lambda dossier, note: dossier.received_by.name,
    "agency": lambda dossier, note: dossier.agency.name,
    "answer_due": lambda dossier, note: _by(dossier.reception_due_at),
    "due": lambda dossier, note: _by(dossier.due_at),
    "term": lambda dossier, note: _by(dossier.due_at or dossier.reception_due_at),
    "amount": lambda dossier, note: _amount(dossier),
    "reason": lambda dossier, note: note or _why_asked(dossier),
    "collect": lambda dossier, note: SENTENCES[f"collect_{dossier.return_by}"].format(unit=dossier.received_by.name),
    "return_by": lambda dossier, note: SENTENCES[f"by_{dossier.return_by}"].format(unit=dossier.received_by.name),
    "tracking": lambda dossier, note: _tracking(dossier),
    "hotline": lambda dossier, note: hotline(),
}


def _tracking(dossier: Dossier) -> str:
    number = Dispatch.objects.filter(dossier=dossier).values_list("number", flat=True).first()
    return number or SENTENCES["no_tracking"]


def _why_asked(dossier: Dossier) -> str:
    """Where a leader approved a request for a supplement, its words are those of who proposed it."""
    reason = dossier.supplements.open().values_list("reason", flat=True).first()
    return reason or SENTENCES["no_reason"]


def _amount(dossier: Dossier) -> str:
    """Of the duty that is waited for."""
    amount = dossier.holds.open().values_list("amount", flat=True).first()
    return money(amount) if amount else SENTENCES["no_amount"]


def _by(at: datetime | None) -> str:
    with translation.override("vi"):
        return SENTENCES["due"].format(at=moment(at)) if at else SENTENCES["no_due"]


def tell(event: DossierEvent) -> None:
    """Owe the people of the dossier what this event means to them, in its transaction. Safe to repeat."""
    key, dossier = TOLD.get(event.action), event.dossier
    if key is None:
        return
    told = recipients(dossier)
    values = {name: VALUES[name](dossier, event.note) for name in KINDS[key].examples}
    owe(key, to=told, values=values, link=_link(dossier, told), once=f"{topic(dossier)}{event.number}")


def owe(key: str, *, to: Iterable[Recipient], values: Mapping[str, str], link: str, once: str) -> None:
    """Tell people something about a dossier that is no event of it. See ``owing.owe``; ``once`` begins with ``topic``,
    so that the desk finds it with the dossier."""
    owing.owe((KINDS | ABOUT_DRAFTS | TO_OFFICIALS)[key], to=to, values=values, link=link, once=once)


def topic(dossier: Dossier) -> str:
    """How the names of everything told about a dossier begin."""
    return f"dossier:{dossier.uuid}:"


def recipients(dossier: Dossier) -> list[Recipient]:
    """Who handed it in, and its owner if that is another person with an account; where nobody has one, the contact
    given at the counter. What was given for this dossier serves the submitter whose account has no address."""
    given = {"email": str(dossier.owner.get("email") or ""), "phone": str(dossier.owner.get("phone") or "")}
    people = User.objects.filter(
        Q(pk=dossier.submitter_id) | Q(identity=dossier.owner_identity_id, identity__isnull=False)
    ).order_by("pk")
    told = [Recipient(one, str(one), **(given if one.pk == dossier.submitter_id else {})) for one in people]
    return told or [Recipient(None, str(dossier.owner.get("name") or ""), **given)]


def _link(dossier: Dossier, told: list[Recipient]) -> str:
    """The dossier's page, or for who cannot sign in the public look-up."""
    if any(one.person for one in told):
        return reverse("dossier", args=[dossier.uuid])
    return f"{reverse('lookup')}?{urlencode({'ma': dossier.public_code})}"


def seed() -> str:
    """All wordings at the desk. Safe to repeat."""
    return wording.seed([*KINDS.values(), *ABOUT_DRAFTS.values(), *TO_OFFICIALS.values()])
