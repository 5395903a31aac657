"""What is kept is signed; one byte more or less and everybody is told."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pyhanko.pdf_utils.reader import PdfFileReader

from dossiers.issued import checking, issuing, making
from dossiers.issued.checking import Says
from dossiers.models import IssuedPaper
from portal.signing.signatures import checked
from tests.dossiers.issued.reading import content, one, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(received) -> IssuedPaper:
    return making.make(one(received, "receipt"))


def verdict(pdf: bytes) -> Says:
    return checking.examine(pdf).says


def sent(pdf: bytes):
    file = SimpleUploadedFile("a.pdf", pdf, content_type="application/pdf")
    return Client().post(reverse("check_file"), {"file": file}).content.decode()


def test_it_is_signed_by_official_and_agency_whole_and_trusted(paper, clerk, unit):
    (found,) = checked(content(paper))
    assert found.holds
    assert clerk.full_name in found.signer and unit.name in found.signer


def test_it_is_pades_with_a_stamp_in_its_place(paper):
    (signature,) = PdfFileReader(io.BytesIO(content(paper))).embedded_signatures
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    left, bottom, right, top = (float(side) for side in signature.sig_field["/Rect"])
    assert right - left > 100 and top - bottom > 30


def test_the_very_file_is_genuine(paper):
    assert verdict(content(paper)) == Says.OURS
    assert 'data-verdict="ours"' in sent(content(paper))


@pytest.mark.parametrize("place", [100, 2000, 5000])
def test_one_changed_byte_and_it_is_not(paper, place):
    changed = bytearray(content(paper))
    changed[place] ^= 1
    assert verdict(bytes(changed)) in {Says.CHANGED, Says.UNKNOWN}
    assert 'data-verdict="ours"' not in sent(bytes(changed))


def test_what_was_added_after_the_signature_is_seen(paper):
    assert verdict(content(paper) + b"\n% more") != Says.OURS


def test_a_file_of_somebody_else_is_not_ours():
    assert verdict(b"%PDF-1.4\n%%EOF") == Says.UNKNOWN
    assert 'data-verdict="unknown"' in sent(b"khong phai pdf")


def test_one_signed_by_a_key_we_do_not_know_is_said_to_be(paper, settings, tmp_path):
    settings.SIGNING = type(settings.SIGNING)("", "", str(tmp_path / "none.pem"), True)
    assert verdict(content(paper) + b"\n") in {Says.UNTRUSTED, Says.CHANGED}


def test_nothing_sent_is_kept(paper, settings):
    before = sorted(path.name for path in settings.FILES_DIR.rglob("*") if path.is_file())
    sent(b"%PDF-1.4 cua nguoi la")
    assert sorted(path.name for path in settings.FILES_DIR.rglob("*") if path.is_file()) == before


def test_too_large_a_file_is_refused_beside_its_field(settings):
    settings.FILE_BYTES_MAX = 1000
    assert 'data-error-for="file"' in sent(b"%PDF-1.4 " + b"x" * 1000)


def at(paper: IssuedPaper) -> str:
    return Client().get(reverse("verify_result", args=[paper.token])).content.decode()


def test_its_address_says_kind_agency_and_a_masked_name(paper):
    page = at(paper)
    assert 'data-paper-state="valid"' in page and paper.number in page and paper.agency.name in page
    assert "T*** T** H*" in page and "Trần Thị Hà" not in page


def test_a_revoked_one_says_so_without_the_reason(paper, clerk):
    issuing.revoke(paper, clerk, "Ghi nhầm")
    assert 'data-paper-state="revoked"' in at(paper) and "Ghi nhầm" not in at(paper)


def test_one_issued_again_replaces_the_last(paper, clerk, unit):
    new = issuing.issue_again(paper, issuing.Author(clerk, clerk.full_name, "", unit), "Sai số điện thoại")
    assert 'data-paper-state="replaced"' in at(paper) and 'data-paper-state="valid"' in at(new)


def test_without_a_key_it_is_kept_unsigned(received, settings):
    settings.SIGNING = type(settings.SIGNING)("", "", "", True)
    paper = making.make(one(received, "receipt"))
    assert not paper.is_signed and checked(content(paper)) == []
    assert "GIẤY TIẾP NHẬN" in text(content(paper))


def test_a_token_cannot_be_guessed(paper):
    assert len(paper.token) * 6 >= 128
