"""The record of a verification (NĐ 61/2018 Đ.19.3)."""

from datetime import datetime

from dossiers.act import Act
from dossiers.models import Dossier, Verification
from dossiers.process.consulting import enclosed
from dossiers.process.refusals import ReasonMissing

HELD_AT, PLACE, PARTICIPANTS, CONTENT = "held_at", "place", "participants", "content"


def record(dossier: Dossier, act: Act) -> None:
    """``values``: ``held_at``, ``place``, ``participants``, ``content``, ``shown`` (a stored file, or none).

    Raises ``ReasonMissing`` where one of the four is not said.
    """
    held_at = act.values.get(HELD_AT)
    said = {name: act.text(name).strip() for name in (PLACE, PARTICIPANTS, CONTENT)}
    if not isinstance(held_at, datetime) or not all(said.values()):
        raise ReasonMissing
    Verification.objects.create(
        dossier=dossier, held_at=held_at, **said, file=enclosed(dossier, act), recorded_at=act.at, recorded_by=act.by
    )
