"""Giving a result back at the counter: found, the person checked, originals returned, signed for (NĐ 61/2018 Đ.20)."""

import re
from collections.abc import Collection, Mapping
from urllib.parse import parse_qs, urlsplit

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.json import KT

from dossiers import workflow
from dossiers.act import Act
from dossiers.counter.effects import not_ones_own
from dossiers.counter.served import units_of
from dossiers.models import Collection as Collected
from dossiers.models import Dossier, DossierQuerySet, PaperTaken, Status
from portal.accounts.models import User

SHOWN = 50
SCANNED = re.compile(r"https?://", re.IGNORECASE)


def code_in(text: str) -> str:
    """What a reader of QR codes types is the address on the receipt; of it the code alone."""
    text = text.strip()
    if not SCANNED.match(text):
        return text
    return "".join(parse_qs(urlsplit(text).query).get("ma", [])[:1])


def found(user: User, text: str) -> DossierQuerySet:
    """Of one's units: by code, provisional number, or the whole identity number or tax code of the owner; without
    ``text`` the results that wait."""
    rows = Dossier.objects.reached_by(user).filter(received_by__in=units_of(user)).select_related("edition")
    if not text:
        return rows.filter(status=Status.FINISHED).order_by("finished_at")
    rows = rows.alias(number=KT("owner__id_number"), tax=KT("owner__tax_code"))
    by_code = Q(code__iexact=text) | Q(provisional_number__iexact=text) | Q(code__iendswith=f"-{text}")
    return rows.filter(by_code | Q(number=text.replace(" ", "")) | Q(tax=text)).order_by("-status", "-pk")


def with_originals(user: User) -> DossierQuerySet:
    """Of one's units: where originals are still held, the longest first."""
    rows = Dossier.objects.reached_by(user).filter(received_by__in=units_of(user))
    held = PaperTaken.objects.held().filter(dossier=OuterRef("pk"))
    return rows.filter(Exists(held)).select_related("edition").order_by("received_at")


def proofs(dossier: Dossier) -> list[tuple[str, str]]:
    """Who may come for it; somebody who brought it only where somebody did."""
    brought = hasattr(dossier, "intake") and dossier.intake.brought_by
    kinds = [kind for kind in Collected.Proof if kind != Collected.Proof.BROUGHT or brought]
    return [(kind.value, str(kind.label)) for kind in kinds]


@transaction.atomic
def give(dossier: Dossier, who: Mapping[str, str], papers: Collection[int], act: Act) -> Collected:
    """Hand the result over with the originals held of ``papers`` (keys of ``PaperTaken``).

    Raises ``OwnDossier`` or a refusal of the workflow: of two clerks the second gets ``WrongStatus``.
    """
    not_ones_own(dossier, act)
    workflow.perform(workflow.HAND_OVER, dossier, act)
    given = give_back(dossier, papers, act)
    return Collected.objects.create(
        dossier=dossier, name=who["name"], id_number=who["id_number"], proof=who["proof"],
        authority=who.get("authority", ""), originals=given, at=act.at, by=act.person, by_name=str(act.by),
    )  # fmt: skip


def give_back(dossier: Dossier, papers: Collection[int], act: Act) -> list[dict[str, str | int]]:
    """Originals held for comparison go back (Đ.20). What each was, for the paper that is signed."""
    held = list(PaperTaken.objects.held().filter(dossier=dossier, pk__in=papers).select_related("component"))
    PaperTaken.objects.filter(pk__in=[one.pk for one in held]).update(given_back_at=act.at, given_back_by=act.by)
    return [{"name": one.component.name, "held": one.held} for one in held]
