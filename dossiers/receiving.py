"""The agency that decides, by the code under which the nation knows it."""

from django.db.models import Q

from portal.agencies.models import Agency
from procedures.models import Edition


def coded(edition: Edition, code: str) -> Agency | None:
    """Of either numbering; a one-stop unit stands for the agency it belongs to. Nothing where it does not decide
    ``edition``."""
    named = Agency.objects.existing().filter(Q(code_2016__iexact=code) | Q(code_2020__iexact=code)).first()
    if named is None:
        return None
    return edition.receivers().filter(pk__in=[named.pk, named.parent_id or named.pk]).order_by("-level").first()
