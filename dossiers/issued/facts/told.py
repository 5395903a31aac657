"""Forms 02 and 03 as they are given at the counter where nothing is received: no dossier, no code (Đ.17.1)."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from dossiers.issued.facts.common import CHANNELS, PLACE, Common, Head, Person, above, hotline, legal_day, shared
from dossiers.issued.facts.reception import AT_RECEPTION, Fix, Refusal, Supplement
from dossiers.models import Guidance
from procedures.models import Channel

KEYS = {Guidance.Kind.INCOMPLETE: "supplement_request", Guidance.Kind.REFUSED: "refusal"}
SIGNS = {Guidance.Kind.INCOMPLETE: "HDHS", Guidance.Kind.REFUSED: "TCHS"}


def told(slip: Guidance) -> Supplement | Refusal:
    if slip.kind == Guidance.Kind.REFUSED:
        return Refusal(**shared(_common(slip)), is_after_appraisal=False, reason=slip.reason)
    return Supplement(
        **shared(_common(slip)),
        stage=AT_RECEPTION,
        round=1,
        lines=[Fix(line, "", "") for line in slip.lines],
        reason=slip.reason,
        ground="",
        due_at="",
    )


def _common(slip: Guidance) -> Common:
    person = Person(*(slip.person.get(name, "") for name in ("name", "address", "phone", "email", "number")))
    return Common(
        head=_head(slip),
        owner=person,
        filer=person,
        is_filed_by_owner=True,
        channel=CHANNELS[Channel.COUNTER],
        procedure=slip.edition.name,
        summary="",
        receives=slip.unit.name,
        decides="",
        hotline=hotline(),
        lookup=settings.PORTAL_URL.removeprefix("https://") + reverse("lookup"),
        lookup_address="",
    )


def _head(slip: Guidance) -> Head:
    return Head(
        above=above(slip.unit),
        unit=slip.unit.name,
        number=f"{slip}/{SIGNS[Guidance.Kind(slip.kind)]}",
        code="",
        is_provisional=False,
        place_and_day=f"{PLACE}, {legal_day(timezone.localdate(slip.at))}",
        official=slip.by_name,
        title="",
    )
