"""Import and export at the desk: filter and export, try out, confirm, and who may."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.jobs import Job
from procedures.admin.exchange import LARGEST
from procedures.exchange.work import EXPORT, IMPORT, TRIAL
from procedures.models import Edition
from tests.dossiers.pages import hidden, page_of, send
from tests.factories import PostFactory
from tests.portal.desk import enter
from tests.procedures.exchange.files import done, exported, with_cell
from tests.procedures.exchange.rich import poor, rich

HOME = "/quan-tri/procedures/exchange/"


@pytest.fixture
def desk(catalogue_admin):
    return enter(catalogue_admin)


@pytest.fixture
def catalogue(db) -> None:
    rich()
    poor()


def upload(desk, content: bytes, name: str = "danh mục của tôi.xlsx"):
    file = SimpleUploadedFile(name, content)
    return desk.post(f"{HOME}nhap/", {"file": file, "form_token": hidden(page_of(desk, HOME), "form_token")})


def order(desk, **filters):
    token = hidden(page_of(desk, HOME), "form_token")
    return desk.post(f"{HOME}xuat/", {"form_token": token, **filters})


def confirm(trial: Job) -> str:
    return reverse("admin:procedures_exchange_confirm", args=[trial.uuid])


@pytest.fixture
def trial(desk, catalogue) -> Job:
    """Tried out: one procedure would change."""
    upload(desk, with_cell(exported("xlsx"), "Thủ tục", "ten", "Tên mới"))
    return done(Job.objects.get(kind=TRIAL))


def test_the_desks_start_page_leads_there(desk, catalogue):
    assert f'href="{HOME}"' in page_of(desk, "/quan-tri/")
    assert 'href="/quan-tri/portal/job/"' in page_of(desk, "/quan-tri/")


def test_the_page_counts_what_fits(desk, catalogue):
    assert desk.get(HOME).context["number"] == 2
    assert desk.get(HOME, {"q": "khai sinh"}).context["number"] == 1


def test_a_filter_that_cannot_be_understood_offers_no_export(desk, catalogue):
    response = desk.get(HOME, {"level": "9"})
    assert response.context["number"] is None
    assert "govuk-error-summary" in response.content.decode()


def test_an_export_is_ordered_with_its_filter(desk, catalogue, catalogue_admin):
    response = order(desk, form="csv", q="khai sinh", which="in_force", level="", field="")
    job = Job.objects.get(kind=EXPORT)
    assert response.url == reverse("admin:portal_job_page", args=[job.uuid])
    assert (job.started_by, job.parameters["form"], job.parameters["q"]) == (catalogue_admin, "csv", "khai sinh")


def test_its_page_says_what_was_exported(desk, catalogue):
    order(desk, form="csv", q="khai sinh", level="3")
    job = done(Job.objects.get(kind=EXPORT))
    shown = page_of(desk, reverse("admin:portal_job_page", args=[job.uuid]))
    assert "CSV · đang có hiệu lực" in shown
    assert "“khai sinh”" in shown


def test_sent_twice_it_is_ordered_once(desk, catalogue):
    values = {"form_token": hidden(page_of(desk, HOME), "form_token"), "form": "csv"}
    assert [desk.post(f"{HOME}xuat/", values).status_code for _ in range(2)] == [302, 302]
    assert Job.objects.filter(kind=EXPORT).count() == 1


def test_an_upload_is_tried_out_and_not_taken_in(desk, trial):
    assert (trial.state, trial.counts) == (Job.State.DONE, {"drafted": 1, "unchanged": 1})
    assert not Edition.objects.filter(state="draft").exists()


def test_the_upload_keeps_its_name_as_harmless_text(desk, catalogue):
    upload(desk, exported("csv"), "..\\..\\=bảng<b>.xlsx")
    assert Job.objects.get(kind=TRIAL).source.name == "bảng<b>.csv"


def test_its_page_leads_on_to_the_confirmation(desk, trial):
    assert confirm(trial) in page_of(desk, reverse("admin:portal_job_page", args=[trial.uuid]))


def test_what_is_new_stands_first_in_the_report(desk, trial):
    trial.lines.filter(outcome="drafted").update(id=10**9)
    lines = desk.get(reverse("admin:portal_job_page", args=[trial.uuid])).context["lines"]
    assert [line.outcome for line, *_ in lines] == ["drafted", "unchanged"]


def test_the_report_can_be_read_by_outcome(desk, trial):
    page = desk.get(reverse("admin:portal_job_page", args=[trial.uuid]), {"ket-qua": "unchanged"})
    assert [line.outcome for line, *_ in page.context["lines"]] == ["unchanged"]


def test_nothing_to_change_leads_nowhere(desk, catalogue):
    upload(desk, exported("csv"))
    job = done(Job.objects.get(kind=TRIAL))
    assert "xac-nhan" not in page_of(desk, reverse("admin:portal_job_page", args=[job.uuid]))


def test_confirmed_the_drafts_are_made(desk, trial):
    send(desk, confirm(trial))
    job = done(Job.objects.get(kind=IMPORT))
    assert (job.source, job.counts) == (trial.source, trial.counts)
    assert Edition.objects.get(state="draft").name == "Tên mới"


def test_confirmed_again_it_leads_to_the_same_import(desk, trial):
    first = send(desk, confirm(trial)).url
    assert desk.get(confirm(trial)).url == desk.post(confirm(trial)).url == first
    assert Job.objects.filter(kind=IMPORT).count() == 1


def test_a_colleagues_dry_run_is_not_mine_to_confirm(trial):
    colleague = enter(PostFactory(role="catalogue").user)
    assert colleague.get(confirm(trial)).status_code == 404
    assert colleague.post(confirm(trial)).status_code == 404


@pytest.mark.parametrize("state", ["waiting", "running", "failed", "stopped"])
def test_only_a_finished_dry_run_can_be_confirmed(desk, trial, state):
    Job.objects.filter(pk=trial.pk).update(state=state)
    assert desk.get(confirm(trial)).status_code == 404


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Tệp trống"),
        (b"%PDF-1.4\x00", "không thuộc ba định dạng"),
        (b"\xd0\xcf\x11\xe0", "Excel cũ (XLS)"),
        (b"PK\x03\x04 rubbish", "bị hỏng"),
        (b"[" + b" " * LARGEST, "lớn hơn 30 MB"),
    ],
    ids=["empty", "PDF", "old Excel", "broken", "too large"],
)
def test_what_cannot_be_a_catalogue_is_told_beside_the_field(desk, content, said):
    response = upload(desk, content)
    assert (response.status_code, Job.objects.count()) == (200, 0)
    assert said in " ".join(response.context["upload"].errors["file"])
    assert 'data-error-for="file"' in response.content.decode()


def test_without_a_file_it_asks_for_one(desk):
    response = desk.post(f"{HOME}nhap/", {})
    assert response.context["upload"].errors["file"] == ["Chọn tệp"]


@pytest.mark.parametrize("who", ["clerk", "officer", "leader", "administrator"])
@pytest.mark.parametrize("page", ["", "xuat/", "nhap/"])
def test_nobody_else_gets_in(request, who, page):
    window = enter(request.getfixturevalue(who))
    assert window.get(HOME + page).status_code == window.post(HOME + page).status_code == 403
    assert "Nhập và xuất danh mục" not in window.get("/quan-tri/").content.decode()
