"""A list as a file: exactly as filtered, harmless, for its maker alone, for a day, while in office."""

import csv
import re
import zipfile
from datetime import timedelta
from io import BytesIO, StringIO
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from dossiers import workflow
from dossiers.act import Act
from dossiers.desk import export
from dossiers.models import Dossier, Export
from portal import jobs
from portal.agencies.models import Role
from portal.files.models import StoredFile
from portal.jobs import Job
from tests.dossiers.desk import codes
from tests.factories import AgencyFactory, DraftFactory, PostFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
PAGE = "admin:dossiers_dossier_export"
HOSTILE = ["=1+1", "+84912", "-2", "@SUM(A1)", "\tx", "\rx", "＝1", "'x", "_x000D_", "a\x0bc"]


@pytest.fixture
def window(clerk):
    return enter(clerk)


def ordered(window, *, form="xlsx", purpose="Báo cáo quý IV", **asked) -> Export:
    """Ask for the list as a file and let the work be done."""
    address = f"{reverse(PAGE)}?{urlencode(asked)}"
    token = re.search(r'name="form_token" value="([^"]+)"', window.get(address).content.decode()).group(1)
    assert window.post(address, {"form_token": token, "form": form, "purpose": purpose}).status_code == 302
    done = Export.objects.latest("pk")
    jobs.run(export.KINDS, done.job_id)
    return Export.objects.get(pk=done.pk)


def fetched(window, one: Export):
    return window.get(reverse("admin:dossiers_dossier_exported", args=[one.pk]))


def content(response) -> bytes:
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def table(response) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content(response).decode("utf-8-sig"))))


@pytest.fixture
def several(dossier, clerk, citizen):
    made = [dossier]
    for number in range(4):
        one = DraftFactory(
            edition=dossier.edition, agency=dossier.agency, received_by=dossier.received_by, submitter=citizen
        )
        workflow.perform(workflow.SUBMIT, one, Act(citizen))
        if number % 2:
            workflow.perform(workflow.RECEIVE, one, Act(clerk))
        made.append(one)
    return made


@pytest.mark.parametrize(
    "asked", [{}, {"viec": "tiep-nhan"}, {"trang_thai": "2"}, {"q": "Trần Thị Hà"}, {"q": "nobody"}]
)
def test_the_file_holds_exactly_the_list_in_its_order(window, several, asked):
    one = ordered(window, form="csv", **asked)
    rows = [row["Mã hồ sơ"] or row["Số tạm"] for row in table(fetched(window, one))]
    assert rows == codes(window, **asked)
    assert one.number == len(rows)


