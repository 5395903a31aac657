"""What the plan may choose from, as the catalogue and the agencies stand now."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from random import Random
from typing import Any

from dossiers.province.courses import COUNTER
from dossiers.province.data import told
from dossiers.province.office import Office
from dossiers.province.plan import A_DAY, Offer, Scene
from portal.agencies.models import Agency, Post
from procedures import deadlines, questions
from procedures.models import Case, Edition, Procedure

COMMUNES = 22
"""So many others than the demonstration's own, besides all districts and departments."""


def scene(office: Office) -> Scene:
    """Procedures that are not in use here are left out, and so is whatever nobody decides."""
    here = _here()
    listed = dict(_shares())
    found = Procedure.objects.in_use().filter(code__in=listed).select_related("current__field")
    offers = [_offer(one, listed[one.code], here, office) for one in found.order_by("code") if one.current]
    kept = tuple(offer for offer in offers if offer.agencies)
    keys = {agency for offer in kept for agency in offer.agencies}
    agencies = Agency.objects.filter(key__in=keys).select_related("parent__parent__parent")
    units = {agency.key: agency.one_stop().key for agency in agencies}
    return Scene(_to_one(kept), units, tuple(key for key in here if key in keys))


def _here() -> list[str]:
    """Where officials of the demonstration decide: of those there is to be the most."""
    posts = Post.objects.current().filter(user__username__startswith="demo-", role__in=["officer", "leader"])
    found = posts.exclude(agency__kind=Agency.Kind.ONE_STOP).values_list("agency__key", flat=True)
    return sorted(set(found))


def _shares() -> Iterable[tuple[str, tuple[str, float]]]:
    """(procedure, (field, dossiers received of it))."""
    for share in told()["shares"]:
        whole = sum(share["procedures"].values())
        for code, part in share["procedures"].items():
            yield code, (share["field"], share["received"] * part / whole)


def _offer(procedure: Procedure, share: tuple[str, float], here: list[str], office: Office) -> Offer:
    edition = procedure.current
    assert edition is not None  # noqa: S101  (the caller asked)
    case = edition.cases.order_by("number").first()
    owners = questions.form_for(edition).owners
    return Offer(
        procedure.code, share[0], share[1], _agencies(edition, here), _minutes(case, office),
        procedure.code in told()["on_the_spot"],
        of_businesses="business" in owners and procedure.code in told()["of_businesses"],
    )  # fmt: skip


def _agencies(edition: Edition, here: list[str]) -> tuple[str, ...]:
    """Those of the demonstration, all districts and departments, and some communes, always the same ones."""
    keys = sorted((agency.key, agency.kind) for agency in edition.receivers())
    communes = [key for key, kind in keys if kind == Agency.Kind.COMMUNE and key not in here]
    some = set(Random(COMMUNES).sample(communes, min(COMMUNES, len(communes))))  # noqa: S311
    return tuple(key for key, kind in keys if kind != Agency.Kind.COMMUNE or key in here or key in some)


def _minutes(case: Case | None, office: Office) -> int:
    """The limit of law in office time, counted once from an ordinary morning; half a day where the record says none."""
    limit = case.time_limit(COUNTER) if case else None
    begun = office.instant(max(office.now - 20 * A_DAY, 0))
    due: datetime | None = deadlines.due(limit, begun, office.calendar)
    return max(office.minute(due) - office.minute(begun), A_DAY // 4) if due else A_DAY // 2


def _to_one(offers: tuple[Offer, ...]) -> tuple[Offer, ...]:
    whole = sum(offer.weight for offer in offers) or 1
    shares: list[Mapping[str, Any]] = [{**vars(offer), "weight": offer.weight / whole} for offer in offers]
    return tuple(Offer(**share) for share in shares)
