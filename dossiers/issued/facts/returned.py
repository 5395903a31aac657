"""Giấy biên nhận trả kết quả: what was handed to whom (A8)."""

from dataclasses import dataclass

from dossiers.issued.facts.common import Common, common, legal_moment, shared
from dossiers.models import Collection, IssuedPaper

PROOFS = {
    Collection.Proof.IDENTITY: "chủ hồ sơ",
    Collection.Proof.BROUGHT: "người nộp hồ sơ, có giấy tiếp nhận",
    Collection.Proof.AUTHORISED: "người được ủy quyền",
}


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
    """From the result that counted at the hand-over, and from what the counter wrote down of who came."""
    known, dossier = common(paper), paper.dossier
    came = Collection.objects.filter(dossier=dossier).first()
    result = dossier.results.current().first()
    return ResultReceipt(
        **shared(known),
        taker=came.name if came else known.filer.name,
        proof=_proof(came) if came else known.filer.number,
        result_number=result.number if result else dossier.result_number,
        result_signed_on=f"{result.signed_on:%d/%m/%Y}" if result else "",
        result_signer=result.signer_title if result else "",
        way="trực tiếp",
        returned_at=legal_moment(paper.issued_at),
        originals=[f"{one['name']} ({one['held']:02d} bản)" for one in came.originals] if came else [],
    )


def _proof(came: Collection) -> str:
    said = (came.id_number, PROOFS[Collection.Proof(came.proof)], came.authority)
    return ", ".join(part for part in said if part)
