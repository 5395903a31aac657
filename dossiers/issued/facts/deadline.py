"""Form 04, the apology for a broken appointment (Đ.19.9), and the reminder to an agency that is late (A2 no. 24)."""

from dataclasses import dataclass

from dossiers.issued.facts.common import Common


@dataclass(frozen=True)
class Apology(Common):
    """Form 04. ``is_late``: given after the appointment had passed; it heals nothing and says so."""

    field: str
    received_at: str
    due_before: str
    due_after: str
    reason: str
    is_late: bool
    copy_to: str


@dataclass(frozen=True)
class LateDossier:
    code: str
    procedure: str
    owner: str
    due_at: str
    late_by: str


@dataclass(frozen=True)
class Reminder(Common):
    """Phiếu đôn đốc about one or several dossiers."""

    to: str
    lines: list[LateDossier]
    text: str
    answer_by: str
