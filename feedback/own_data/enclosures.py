"""Files in the copy: as rows of a case, and what agencies enclosed with their answers."""

from collections.abc import Iterable, Iterator

from dossiers.own_data.sections import Enclosed, Row, in_copy
from feedback import enclosing
from feedback.models import AnswerFile, Case


def row(enclosed: Enclosed) -> Row:
    stored = enclosed.stored
    return {"name": stored.name, "size": stored.size, "sha256": stored.sha256, "in_copy": in_copy(enclosed)}


def of_answer(case: Case) -> list[Row]:
    """None before it is answered."""
    return [row(_enclosed(case, one)) for one in enclosing.of_sender(case)]


def of_answers(cases: Iterable[Case]) -> Iterator[Enclosed]:
    return (_enclosed(case, one) for case in cases for one in enclosing.of_sender(case))


def _enclosed(case: Case, one: AnswerFile) -> Enclosed:
    return Enclosed(f"tep/tra-loi-{case}/{one.pk}-{one.stored.name}", one.stored)
