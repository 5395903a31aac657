"""Statements as providers write them."""

from datetime import datetime
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import Workbook

from payments.models import Attempt, Statement
from payments.statements import bringing, work
from payments.statements.layouts import LAYOUTS
from portal import jobs

HEAD = ["STT", "Mã giao dịch", "Mã tham chiếu", "Số tiền", "Thời gian giao dịch", "Trạng thái"]


def row(attempt: Attempt, transaction: str = "GD1", **changed: Any) -> list[Any]:
    """A payment of ``attempt`` as the platform tells it."""
    facts = {
        "reference": attempt.reference, "amount": attempt.amount, "at": now(), "state": "Thành công", **changed,
    }  # fmt: skip
    return [1, transaction, facts["reference"], facts["amount"], facts["at"], facts["state"]]


def now() -> str:
    at: datetime = timezone.localtime()
    return f"{at:%d/%m/%Y %H:%M:%S}"


def table(*rows: list[Any], total: int | None = None, delimiter: str = ";") -> bytes:
    lines = [["SAO KÊ GIAO DỊCH"], HEAD, *rows]
    if total is not None:
        lines.append(["Tổng cộng", "", "", total, "", ""])
    return "\r\n".join(delimiter.join(str(cell) for cell in line) for line in lines).encode("utf-8-sig")


def workbook(*rows: list[Any]) -> bytes:
    book, out = Workbook(), BytesIO()
    for line in [HEAD, *rows]:
        book.active.append(line)
    book.save(out)
    return out.getvalue()


def bring(content: bytes, by: Any, provider: str = "payplat") -> Statement:
    """Brought in today, not compared yet."""
    upload = SimpleUploadedFile("sao-ke.csv", content, "text/csv")
    return bringing.bring_in(LAYOUTS[provider], timezone.localdate(), upload, by)


def compared(content: bytes, by: Any, provider: str = "payplat") -> Statement:
    statement = bring(content, by, provider)
    work_through()
    statement.refresh_from_db()
    return statement


def work_through() -> None:
    while jobs.run(work.KINDS):
        pass


def differences(statement: Statement) -> list[tuple[str, str]]:
    return [(one.kind, one.state) for one in statement.differences.order_by("row", "pk")]
