"""What a dossier owes, line by line, reckoned on the server alone (D17). Whole đồng."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation

from dossiers.answers import counted
from dossiers.fees import fee_lines
from dossiers.models import Dossier, Status
from payments.models import Assessment, Line, PaymentRequest
from portal.accounts.models import User
from procedures import fees

LEGAL_LANGUAGE = "vi"
NOT_GRANTED = "Không thu vì hồ sơ bị từ chối giải quyết"
NAME, EXPLANATION, GROUND, WHO = 300, 500, 300, 200


class NotKnownYet(Exception):
    """An amount waits for an answer or a notice: nothing can be asked for by the rules."""


@dataclass(frozen=True)
class Due:
    """One thing that an official asks for: a tax by its notice, a fee corrected."""

    name: str
    amount: int
    kind: str = Line.Kind.OTHER
    ground: str = ""


def by_the_rules(dossier: Dossier) -> list[Line]:
    """Not saved; empty where the edition states no fee. Raises ``NotKnownYet``.

    A charge (lệ phí) is for what the agency grants, so of a matter it refused none is due; a fee (phí) is for the work
    it did, and stays (assumed).
    """
    answers = counted(dossier).answers
    with translation.override(LEGAL_LANGUAGE):
        lines = [_line(number, line, answers) for number, line in enumerate(fee_lines(dossier), start=1)]
    return [_not_granted(line) for line in lines] if is_refused(dossier) else lines


def is_refused(dossier: Dossier) -> bool:
    """After appraisal: its result, as it holds now, is a refusal."""
    has_result = dossier.status in (Status.FINISHED, Status.HANDED_OVER)
    return has_result and dossier.results.current().filter(is_refusal=True).exists()


def _not_granted(line: Line) -> Line:
    if line.kind == Line.Kind.CHARGE and line.amount:
        line.amount, line.exemption = 0, NOT_GRANTED
    return line


def by_an_official(dues: Sequence[Due]) -> list[Line]:
    return [
        Line(number=number, name=due.name[:NAME], kind=due.kind, amount=due.amount, ground=due.ground[:GROUND])
        for number, due in enumerate(dues, start=1)
    ]


def keep(
    request: PaymentRequest, lines: Sequence[Line], at: datetime, *, by: User | None = None, reason: str = ""
) -> Assessment:
    """Under the account's lock: the next assessment of ``request``."""
    number = Assessment.objects.filter(request=request).count() + 1  # not of what was read before
    assessment = Assessment.objects.create(request=request, number=number, reason=reason, at=at, by=by)
    for line in lines:
        line.assessment = assessment
    Line.objects.bulk_create(lines)
    return assessment


def says_the_same(assessment: Assessment, lines: Sequence[Line]) -> bool:
    kept = [(line.code, line.name, line.amount) for line in assessment.lines.all()]
    return kept == [(line.code, line.name, line.amount) for line in lines]


def _line(number: int, found: fees.Line, answers: dict[str, object]) -> Line:
    if found.amount is None:
        raise NotKnownYet
    line = Line(
        number=number, name=found.label[:NAME], kind=found.kind, amount=found.amount,
        explanation=found.explanation[:EXPLANATION], ground=found.legal_basis[:GROUND],
    )  # fmt: skip
    if found.fee is not None:
        line.code = f"{found.fee.edition.procedure.code}/{found.fee.number}"
        line.counted = {name: answers.get(name) for name in fees.asks([found.fee])}
    if found.exemption is not None:
        line.exemption = f"{found.exemption.name} ({found.exemption.percent} %)"[:WHO]
        line.exemption_ground, line.evidence = found.exemption.ground, found.exemption.evidence
    return line
