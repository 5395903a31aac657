"""Published, a petition tells nobody who asked; hidden, it is gone everywhere at once (PR-09), its files too."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from feedback import copies
from feedback.models import Petition
from feedback.petitions import table
from feedback.petitions.filing import send
from feedback.spam import Sender
from portal.audit.models import AuditLine
from portal.files.storage import store
from tests.feedback.conftest import ANSWER, done, written
from tests.sheets import jpeg, written_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar")]
AUTHOR = "Trần Thị Hà"
PUBLIC = {"title": "Chờ lâu ở quầy", "content": "Một người dân chờ lâu ở quầy chứng thực.", "answer": ANSWER}
PLACES = [reverse("petitions"), f"{reverse('petitions')}?q=chung+thuc", reverse("petition_feed"),
          "/sitemap-petitions.xml"]  # fmt: skip


@pytest.fixture(autouse=True)
def files_aside(settings, tmp_path):
    settings.FILES_DIR = tmp_path


def signed_pdf() -> bytes:
    """A PDF that names its author in its information, in XMP and in a note on the page."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(written_pdf())) as document:
        document.docinfo["/Author"] = AUTHOR
        with document.open_metadata() as packet:
            packet["dc:creator"] = [AUTHOR]
        note = {"/Type": pikepdf.Name.Annot, "/Subtype": pikepdf.Name.Text, "/Contents": AUTHOR, "/Rect": [0, 0, 9, 9]}
        document.pages[0].Annots = [pikepdf.Dictionary(note)]
        document.save(out)
    return out.getvalue()


@pytest.fixture
def answered_with_file(citizen, reception, officer, leader, commune) -> Petition:
    paper = SimpleUploadedFile("đơn của Trần Thị Hà.pdf", signed_pdf(), "application/pdf")
    petition = send(written(), Sender(citizen), [paper])
    done(table.RECEIVE, petition, reception)
    done(table.TRANSFER, petition, reception, agency=commune.pk, nature="rule")
    done(table.TAKE, petition, officer)
    done(table.PROPOSE, petition, officer, answer=ANSWER, finding="founded")
    return done(table.APPROVE, petition, leader)


@pytest.fixture
def published(answered_with_file, reception) -> Petition:
    file = answered_with_file.files.get().stored
    return done(table.PUBLISH, answered_with_file, reception, **PUBLIC, files=[str(file.uuid)])


def file_address(petition: Petition, which: str) -> str:
    return reverse("petition_file", args=[petition.uuid, getattr(petition.files.get(), which).uuid])


def read(address: str):
    answer = Client().get(address)
    return answer.status_code, b"".join(answer) if answer.streaming else answer.content


def test_nobody_is_named_anywhere(published):
    for address in [*PLACES, reverse("petition", args=[published.uuid]), file_address(published, "shown")]:
        status, body = read(address)
        assert status == 200, address
        for telling in (AUTHOR, "0912345678", "ha@example.vn", "Thôn Núi"):
            assert telling.encode() not in body, address


def test_the_copy_has_no_author_no_note_and_no_name(published):
    answer = Client().get(file_address(published, "shown"))
    assert "tep-1.pdf" in answer.headers["Content-Disposition"]
    with pikepdf.open(io.BytesIO(b"".join(answer))) as document:
        assert (len(document.docinfo), "/Metadata" in document.Root, "/Annots" in document.pages[0]) == (
            0,
            False,
            False,
        )
        assert len(document.pages) == 1


def test_the_original_is_the_senders_alone(published, sign_in, citizen):
    address = file_address(published, "stored")
    assert read(address)[0] == 404
    assert sign_in(citizen).get(address).status_code == 200


def test_what_was_taken_out_is_recorded_by_number_and_in_the_audit(published, reception):
    assert published.publication.removed["metadata"] >= 3
    line = AuditLine.objects.filter(table="feedback_publication").latest("pk")
    assert line.changes["removed"][1] == published.publication.removed
    assert AUTHOR not in str(line.changes)


def test_what_stood_in_the_words_is_counted(answered_with_file, reception):
    Petition.objects.filter(pk=answered_with_file.pk).update(content=f"{AUTHOR}, 0912345678, gọi 0912345678")
    done(table.PUBLISH, answered_with_file, reception, **PUBLIC)
    assert answered_with_file.publication.removed == {"phone": 2, "name": 1}


def test_hidden_it_is_gone_everywhere_at_once(published, reception):
    page, file = reverse("petition", args=[published.uuid]), file_address(published, "shown")
    key = str(published.uuid).encode()
    assert all(key in read(place)[1] for place in PLACES)
    done(table.HIDE, published, reception)
    assert [key in read(place)[1] for place in PLACES] == [False] * len(PLACES)
    assert (read(page)[0], read(file)[0]) == (302, 404)


@pytest.mark.parametrize("place", PLACES)
def test_no_cache_keeps_a_public_page(published, place):
    assert "no-store" in Client().get(place).headers["Cache-Control"]


def test_published_anew_without_its_file_the_file_is_not_there(published, reception):
    file = file_address(published, "shown")
    done(table.HIDE, published, reception)
    done(table.PUBLISH, published, reception, **PUBLIC)
    assert read(file)[0] == 404


def test_where_a_picture_was_taken_stands_in_no_copy():
    exif = Image.Exif()
    exif[0x013B] = AUTHOR
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.open(io.BytesIO(jpeg())).save(out, "JPEG", exif=exif)
    stored = store(SimpleUploadedFile("ảnh của Hà.jpg", out.getvalue(), "image/jpeg"), by=None)
    copy = copies.made(stored, 1)
    assert (copy.file.name, copy.removed >= 1) == ("tep-1.jpg", True)
    assert not Image.open(copy.file).getexif()
