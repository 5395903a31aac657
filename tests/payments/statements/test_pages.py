"""Statements at the desk: brought in by a cashier of the province, read, decided, taken away as a workbook."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from payments.models import Discrepancy, Statement
from payments.settlement import settle
from portal.agencies.models import Role
from tests.dossiers.pages import hidden
from tests.factories import PostFactory
from tests.payments import money
from tests.payments.statements import files
from tests.portal.desk import enter
from tests.test_both_languages import VIETNAMESE, spoken

pytestmark = pytest.mark.django_db
HOME = reverse("admin:payments_statement_changelist")


@pytest.fixture
def window(treasurer):
    return enter(treasurer)


def send(window, content: bytes, on: date | None = None, provider: str = "payplat"):
    page = window.get(HOME).content.decode()
    sent = {
        "provider": provider,
        "on": (on or timezone.localdate()).isoformat(),
        "form_token": hidden(page, "form_token"),
    }
    return window.post(HOME, sent | {"file": SimpleUploadedFile("sao-ke.csv", content, "text/csv")})


def test_a_statement_is_brought_in_and_compared(window, attempt):
    answer = send(window, files.table(files.row(attempt)))
    assert "/quan-tri/portal/job/" in answer.headers["Location"]
    files.work_through()
    assert "Xem sao kê" in window.get(answer.headers["Location"]).content.decode()
    assert "khớp" in window.get(HOME).content.decode()


def test_the_same_file_leads_to_the_first(window, attempt):
    content = files.table(files.row(attempt))
    send(window, content)
    refused = send(window, content).content.decode()
    assert reverse("admin:payments_statement_page", args=[Statement.objects.get().uuid]) in refused


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"a,b\r\n1,2", "Mã giao dịch"), (b"\xd0\xcf\x11\xe0xxxx", "Excel"), (b"\xff\xfea", "UTF-8")],
)
def test_what_is_no_statement_is_refused_beside_the_field(window, content, said):
    answer = send(window, content)
    assert (answer.status_code, Statement.objects.count()) == (200, 0)
    assert said in answer.content.decode()


def test_a_day_ahead_is_refused(window):
    answer = send(window, files.table(), timezone.localdate() + timedelta(days=1))
    assert "Ngày này chưa đến." in answer.content.decode()


@pytest.fixture
def missing(attempt, treasurer) -> Discrepancy:
    """Here, and in no statement."""
    settle(money.paid(attempt))
    return files.compared(files.table(), treasurer).differences.get()


def address(found: Discrepancy) -> str:
    return reverse("admin:payments_statement_difference", args=[found.statement.uuid, found.pk])


def test_a_difference_is_read_and_closed_with_a_ground(window, missing):
    page = window.get(address(missing)).content.decode()
    assert "Cổng đã ghi nhận giao dịch này" in page
    sent = {"ground": "Bù vào ngày mai", "form_token": hidden(page, "form_token")}
    assert window.post(address(missing), sent).status_code == 302
    shown = window.get(reverse("admin:payments_statement_page", args=[missing.statement.uuid]) + "?xem=da-dong")
    assert missing.transaction_id in shown.content.decode()


def test_without_a_ground_nothing_is_closed(window, missing):
    answer = window.post(address(missing), {"ground": ""})
    assert "Hãy ghi lý do đóng sai lệch." in answer.content.decode()
    assert Discrepancy.objects.open().exists()


def test_the_differences_go_as_a_workbook(window, missing):
    answer = window.get(reverse("admin:payments_statement_workbook", args=[missing.statement.uuid]))
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert rows[-1][2:5] == (missing.transaction_id, missing.settlement.reference, "cổng có, bên thanh toán chưa có")
    assert rows[-1][6] == money.FEE


def test_the_file_itself_comes_back_as_it_was(window, missing):
    answer = window.get(reverse("admin:payments_statement_file", args=[missing.statement.uuid]))
    assert b"".join(answer.streaming_content) == files.table()


@pytest.mark.parametrize("role", [Role.CASHIER, Role.CLERK, Role.LEADER, Role.ADMIN])
def test_who_is_no_cashier_of_the_province_sees_none(missing, unit, role):
    stranger = enter(PostFactory(agency=unit, role=role).user)
    assert [stranger.get(one).status_code for one in (HOME, address(missing))] == [403, 403]


def test_in_english_no_vietnamese_is_said(window, missing):
    pages = [HOME, address(missing), reverse("admin:payments_statement_page", args=[missing.statement.uuid])]
    said = [text for page in pages for text in spoken(window, page, "en").said if VIETNAMESE.search(text)]
    assert said == []