@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_is_text_in_the_workbook(window, dossier, text):
    Dossier.objects.filter(pk=dossier.pk).update(owner={"name": text, "id_number": "002419000007", "phone": "0912"})
    file = content(fetched(window, ordered(window)))
    with zipfile.ZipFile(BytesIO(file)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    cells = [
        cell
        for row in load_workbook(BytesIO(file)).active.iter_rows(min_row=2)
        for cell in row
        if cell.value is not None
    ]
    assert {cell.data_type for cell in cells} == {"s", "d"}
    assert {"002419000007", "0912"} <= {cell.value for cell in cells}


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_the_table_begins_like_a_formula(window, dossier, text):
    Dossier.objects.filter(pk=dossier.pk).update(owner={"name": text})
    raw = content(fetched(window, ordered(window, form="csv"))).decode("utf-8")
    assert raw.startswith("\ufeff") and raw.splitlines()[0].count('"') >= 2
    for row in csv.reader(StringIO(raw.removeprefix("\ufeff"), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")) for cell in row)


def test_moments_are_typed_and_of_the_clock_on_the_wall(window, dossier):
    sheet = load_workbook(BytesIO(content(fetched(window, ordered(window))))).active
    titles = [cell.value for cell in sheet[1]]
    cell = sheet.cell(2, titles.index("Đã nộp") + 1) if "Đã nộp" in titles else next(c for c in sheet[2] if c.is_date)
    assert cell.is_date
    assert abs(cell.value - timezone.localtime(dossier.submitted_at).replace(tzinfo=None)) < timedelta(seconds=1)


def test_who_what_how_many_and_why_is_kept(window, several, clerk):
    one = ordered(window, viec="tiep-nhan")
    assert (one.by, one.query, one.purpose, one.number) == (clerk, {"viec": "tiep-nhan"}, "Báo cáo quý IV", 3)
    content(fetched(window, one))
    one.refresh_from_db()
    assert one.fetched_at is not None
    assert one.job.parameters == {}


@pytest.mark.parametrize("purpose", ["", "   ", "abc"])
def test_without_a_purpose_nothing_is_made(window, dossier, purpose):
    page = window.get(reverse(PAGE)).content.decode()
    token = re.search(r'name="form_token" value="([^"]+)"', page).group(1)
    answer = window.post(reverse(PAGE), {"form_token": token, "form": "csv", "purpose": purpose})
    assert 'data-error-for="purpose"' in answer.content.decode()
    assert not Job.objects.exists()


def test_a_colleague_does_not_get_it(window, dossier, unit):
    one = ordered(window)
    assert fetched(enter(PostFactory(agency=unit, role=Role.CLERK).user), one).status_code == 404


def test_after_a_day_it_is_gone_and_the_record_stays(window, dossier):
    one = ordered(window)
    Export.objects.filter(pk=one.pk).update(made_at=timezone.now() - timedelta(hours=24, seconds=1))
    assert fetched(window, one).status_code == 404
    assert export.forget() == 1
    assert not StoredFile.objects.exists()
    assert Export.objects.get().purpose == "Báo cáo quý IV"


def test_a_lost_post_closes_the_file(window, dossier, clerk):
    one = ordered(window)
    PostFactory(user=clerk, agency=AgencyFactory())
    clerk.posts.filter(agency=dossier.received_by).delete()
    assert fetched(window, one).status_code == 404


def test_a_disabled_official_gets_nothing_more(window, dossier, clerk):
    one = ordered(window)
    type(clerk).objects.filter(pk=clerk.pk).update(is_active=False)
    assert fetched(window, one).status_code == 302


def test_a_post_lost_while_it_waits_makes_no_file(dossier, clerk, window):
    page = window.get(reverse(PAGE)).content.decode()
    token = re.search(r'name="form_token" value="([^"]+)"', page).group(1)
    window.post(reverse(PAGE), {"form_token": token, "form": "csv", "purpose": "Báo cáo quý"})
    clerk.posts.all().delete()
    jobs.run(export.KINDS, Job.objects.get().pk)
    assert Job.objects.get().state == Job.State.FAILED and Export.objects.get().file is None


def test_a_cashier_gets_no_identity_numbers_telephones_and_addresses(dossier, unit):
    window = enter(PostFactory(agency=unit, role=Role.CASHIER).user)
    titles = set(table(fetched(window, ordered(window, form="csv")))[0])
    assert "Chủ hồ sơ" in titles and not titles & {"Số định danh hoặc mã số thuế", "Điện thoại", "Địa chỉ"}


def test_a_right_lost_since_closes_the_file(window, dossier, clerk):
    one = ordered(window)
    clerk.posts.update(role=Role.CASHIER)
    assert fetched(window, one).status_code == 404


def test_asked_twice_by_one_form_it_is_made_once(window, dossier):
    page = window.get(reverse(PAGE)).content.decode()
    values = {"form": "csv", "purpose": "Báo cáo quý"}
    values["form_token"] = re.search(r'name="form_token" value="([^"]+)"', page).group(1)
    for _ in range(5):
        window.post(reverse(PAGE), values)
    assert Job.objects.count() == Export.objects.count() == 1


def test_what_a_dead_worker_left_is_made_once_by_the_next(window, dossier, clerk):
    page = window.get(reverse(PAGE)).content.decode()
    token = re.search(r'name="form_token" value="([^"]+)"', page).group(1)
    window.post(reverse(PAGE), {"form_token": token, "form": "csv", "purpose": "Báo cáo quý"})
    long_ago = timezone.now() - timedelta(hours=1)
    Job.objects.update(state=Job.State.RUNNING, tries=1, lease_key="dead", leased_until=long_ago)
    for _ in range(3):
        jobs.run(export.KINDS)
    assert (Job.objects.get().state, StoredFile.objects.count()) == (Job.State.DONE, 1)
    assert len(table(fetched(window, Export.objects.get()))) == 1
