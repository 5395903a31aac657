"""Comparing as long work: the file is read once, compared in steps; who is killed is followed behind the last step."""

from io import BytesIO

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payments.models import Discrepancy, Statement
from payments.statements import comparing
from payments.statements.layouts import LAYOUTS
from payments.statements.reading import Line, Total, lines
from portal.files.storage import open_stored
from portal.jobs import Job, Kind, Slice

COMPARE = "payment-statement"
EQUAL = "equal"
EACH = 200
"""Lines of one step."""


def compare(part: Slice) -> None:
    statement = Statement.objects.select_related("file", "imported_by").get(pk=part.job.parameters["statement"])
    if part.job.total is None:
        _prepare(part, statement)
    while part.job.done < (part.job.total or 0):
        if part.is_over:
            return
        with part.step() as job:
            _keep(job, statement)
    is_left = True
    while is_left:
        if part.is_over:
            return
        with part.step():
            is_left = comparing.record_next(statement)
    with part.step() as job:
        told = job.position.get("total")
        _tell(job, comparing.finish(statement, Total(**told) if told else None))
        job.finish()


def _prepare(part: Slice, statement: Statement) -> None:
    """What the file says is kept in parts. Raises ``CannotGoOn`` where it is no statement of that provider."""
    with open_stored(statement.file) as stored:
        content = BytesIO(stored.read())
    found = list(lines(content, LAYOUTS[statement.provider], part.keep))
    told = [one for one in found if isinstance(one, Line)]
    totals = [one for one in found if isinstance(one, Total)]
    with part.step() as job:
        job.total = len(told)
        job.position = {"total": {"number": totals[-1].number, "amount": totals[-1].amount}} if totals else {}
        for first in range(0, len(told), EACH):
            job.parts.create(number=first, content=[line.kept for line in told[first : first + EACH]])


def _keep(job: Job, statement: Statement) -> None:
    read = [Line(**kept) for kept in job.parts.get(number=job.done).content]
    found = comparing.keep(statement, read)
    _tell(job, found)
    job.counts[EQUAL] = job.counts.get(EQUAL, 0) + len(read) - len(found)
    job.done += len(read)


def _tell(job: Job, found: list[Discrepancy]) -> None:
    for one in found:
        job.tell(one.kind, one.transaction_id, place=f"dòng {one.row}" if one.row else "")


def _about(job: Job) -> str:
    found = Statement.objects.filter(pk=job.parameters.get("statement", 0)).first()
    if found is None:
        return ""
    return format_html("{} · {}", LAYOUTS[found.provider].label, f"{found.on:%d/%m/%Y}")


def _page(job: Job) -> tuple[str, str] | None:
    found = Statement.objects.filter(pk=job.parameters.get("statement", 0)).first()
    return (_("See the statement"), reverse("admin:payments_statement_page", args=[found.uuid])) if found else None


KINDS = {
    COMPARE: Kind(
        gettext_lazy("Comparison of a statement"),
        compare,
        {**dict(Discrepancy.Kind.choices), EQUAL: gettext_lazy("equal")},
        about=_about,
        follow_up=_page,
        headings=(gettext_lazy("Transaction"), gettext_lazy("Where in the file")),
    )
}
