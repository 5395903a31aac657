"""Whose dossier it is where somebody else hands it in: the owner finds it once the nation says who they are.

Their number was typed by another person, so the number alone is not enough: the name must be the same, too. Until then,
and where they differ, the dossier stays its submitter's alone.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KT

from dossiers.models import Dossier, Status
from portal.accounts.models import Identity
from portal.vietnamese import plain


def recognise(dossier: Dossier) -> None:
    """At the hand-in: the owner whom the nation has named here before."""
    number, tax_code = dossier.owner.get("id_number"), dossier.owner.get("tax_code")
    if dossier.owner_identity_id is not None or not (number or tax_code):
        return
    asked = Q(id_number=number) | Q(old_id_number=number) if number else Q(tax_code=tax_code, kind="business")
    found = [one for one in Identity.objects.filter(asked)[:2] if _is_same(dossier, one)]
    if len(found) == 1:
        dossier.owner_identity = found[0]
        dossier.save(update_fields=["owner_identity"])


def claim(identity: Identity) -> int:
    """When they come: what others have handed in for them. Safe to repeat. Returns how many dossiers."""
    Dossier.objects.filter(submission__tech_id=identity.tech_id, submitter__isnull=True).update(submitter=identity.user)
    theirs = [dossier.pk for dossier in _of_nobody_known(identity) if _is_same(dossier, identity)]
    return Dossier.objects.filter(pk__in=theirs, owner_identity__isnull=True).update(owner_identity=identity)


def _of_nobody_known(identity: Identity) -> Iterable[Dossier]:
    unknown: QuerySet[Dossier] = Dossier.objects.filter(owner_identity__isnull=True).exclude(status=Status.DRAFT)
    if identity.kind == Identity.Kind.BUSINESS:
        return unknown.alias(tax=KT("owner__tax_code")).filter(tax=identity.tax_code) if identity.tax_code else ()
    numbers = [number for number in (identity.id_number, identity.old_id_number) if number]
    return unknown.alias(number=KT("owner__id_number")).filter(number__in=numbers) if numbers else ()


def is_named(identity: Identity, name: str, number: str) -> bool:
    """Whether who is so named, with this number if one is said, can be ``identity``."""
    numbers = {identity.id_number, identity.old_id_number, identity.tax_code}
    return plain(name) == plain(str(identity)) and (not number or number in numbers)


def _is_same(dossier: Dossier, identity: Identity) -> bool:
    return plain(str(dossier.owner.get("name") or "")) == plain(str(identity))
