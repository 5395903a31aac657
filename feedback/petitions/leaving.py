"""Files that were enclosed with a petition received here, for the nation: its report names them by signed addresses, as
records of dossiers do (protocols §9.1, ``TEPDINHKEM``; §4.1)."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from feedback.models import Petition, PetitionFile
from portal.files.models import StoredFile
from portal.national.addresses import address

UNDER = "phan-anh/"
"""Their addresses stand beside those of dossiers."""


def files(petition: Petition) -> list[PetitionFile]:
    """What the virus scanner blocks goes nowhere; what came from there does not go back."""
    found = _leaving().filter(petition=petition).select_related("stored")
    return [file for file in found if not file.stored.is_infected]


def address_of(file: PetitionFile, until: datetime) -> str:
    return address(file.stored.uuid, until, UNDER)


def stored(key: UUID) -> StoredFile | None:
    """As a report names it; ``None``: it is in none."""
    found = _leaving().filter(stored__uuid=key).select_related("stored").first()
    return found.stored if found else None


def _leaving() -> QuerySet[PetitionFile]:
    """From its number on the nation is told of a petition."""
    here = PetitionFile.objects.exclude(petition__channel=Petition.Channel.NATION)
    return here.filter(petition__number__isnull=False)
