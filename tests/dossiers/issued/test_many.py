"""Many papers at once: joined, the book of a period, hand-over slips; only of what the person reaches."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from dossiers import workflow
from dossiers.act import Act
from dossiers.issued import work
from dossiers.issued.tasks import print_many
from portal import jobs
from portal.files.storage import open_stored
from portal.jobs import Job
from tests.dossiers.issued.reading import size, text
from tests.dossiers.pages import send
from tests.factories import DraftFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
ADDRESS = "/quan-tri/dossiers/dossier/in-giay-to/"


def order(kind: str, by, **parameters) -> Job:
    job = jobs.start(kind, print_many, by=by, **parameters)
    while jobs.run(work.KINDS, job.pk) is not None:
        pass
    job.refresh_from_db()
    return job


def pdf(job: Job) -> bytes:
    with open_stored(job.result) as content:
        return content.read()


def days() -> dict[str, str]:
    return {"since": str(timezone.localdate()), "until": str(timezone.localdate())}


def test_receipts_are_joined_in_order(received, clerk):
    job = order(work.BATCH, clerk, key="receipt", ids=[received.pk, received.pk])
    assert (job.state, job.counts) == (Job.State.DONE, {"printed": 2})
    assert len(PdfReader(io.BytesIO(pdf(job))).pages) == 2


def test_what_is_out_of_reach_is_left_out(received, outsider):
    job = order(work.BATCH, outsider, key="receipt", ids=[received.pk])
    assert job.state == Job.State.FAILED and job.result is None


def test_the_book_is_a_landscape_page_with_the_dossier_on_it(received, clerk, unit):
    content = pdf(order(work.BOOK, clerk, agency=unit.pk, **days()))
    assert size(content) == (297, 210)
    assert received.code in "".join(text(content).split())


def test_a_long_book_is_printed_in_parts_and_numbered_through(received, clerk, unit, monkeypatch):
    monkeypatch.setattr(work, "LINES", 1)
    twin = _twin(received)
    content = pdf(order(work.BOOK, clerk, agency=unit.pk, **days()))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    assert len(pages) == 2 and twin.code in "".join(pages[1].split()) and "Trang 2" in pages[1]


def _twin(received):
    same = {name: getattr(received, name) for name in ("edition", "agency", "received_by", "submitter")}
    twin = DraftFactory(**same)
    workflow.perform(workflow.SUBMIT, twin, Act(twin.submitter))
    clerk = received.events.get(action="receive").by
    workflow.perform(workflow.RECEIVE, twin, Act(clerk))
    return twin


def test_the_slip_names_both_sides(received, clerk, unit):
    said = text(pdf(order(work.HANDOVER, clerk, ids=[received.pk], gives=unit.pk)))
    assert f"Bên giao: {unit.name}" in said and f"Bên nhận: {received.agency.name}" in said


def test_a_clerk_orders_and_fetches_it_and_nobody_else_does(received, clerk, officer, unit):
    window, day = enter(clerk), f"{timezone.localdate():%d/%m/%Y}"
    assert send(window, ADDRESS, what=work.BOOK, agency=unit.pk, since=day, until=day).status_code == 302
    jobs.run(work.KINDS)
    address = reverse("admin:dossiers_dossier_printed", args=[Job.objects.get(kind=work.BOOK).uuid])
    assert window.get(address).status_code == 200
    assert enter(officer).get(address).status_code == 404


def test_of_a_foreign_agency_nothing_can_be_ordered(received, outsider, unit):
    day = "01/12/2020"
    answer = send(enter(outsider), ADDRESS, what=work.BOOK, agency=unit.pk, since=day, until=day)
    assert 'data-error-for="agency"' in answer.content.decode()
