"""Papers between agencies and officials: an opinion is asked, a place is inspected, a result is proposed (A8)."""

from dataclasses import dataclass

from dossiers.issued.facts.common import Common


@dataclass(frozen=True)
class OpinionRequest(Common):
    """Phiếu lấy ý kiến phối hợp (Đ.19.5): to which agency, what is asked, until when."""

    to: str
    question: str
    answer_by: str


@dataclass(frozen=True)
class VerificationMinutes(Common):
    """Biên bản xác minh (Đ.19.3): time, place, who took part, what was found."""

    began_at: str
    ended_at: str
    where: str
    participants: list[str]
    content: str
    conclusion: str


@dataclass(frozen=True)
class ApprovalSheet(Common):
    """Phiếu trình: what is proposed to whom, and what they say."""

    to: str
    proposal: str
    ground: str
    note: str
    decision: str
    decided_by: str
    decided_at: str
