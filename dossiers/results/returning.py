"""How a result goes back: at the counter, by public post, online; to whom, for how much (QĐ 45/2016/QĐ-TTg)."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.act import Act, Refusal
from dossiers.answers import TYPED, copy_out_changed, put_answer
from dossiers.models import Dispatch, Dossier, ReturnCharge
from dossiers.results import issuing
from procedures import questions
from procedures.questions import Question
from procedures.questions.kinds import PROVINCE

WAY, NAME, PHONE, ADDRESS = "return_by", "return_name", "return_phone", "return_to"
ASKED = (WAY, NAME, PHONE, ADDRESS)
"""The questions about the way back, in the form of a procedure as in the general one."""

ANSWERS = "answers"


class GoesByPost(Refusal):
    message = _("The citizen has chosen the post. Hand the result to the post and write down its number.")


class NotByPost(Refusal):
    message = _("The citizen no longer wants the result by post.")


@dataclass(frozen=True)
class Recipient:
    """Whom the post brings it to; what was not said is the owner's."""

    name: str
    phone: str
    address: str
    reach: str
    """Of ``ReturnCharge.Reach``; empty where the address does not say."""


def recipient(dossier: Dossier) -> Recipient:
    to, owner = dossier.answer(ADDRESS), dossier.owner
    place = to if isinstance(to, dict) else {}
    inside, outside = ReturnCharge.Reach.INSIDE, ReturnCharge.Reach.OUTSIDE
    return Recipient(
        name=dossier.answer(NAME) or owner.get("name", ""),
        phone=dossier.answer(PHONE) or owner.get("phone", ""),
        address=place.get("text") or owner.get("address", ""),
        reach=(inside if place.get("province") == PROVINCE else outside) if place else "",
    )


def charge_on(reach: str, day: date) -> ReturnCharge | None:
    """What the tariff says on ``day``; ``None`` where it says nothing."""
    return ReturnCharge.objects.filter(reach=reach, valid_from__lte=day).order_by("-valid_from").first()


def charges() -> list[ReturnCharge]:
    """What the tariff says today, for who has still to choose."""
    found = (charge_on(reach, timezone.localdate()) for reach in ReturnCharge.Reach.values)
    return [charge for charge in found if charge]


@dataclass(frozen=True)
class Postage:
    """What is told of the charge: paid to the postman, not here."""

    to: Recipient
    charge: ReturnCharge | None
    dispatch: Dispatch | None

    @property
    def amount(self) -> int | None:
        """Once handed to the post, as it was then."""
        if self.dispatch is not None:
            return self.dispatch.charge
        return self.charge.amount if self.charge else None

    @property
    def is_assumed(self) -> bool:
        return self.dispatch is None and self.charge is not None and self.charge.is_assumed


def postage(dossier: Dossier) -> Postage | None:
    """``None`` where nothing goes by post."""
    if dossier.return_by != Dossier.ReturnBy.POST:
        return None
    to, dispatch = recipient(dossier), Dispatch.objects.filter(dossier=dossier).first()
    if dispatch is not None:
        to = Recipient(dispatch.to["name"], dispatch.to["phone"], dispatch.to["address"], to.reach)
    return Postage(to, charge_on(to.reach, timezone.localdate()), dispatch)


def asked(dossier: Dossier) -> list[Question]:
    """The questions about the way back, as its form asks them, else as the general form does."""
    own = {question.name: question for question in questions.form_for(dossier.edition).questions()}
    general = {question.name: question for question in questions.read(questions.general()).questions()}
    return [own.get(name) or general[name] for name in ASKED]


# --- Steps of the workflow --------------------------------------------------------------------


def not_by_post(dossier: Dossier, act: Act) -> None:
    """Raises ``GoesByPost``."""
    if dossier.return_by == Dossier.ReturnBy.POST:
        raise GoesByPost


def by_post(dossier: Dossier, act: Act) -> None:
    """Raises ``NotByPost``."""
    if dossier.return_by != Dossier.ReturnBy.POST:
        raise NotByPost


def hand_over(dossier: Dossier, act: Act) -> None:
    dossier.handed_over_at = act.at
    issuing.release(dossier, act.at)


def hand_to_post(dossier: Dossier, act: Act) -> None:
    """Handed to the post counts as returned (assumed). ``values``: ``tracking_number``, ``posted_on``."""
    to, day = recipient(dossier), act.values.get("posted_on") or timezone.localdate(act.at)
    charge = charge_on(to.reach, day)
    Dispatch.objects.create(
        dossier=dossier,
        number=act.text("tracking_number"),
        posted_on=day,
        charge=charge.amount if charge else None,
        to={name: value for name, value in asdict(to).items() if name != "reach"},
        handed_by=act.by,
    )
    hand_over(dossier, act)


def change(dossier: Dossier, act: Act) -> None:
    """Take the new way back. ``values``: ``answers``, of the questions of ``ASKED``.

    A result that waits for the applicant is released at once where they now want it online.
    """
    new: dict[str, Any] = act.values[ANSWERS]
    for name, value in new.items():
        put_answer(dossier, name, value, TYPED)
    copy_out_changed(dossier, new.keys())
    issuing.release(dossier, act.at)
