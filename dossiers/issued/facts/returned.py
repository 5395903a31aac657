"""Giấy biên nhận trả kết quả: what was handed to whom (A8)."""

from dataclasses import dataclass

from dossiers.issued.facts.common import Common, common, legal_moment, shared
from dossiers.models import IssuedPaper


@dataclass(frozen=True)
class ResultReceipt(Common):
    """``taker``: who came, the filer unless said otherwise; ``proof``: identity paper or power of attorney shown."""

    taker: str
    proof: str
    result_number: str
    result_signed_on: str
    result_signer: str
    way: str
    returned_at: str
    originals: list[str]


def result_receipt(paper: IssuedPaper) -> ResultReceipt:
    """From the result that counted at the hand-over."""
    known, dossier = common(paper), paper.dossier
    result = dossier.results.current().first()
    return ResultReceipt(
        **shared(known),
        taker=known.filer.name,
        proof=known.filer.number,
        result_number=result.number if result else dossier.result_number,
        result_signed_on=f"{result.signed_on:%d/%m/%Y}" if result else "",
        result_signer=result.signer_title if result else "",
        way="trực tiếp",
        returned_at=legal_moment(paper.issued_at),
        originals=[],
    )
