"""The nation fetches a file at the address its record names: signed, for a while, and for nobody else."""

from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Attachment, Dossier
from portal.files.models import StoredFile
from portal.files.storage import path_of, store
from portal.national.addresses import SALT, address
from portal.national.log import Exchange
from tests.dossiers.pages import page_of
from tests.dossiers.results import correct, finished, revoke
from tests.factories import StoredFileFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.4 giay chung sinh"


@pytest.fixture
def paper(dossier) -> Attachment:
    file = SimpleUploadedFile("giấy chứng sinh.pdf", CONTENT, content_type="application/pdf")
    return Attachment.objects.create(dossier=dossier, stored=store(file, by=None))


@pytest.fixture
def nation(settings) -> Client:
    return Client(headers={"X-Nation-Key": settings.DOOR.key})


def way(file: Attachment, **later) -> str:
    until = timezone.now() + (timedelta(**later) if later else timedelta(days=1))
    whole = address(file.uuid, until)
    return whole[whole.index("/XrdAdapter") :]


def test_the_nation_gets_the_bytes_with_their_digest(nation, paper):
    answer = nation.get(way(paper))
    assert b"".join(answer) == CONTENT
    assert (answer["ETag"], answer["Content-Length"]) == (f'"{paper.stored.sha256}"', str(len(CONTENT)))


def test_both_names_of_the_adapter_lead_there(nation, paper):
    assert nation.get(way(paper).replace("Xrd", "VXP")).status_code == 200


def test_it_may_look_first_whether_there_is_something(nation, paper, dossier):
    answer = nation.head(way(paper))
    assert (answer.status_code, answer["Content-Length"]) == (200, str(len(CONTENT)))
    assert not dossier.openings.exists()


@pytest.mark.parametrize("who", ["clerk", "citizen", None])
def test_nobody_else_finds_anything_at_it(paper, request, who):
    window = enter(request.getfixturevalue(who)) if who else Client()
    assert window.get(way(paper)).status_code == 404


def test_a_token_of_another_kind_opens_nothing(nation, paper):
    stolen = signing.dumps({"k": paper.uuid.hex, "a": "somebody", "u": 10**10}, salt=SALT)
    forged = signing.dumps({"k": paper.uuid.hex, "a": "nation", "u": 10**10}, salt="other")
    for token in (stolen, forged, "x", "a:b:c"):
        assert nation.get(reverse("nation_file", args=[token])).status_code == 404


def test_an_address_ends(nation, paper):
    old = way(paper)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert nation.get(old).status_code == 410


def test_a_paper_that_was_taken_out_is_gone(nation, paper):
    Attachment.objects.filter(pk=paper.pk).update(removed_at=timezone.now())
    assert nation.get(way(paper)).status_code == 410


@pytest.mark.parametrize("kind", ["replaced", "internal", "offered", "correction"])
def test_what_no_record_names_is_gone_even_with_a_good_address(nation, paper, kind):
    Attachment.objects.filter(pk=paper.pk).update(kind=kind)
    assert nation.get(way(paper)).status_code == 410


def test_a_result_can_be_fetched_from_the_hand_over_until_it_is_replaced(nation, dossier, clerk, officer):
    finished(dossier, clerk, officer, result_file=store(SimpleUploadedFile("kq.pdf", CONTENT), by=None))
    file = dossier.results.get().file
    assert nation.get(way(file)).status_code == 410
    workflow.perform(workflow.HAND_OVER, dossier, Act(clerk))
    assert nation.get(way(file)).status_code == 200
    correct(dossier, officer)
    assert nation.get(way(file)).status_code == 410


def test_a_revoked_result_is_gone(nation, dossier, clerk, officer):
    finished(dossier, clerk, officer)
    workflow.perform(workflow.HAND_OVER, dossier, Act(clerk))
    revoke(dossier, officer)
    assert nation.get(way(dossier.results.get().file)).status_code == 410


def test_a_file_the_scanner_holds_is_held_for_the_nation_too(nation, paper):
    StoredFile.objects.update(scan=StoredFile.Scan.INFECTED)
    assert nation.get(way(paper)).status_code == 423


def test_a_damaged_file_means_later(nation, paper):
    path_of(paper.stored.uuid).unlink()
    assert nation.get(way(paper)).status_code == 503


def test_an_opening_stands_in_the_log_of_exchanges(nation, paper):
    b"".join(nation.get(way(paper), headers={"X-Road-Id": "5fd21a3c-0d6b-4d1a-9c0f-3a1f6c2f9b10"}))
    line = Exchange.objects.get()
    assert (line.direction, line.service, line.answer_sha256) == ("in", "nation_file", paper.stored.sha256)
    assert line.answer_size == len(CONTENT)


def test_the_applicant_reads_that_the_nation_opened_it(nation, paper, dossier: Dossier, citizen):
    for _ in range(2):
        nation.get(way(paper))
    assert dossier.openings.count() == 1
    assert "Cổng Dịch vụ công quốc gia" in page_of(enter(citizen), reverse("dossier_openings", args=[dossier.uuid]))


def test_what_was_never_stored_is_gone(nation):
    assert nation.get(way(Attachment(stored=StoredFileFactory.build()))).status_code == 410
