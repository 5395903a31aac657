"""Papers between agencies and officials: an opinion is asked, a place is inspected, a result is proposed (A8)."""

from dataclasses import dataclass

from dossiers.issued.facts.common import Common, common, legal_moment, shared
from dossiers.models import Approval, DossierEvent, IssuedPaper, Opinion, Verification

PROPOSALS = {
    Approval.Proposed.APPROVE: "Giải quyết theo yêu cầu, trả kết quả",
    Approval.Proposed.REFUSE: "Từ chối giải quyết sau khi thẩm định",
}
AGREED, PASSED_UP, SENT_BACK = "Đồng ý", "Đồng ý, trình lãnh đạo cấp tiếp theo", "Trả lại để xem xét lại"


@dataclass(frozen=True)
class OpinionRequest(Common):
    """Phiếu lấy ý kiến phối hợp (Đ.19.5): to which agency, what is asked, until when."""

    to: str
    question: str
    answer_by: str


def opinion_request(paper: IssuedPaper) -> OpinionRequest:
    asked = Opinion.objects.select_related("agency").get(dossier=paper.dossier, asked_at=_event(paper).at)
    return OpinionRequest(
        **shared(common(paper)),
        to=asked.agency.name,
        question=asked.question,
        answer_by=legal_moment(asked.due_at),
    )


@dataclass(frozen=True)
class OpinionAnswer(Common):
    """Phiếu trả lời ý kiến phối hợp (Đ.19.5): what was asked, when, and what the agency says to it."""

    to: str
    asked_at: str
    question: str
    answer: str
    has_file: bool


def opinion_answer(paper: IssuedPaper) -> OpinionAnswer:
    answered = Opinion.objects.get(dossier=paper.dossier, answered_at=_event(paper).at, agency=paper.agency)
    return OpinionAnswer(
        **shared(common(paper)),
        to=paper.dossier.agency.name,
        asked_at=legal_moment(answered.asked_at),
        question=answered.question,
        answer=answered.answer,
        has_file=answered.file_id is not None,
    )


@dataclass(frozen=True)
class VerificationMinutes(Common):
    """Biên bản xác minh (Đ.19.3): time, place, who took part, what was found."""

    began_at: str
    ended_at: str
    where: str
    participants: list[str]
    content: str
    conclusion: str


def verification_minutes(paper: IssuedPaper) -> VerificationMinutes:
    record = Verification.objects.get(dossier=paper.dossier, recorded_at=_event(paper).at)
    lines = (line.strip() for line in record.participants.splitlines())
    return VerificationMinutes(
        **shared(common(paper)),
        began_at=legal_moment(record.held_at),
        ended_at="",
        where=record.place,
        participants=[line for line in lines if line],
        content=record.content,
        conclusion="",
    )


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
    proposed_by: str = ""


def approval_sheet(paper: IssuedPaper) -> ApprovalSheet:
    """Of the act that proposed, or of the one by which a leader spoke to it."""
    event = _event(paper)
    approvals = Approval.objects.filter(dossier=paper.dossier, proposed_at__lte=event.at)
    approval = approvals.select_related("proposed_by").latest("pk")
    decision = _decision(approval, event)
    return ApprovalSheet(
        **shared(common(paper)),
        to=f"Lãnh đạo {paper.dossier.agency.name}",
        proposal=PROPOSALS[Approval.Proposed(approval.proposed)],
        ground="",
        note=approval.reason,
        decision=decision,
        decided_by=event.by_name if decision else "",
        decided_at=legal_moment(event.at) if decision else "",
        proposed_by=str(approval.proposed_by),
    )


def _decision(approval: Approval, event: DossierEvent) -> str:
    """The leader's words; empty while nobody has spoken."""
    if event.action == "submit_approval":
        return ""
    is_last = approval.decided_at is not None and approval.decided_at <= event.at
    word = SENT_BACK if event.action == "send_back" else AGREED if is_last else PASSED_UP
    return ". ".join(part for part in (word, str(event.values.get("remark", ""))) if part)


def _event(paper: IssuedPaper) -> DossierEvent:
    assert paper.event is not None  # noqa: S101  (each of these is issued by an act)
    return paper.event
